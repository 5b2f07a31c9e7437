interface Props<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly T[];
  /** How an option is called on the page. */
  readonly text?: (option: T) => string;
  readonly onChoice: (value: T) => void;
}

/** One of a few names. */
export function Choice<T extends string>({ label, value, options, text, onChoice }: Props<T>) {
  return (
    <label>
      {label}{" "}
      <select value={value} onChange={(event) => onChoice(options.find((name) => name === event.target.value) ?? value)}>
        {options.map((name) => (
          <option key={name} value={name}>
            {text?.(name) ?? name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Narrows a list to one of the names, or, empty, to none of them. What was chosen stays offered. */
export function Narrow({ options, value, text = (name) => name, ...rest }: Props<string>) {
  const offered = value === "" || options.includes(value) ? options : [...options, value];
  return <Choice {...rest} value={value} options={["", ...offered]} text={(name) => (name === "" ? "all" : text(name))} />;
}
