import { useState } from "react";
import { MODULES, type ModuleName } from "../../rest/types";
import { useSession } from "../../session/context";
import { Choice } from "../../ui/Choice";
import { JobForm } from "../../ui/JobForm";
import { NumberField, PARAMETERS } from "./NumberField";

/** What the server can train on; the agents score with the first of each. */
const FEATURE_SETS: Readonly<Record<ModuleName, readonly string[]>> = {
  arbitrage: ["default", "detection"],
  mev: ["pretrade", "default"],
};

export function TrainForm() {
  const { api } = useSession();
  const [module, setModule] = useState<ModuleName>("arbitrage");
  const [wanted, setWanted] = useState("");
  const [gpu, setGpu] = useState(false);
  const [numbers, setNumbers] = useState<Readonly<Record<string, number>>>({});
  const [rule, setRule] = useState("");
  const sets = FEATURE_SETS[module];
  const features = sets.find((name) => name === wanted) ?? sets[0] ?? "default";
  const params = { ...numbers, ...(rule.trim() === "" ? {} : { label_rule: rule.trim() }) };
  return (
    <JobForm
      title="Start a training"
      action="Start training"
      start={(range) => api.startTraining({ module, range, features, model: "xgb", gpu, params })}
      choices={
        <>
          <Choice label="Module" value={module} options={MODULES} onChoice={setModule} />
          <Choice label="Features" value={features} options={sets} onChoice={setWanted} />
          <label>
            <input type="checkbox" checked={gpu} onChange={(e) => setGpu(e.target.checked)} /> GPU, if there is one
          </label>
        </>
      }
      hint='The agents score with the features "default" (arbitrage) and "pretrade" (mev); "detection" and mev&apos;s "default" know what happened after the trade.'
    >
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
    </JobForm>
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
