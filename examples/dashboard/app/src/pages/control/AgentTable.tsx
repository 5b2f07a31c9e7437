import { ago, milliseconds } from "../../format";
import type { AgentView, ModuleView } from "../../rest/types";
import { differencesOf, doing } from "./kill";
import { useNow } from "../../ui/useNow";

/** What each agent does, beside what it should. */
export function AgentTable({ view }: { readonly view: ModuleView }) {
  const now = useNow();
  if (view.agents.length === 0) {
    return <p className="quiet">No agent of this module was heard yet. Start one with MODULE={view.module}.</p>;
  }
  return (
    <div className="scroll" role="region" aria-label={`Agents of ${view.module}`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Agent</th>
            <th scope="col">Does</th>
            <th scope="col">Policy</th>
            <th scope="col">In flight</th>
            <th scope="col">Last answer</th>
            <th scope="col">Last heard</th>
          </tr>
        </thead>
        <tbody>
          {view.agents.map((agent) => (
            <tr key={agent.agent_id}>
              <th scope="row">{agent.agent_id}</th>
              <td>
                <span className={`badge state-${agent.silent ? "unknown" : agent.state.toLowerCase()}`}>
                  {doing(agent)}
                </span>{" "}
                {agent.halt_reasons.map((reason) => reason.toLowerCase().replaceAll("_", " ")).join(", ")}
                <Own agent={agent} view={view} />
              </td>
              <td>
                {agent.policy_version} <Match agent={agent} />
              </td>
              <td className="number">{agent.in_flight}</td>
              <td>{answer(agent)}</td>
              <td>{ago(agent.last_seen_ms, now)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Where one agent was told something else than its module. */
function Own({ agent, view }: { readonly agent: AgentView; readonly view: ModuleView }) {
  const differences = differencesOf(agent, view.desired);
  return differences === "" ? null : <span className="badge waiting">its own: {differences}</span>;
}

function Match({ agent }: { readonly agent: AgentView }) {
  if (agent.duplicate) return <span className="badge error">two processes</span>;
  if (agent.other_history) return <span className="badge error">other history</span>;
  if (agent.silent) return <span className="badge waiting">unknown</span>;
  return agent.in_sync ? <span className="badge done">as wanted</span> : <span className="badge waiting">not yet</span>;
}

function answer({ last_ack: ack }: AgentView): string {
  if (ack === null) return "none yet";
  const reason = ack.reason === "" ? "" : ` (${ack.reason})`;
  return `${ack.status.toLowerCase()}${reason} in ${milliseconds(ack.latency_micros / 1_000)}`;
}
