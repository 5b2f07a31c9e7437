import { useState } from "react";
import type { ModuleView } from "../../rest/types";
import { useSession } from "../../session/context";
import { Facts } from "../../ui/Facts";
import { AgentTable } from "./AgentTable";
import { CommandButtons } from "./CommandButtons";
import type { Scope } from "./kill";
import { PendingStartNote } from "./PendingStartNote";
import { PolicyForm } from "./PolicyForm";

interface Props {
  readonly view: ModuleView;
  readonly onKill: (scope: Scope) => void;
}

/** One module: what is wanted of it, what its agents do, and the ways to change that. */
export function ModulePanel({ view, onKill }: Props) {
  const { isAdmin } = useSession();
  const [chosen, setChosen] = useState("");
  const { desired, module, agents } = view;
  // The choice stands while the agent is not told of: a command for one must not become one for all.
  const agent = chosen === "" ? undefined : chosen;
  const single = agents.find(({ agent_id }) => agent_id === chosen);
  const scope: Scope = { target: module, ...(agent === undefined ? {} : { agent }) };
  return (
    <section className="panel module" aria-label={`Module ${module}`}>
      <div className="line">
        <h2>{module}</h2>
        <span className={`badge state-${desired.state.toLowerCase()}`}>wanted: {desired.state.toLowerCase()}</span>
      </div>
      <Facts
        facts={[
          ["Throttle", `${desired.throttle_pct} %`],
          ["Least expected value", `${desired.ev_min} SOL`],
          ["Tip ladder", desired.tip_ladder.join(", ")],
          ["Policy version", desired.version],
          ["Restarts", desired.generation],
        ]}
      />
      <PendingStartNote view={view} />
      <AgentTable view={view} />
      <div className="fields">
        <label>
          Commands go to{" "}
          <select value={agent ?? ""} onChange={(event) => setChosen(event.target.value)} disabled={!isAdmin}>
            <option value="">the whole module</option>
            {agents.map(({ agent_id }) => (
              <option key={agent_id}>{agent_id}</option>
            ))}
            {agent !== undefined && single === undefined && <option key={agent}>{agent}</option>}
          </select>
        </label>
        <CommandButtons key={agent ?? ""} scope={scope} />
        <button type="button" className="danger" disabled={!isAdmin} onClick={() => onKill(scope)}>
          Kill {agent ?? module} …
        </button>
      </div>
      <PolicyForm key={agent ?? ""} policy={{ ...desired, ...single?.desired }} scope={scope} />
    </section>
  );
}
