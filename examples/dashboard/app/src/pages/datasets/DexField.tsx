import { useId, useState } from "react";
import { useFeed } from "../../feed/context";

interface Props {
  readonly chosen: readonly string[];
  readonly onChosen: (names: readonly string[]) => void;
}

/** Names of exchanges; those that the feed has brought are suggested, and any other may be typed. */
export function DexField({ chosen, onChosen }: Props) {
  const feed = useFeed();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [seen] = useState(() => [...new Set(feed.rows.toArray().map((row) => row.dex))].filter((dex) => dex !== "").sort());
  const add = (): void => {
    const name = typed.trim();
    if (name !== "" && !chosen.includes(name)) onChosen([...chosen, name]);
    setTyped("");
  };
  return (
    <div className="fields">
      <label htmlFor={id}>Only these dexes</label>
      <input
        id={id}
        list={`${id}-seen`}
        placeholder="all"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || typed.trim() === "") return;
          event.preventDefault();
          add();
        }}
      />
      <datalist id={`${id}-seen`}>
        {seen.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <button type="button" className="plain" onClick={add} disabled={typed.trim() === ""}>
        Add
      </button>
      {chosen.map((name) => (
        <button
          key={name}
          type="button"
          className="plain chip"
          aria-label={`Remove ${name}`}
          onClick={() => onChosen(chosen.filter((other) => other !== name))}
        >
          {name} ×
        </button>
      ))}
    </div>
  );
}
