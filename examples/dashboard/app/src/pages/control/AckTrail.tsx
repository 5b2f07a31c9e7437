import { useFeedView } from "../../feed/context";
import { milliseconds } from "../../format";
import type { CommandAnswer, ModuleView } from "../../rest/types";
import { answersOf, type Scope } from "./kill";

interface Props {
  readonly scope: Scope;
  readonly answer: CommandAnswer;
  readonly modules: readonly ModuleView[];
}

const WORDS = {
  waiting: "no answer yet",
  received: "received",
  applied: "applied",
  rejected: "rejected",
} as const;

/** Accepted, received and applied are different things: shows each agent's, as it comes. */
export function AckTrail({ scope, answer, modules }: Props) {
  const { acks } = useFeedView();
  const ids = new Set([answer.request_id, ...Object.values(answer.request_ids ?? {})].filter((id) => id !== undefined));
  const answers = answersOf(scope, ids, modules, acks);
  const applied = answers.filter(({ status }) => status === "applied").length;
  return (
    <>
      <p role="status">
        The kill is in the log. {applied} of {answers.length} agents {answers.length === 1 ? "has" : "have"} applied it.
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Agent</th>
            <th scope="col">Answer</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {answers.map(({ agent, status, reason, latencyMicros, silent }) => (
            <tr key={agent}>
              <th scope="row">{agent}</th>
              <td>
                <span className={`badge ack-${status}`}>{WORDS[status]}</span>{" "}
                {silent && status === "waiting" ? "not heard of: its own lease halts it" : reason}
              </td>
              <td className="number">{latencyMicros === undefined ? "" : milliseconds(latencyMicros / 1_000)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
