import { Fragment } from "react";
import { ago, milliseconds } from "../../format";
import type { AgentView, ModuleView } from "../../rest/types";
import { differencesOf, doing } from "./kill";
import { useNow } from "../../ui/useNow";

const COLUMNS = 6;

/** What each agent does, beside what it should, and what is wrong with it. */
export function AgentTable({ view }: { readonly view: ModuleView }) {
  const now = useNow();
  if (view.agents.length === 0) {
    return <p className="quiet">No agent of this module was heard yet. Start one with MODULE={view.module}.</p>;
  }
  return (
    <div className="scroll agents" role="region" aria-label={`Agents of ${view.module}`} tabIndex={0}>
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
            <Fragment key={agent.agent_id}>
              <tr className={agent.note === "" ? undefined : "noted"}>
                <th scope="row">{agent.agent_id}</th>
                <td>
                  <span className={`badge state-${agent.silent ? "unknown" : agent.state.toLowerCase()}`}>
                    {doing(agent)}
                  </span>{" "}
                  {halting(agent)}
                  <Own agent={agent} view={view} />
                </td>
                <td>
                  {agent.policy_version} <Match agent={agent} now={now} />
                </td>
                <td className="number">{agent.in_flight}</td>
                <td>{answer(agent)}</td>
                <td>{ago(agent.last_seen_ms, now)}</td>
              </tr>
              <Note agent={agent} />
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the server says is wrong with the agent: a row of its own, since it is a sentence or more. */
function Note({ agent }: { readonly agent: AgentView }) {
  if (agent.note === "") return null;
  return (
    <tr>
      <td colSpan={COLUMNS}>
        <p className={doing(agent) === "ended" ? "agent-note quiet" : "agent-note"}>
          <span className="unseen">{agent.agent_id}: </span>
          {agent.note}
        </p>
      </td>
    </tr>
  );
}

/** Where one agent was told something else than its module. */
function Own({ agent, view }: { readonly agent: AgentView; readonly view: ModuleView }) {
  const differences = differencesOf(agent, view.desired);
  return differences === "" ? null : <span className="badge waiting">its own: {differences}</span>;
}

function Match({ agent, now }: { readonly agent: AgentView; readonly now: number }) {
  if (agent.duplicate) return <span className="badge error">two processes</span>;
  if (agent.other_history) return <span className="badge error">other history</span>;
  if (agent.silent) return <span className="badge waiting">unknown</span>;
  if (agent.in_sync) return <span className="badge done">as wanted</span>;
  const since = agent.awaiting_since_ms;
  return <span className="badge waiting">not yet{since === null ? "" : `, told ${ago(since, now)}`}</span>;
}

/** By what it is halted beside the policy, which the badge tells. */
function halting({ halt_reasons: reasons }: AgentView): string {
  return reasons
    .filter((reason) => reason !== "POLICY")
    .map((reason) => reason.toLowerCase().replaceAll("_", " "))
    .join(", ");
}

function answer({ last_ack: ack }: AgentView): string {
  if (ack === null) return "none yet";
  const reason = ack.reason === "" ? "" : ` (${ack.reason})`;
  // An agent that started later found the command in the log: it took no time that means anything.
  const took = ack.latency_micros > 0 ? ` in ${milliseconds(ack.latency_micros / 1_000)}` : "";
  return `${ack.status.toLowerCase()}${reason}${took}`;
}
