export interface Parameter {
  readonly name: string;
  readonly label: string;
  readonly low: number;
  readonly high: number;
  readonly step: number | "any";
  /** What the server takes when nothing is said (TrainingParams). */
  readonly usual: number;
}

export const PARAMETERS: readonly Parameter[] = [
  { name: "n_estimators", label: "Rounds at most", low: 1, high: 10_000, step: 1, usual: 600 },
  { name: "early_stopping_rounds", label: "Stop after rounds without gain", low: 0, high: 10_000, step: 1, usual: 50 },
  { name: "max_depth", label: "Depth", low: 1, high: 16, step: 1, usual: 8 },
  { name: "learning_rate", label: "Learning rate", low: 0.0001, high: 1, step: "any", usual: 0.08 },
  { name: "seed", label: "Seed", low: 0, high: 2_147_483_647, step: 1, usual: 0 },
];

interface Props {
  readonly parameter: Parameter;
  readonly value: number | undefined;
  readonly onValue: (value: number | undefined) => void;
}

export function NumberField({ parameter, value, onValue }: Props) {
  const { label, low, high, step, usual } = parameter;
  return (
    <label>
      {label}{" "}
      <input
        type="number"
        className="short"
        min={low}
        max={high}
        step={step}
        placeholder={String(usual)}
        value={value ?? ""}
        onChange={(event) => onValue(event.target.value === "" ? undefined : Number(event.target.value))}
      />
    </label>
  );
}
