import type { Ack } from "../../feed/messages";
import type { AgentView, ModuleView, Policy } from "../../rest/types";

/** What a command is for. */
export interface Scope {
  /** A module, or `all`. */
  readonly target: string;
  /** One agent of the module; undefined for the whole of it. */
  readonly agent?: string;
}

export const MAX_REASON = 200;

/** What has to be typed: nobody types it by mistake. */
export function phraseFor(scope: Scope): string {
  return `KILL ${scope.agent ?? scope.target}`;
}

/** As the server takes them: printable and of some length. */
export function isReason(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.length > 0 && trimmed.length <= MAX_REASON && !/[\p{C}\p{Zl}\p{Zp}]/u.test(trimmed);
}

/** What is wanted of an agent and not of its module, for people; empty when nothing is. */
export function differencesOf(agent: AgentView, module: Policy): string {
  const own = agent.desired;
  if (own === undefined) return "";
  return [
    own.state === module.state ? "" : own.state.toLowerCase(),
    own.throttle_pct === module.throttle_pct ? "" : `throttle ${own.throttle_pct} %`,
    own.ev_min === module.ev_min ? "" : `least value ${own.ev_min} SOL`,
    own.tip_ladder.join() === module.tip_ladder.join() ? "" : `tips ${own.tip_ladder.join(", ")}`,
  ]
    .filter((text) => text !== "")
    .join(", ");
}

/** One that said it closes has ended: nothing is unknown of it. */
export function doing(agent: AgentView): string {
  if (!agent.silent) return agent.state.toLowerCase();
  return agent.halt_reasons.includes("CLOSED") ? "ended" : "silent";
}

export interface AgentAnswer {
  readonly agent: string;
  readonly module: string;
  readonly status: "waiting" | "received" | "applied" | "rejected";
  readonly reason: string;
  /** From the append of the command; undefined while waiting. */
  readonly latencyMicros: number | undefined;
  readonly silent: boolean;
}

/** What each agent in scope has answered to the command: by the feed, or by the module's status where the feed missed it. */
export function answersOf(
  scope: Scope,
  requestIds: ReadonlySet<string>,
  modules: readonly ModuleView[],
  acks: readonly Ack[],
): readonly AgentAnswer[] {
  return modules
    .filter((view) => scope.target === "all" || view.module === scope.target)
    .flatMap((view) =>
      view.agents
        .filter((agent) => scope.agent === undefined || agent.agent_id === scope.agent)
        .map((agent) => answerOf(agent, view.module, requestIds, acks)),
    );
}

function answerOf(agent: AgentView, module: string, ids: ReadonlySet<string>, acks: readonly Ack[]): AgentAnswer {
  const told = acks.filter((ack) => ack.agent === agent.agent_id && ids.has(ack.requestId));
  const last = agent.last_ack;
  const known = told.map((ack) => ({ status: ack.status, reason: ack.reason, latency: ack.latencyMicros }));
  if (last !== null && ids.has(last.request_id)) {
    known.push({ status: last.status, reason: last.reason, latency: last.latency_micros });
  }
  const best =
    known.find(({ status }) => status === "APPLIED") ?? known.find(({ status }) => status === "REJECTED") ?? known[0];
  return {
    agent: agent.agent_id,
    module,
    status: best === undefined ? "waiting" : (best.status.toLowerCase() as AgentAnswer["status"]),
    reason: best?.reason ?? (doing(agent) === "ended" ? "it said that it closes: it emits nothing" : ""),
    latencyMicros: best?.latency,
    silent: doing(agent) === "silent",
  };
}
