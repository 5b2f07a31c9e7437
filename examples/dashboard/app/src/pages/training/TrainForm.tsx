import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { day } from "../../format";
import { MODULES, type ModuleName } from "../../rest/types";
import { useSession } from "../../session/context";
import { DataRange } from "../../ui/DataRange";
import { Problem } from "../../ui/Problem";
import { NumberField, PARAMETERS } from "./NumberField";

/** What the server can train on; the agents score with the first of each. */
const FEATURE_SETS: Readonly<Record<ModuleName, readonly string[]>> = {
  arbitrage: ["default", "detection"],
  mev: ["pretrade", "default"],
};

export function TrainForm() {
  const { api, isAdmin } = useSession();
  const client = useQueryClient();
  const [module, setModule] = useState<ModuleName>("arbitrage");
  const [wanted, setWanted] = useState("");
  const [start, setStart] = useState(() => day(-1));
  const [end, setEnd] = useState(() => day(1));
  const [gpu, setGpu] = useState(false);
  const [numbers, setNumbers] = useState<Readonly<Record<string, number>>>({});
  const [rule, setRule] = useState("");
  const sets = FEATURE_SETS[module];
  const features = sets.find((name) => name === wanted) ?? sets[0] ?? "default";
  const train = useMutation({
    mutationFn: () => {
      const params = { ...numbers, ...(rule.trim() === "" ? {} : { label_rule: rule.trim() }) };
      return api.startTraining({ module, range: { start, end }, features, model: "xgb", gpu, params });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
  return (
    <form
      className="panel"
      aria-label="Start a training"
      onSubmit={(event) => {
        event.preventDefault();
        train.mutate();
      }}
    >
      <h2>Start a training</h2>
      <DataRange />
      <div className="fields">
        <label>
          Module{" "}
          <select value={module} onChange={(e) => setModule(e.target.value as ModuleName)}>
            {MODULES.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          Features{" "}
          <select value={features} onChange={(e) => setWanted(e.target.value)}>
            {sets.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          From (UTC, included) <input type="date" value={start} onChange={(e) => setStart(e.target.value)} />
        </label>
        <label>
          To (UTC, not included) <input type="date" value={end} onChange={(e) => setEnd(e.target.value)} />
        </label>
        <label>
          <input type="checkbox" checked={gpu} onChange={(e) => setGpu(e.target.checked)} /> GPU, if there is one
        </label>
      </div>
      <details>
        <summary>Parameters (empty: the server's defaults)</summary>
        <div className="fields">
          {PARAMETERS.map((parameter) => (
            <NumberField
              key={parameter.name}
              parameter={parameter}
              value={numbers[parameter.name]}
              onValue={(value) => setNumbers(without(numbers, parameter.name, value))}
            />
          ))}
          <label>
            What the label means{" "}
            <input value={rule} maxLength={200} onChange={(event) => setRule(event.target.value)} />
          </label>
        </div>
      </details>
      <div className="fields">
        <button type="submit" disabled={!isAdmin || train.isPending}>
          Start training
        </button>
        {!isAdmin && <span className="quiet">Starting jobs needs a token with the role admin.</span>}
        <span role="status" className="quiet">
          {train.isSuccess ? `${train.data.job_id} is queued` : ""}
        </span>
      </div>
      <p className="quiet">
        The agents score with the features "default" (arbitrage) and "pretrade" (mev); "detection" and mev's "default"
        know what happened after the trade.
      </p>
      <Problem error={train.error} />
    </form>
  );
}

function without(
  numbers: Readonly<Record<string, number>>,
  name: string,
  value: number | undefined,
): Readonly<Record<string, number>> {
  const others = Object.fromEntries(Object.entries(numbers).filter(([other]) => other !== name));
  return value === undefined ? others : { ...others, [name]: value };
}
