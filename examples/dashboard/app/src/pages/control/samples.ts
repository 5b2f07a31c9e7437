import type { AgentView, Policy } from "../../rest/types";

/** For tests: a policy, and agents that obey it unless they are said to differ. */
export const policy: Policy = {
  state: "RUNNING",
  throttle_pct: 10,
  ev_min: 0.001,
  tip_ladder: [0.5, 0.75],
  generation: 1,
  version: 7,
  hash: "",
};

export const agent = (id: string, more: Partial<AgentView> = {}): AgentView => ({
  agent_id: id,
  state: "RUNNING",
  halt_reasons: [],
  policy_version: 7,
  in_flight: 0,
  last_seen_ms: 0,
  silent: false,
  other_history: false,
  duplicate: false,
  in_sync: true,
  awaiting_since_ms: null,
  note: "",
  last_ack: null,
  figures: {},
  ...more,
});
