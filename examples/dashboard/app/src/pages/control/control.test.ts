import { describe, expect, it } from "vitest";
import type { Ack } from "../../feed/messages";
import type { ModuleView } from "../../rest/types";
import { answersOf, differencesOf, doing, isReason, phraseFor } from "./kill";
import { changesOf, problemsOf, textOf } from "./policyInput";
import { agent, policy } from "./samples";

describe("the policy form", () => {
  it("shows the policy and sends only what differs", () => {
    const text = textOf(policy);
    expect(problemsOf(text)).toEqual({});
    expect(changesOf(text, policy)).toEqual({});
    expect(changesOf({ ...text, throttle: "0", ladder: "0.5 0.95" }, policy)).toEqual({
      throttle_pct: 0,
      tip_ladder: [0.5, 0.95],
    });
  });

  it.each([
    ["throttle", "101"],
    ["throttle", "1.5"],
    ["throttle", ""],
    ["throttle", "0x10"],
    ["evMin", "-0.1"],
    ["evMin", "2000000"],
    ["evMin", "a lot"],
    ["ladder", ""],
    ["ladder", "50, 75"],
    ["ladder", "0.75, 0.5"],
    ["ladder", "0.5, 0.5"],
    ["ladder", "0.5, x"],
    ["ladder", Array.from({ length: 17 }, (_none, i) => i / 100).join(",")],
  ])("says what is wrong with %s = %s", (field, value) => {
    expect(Object.keys(problemsOf({ ...textOf(policy), [field]: value }))).toEqual([field]);
  });
});

const ack = (agentId: string, status: string, requestId = "r1"): Ack => ({
  seq: 1,
  agent: agentId,
  module: "mev",
  requestId,
  status,
  reason: "",
  policyVersion: 8,
  latencyMicros: 1_500,
});

describe("an agent", () => {
  it("shows what it was told beside its module", () => {
    const own = { state: "KILLED" as const, throttle_pct: 10, ev_min: 0.001, tip_ladder: [0.95] };
    expect(differencesOf(agent("mev-1", { desired: own }), policy)).toBe("killed, tips 0.95");
    expect(differencesOf(agent("mev-1", { desired: policy }), policy)).toBe("");
    expect(differencesOf(agent("mev-1"), policy)).toBe("");
  });
});

describe("a kill", () => {
  it("is confirmed by typing what it is for", () => {
    expect(phraseFor({ target: "mev" })).toBe("KILL mev");
    expect(phraseFor({ target: "mev", agent: "mev-1" })).toBe("KILL mev-1");
    expect(phraseFor({ target: "all" })).toBe("KILL all");
  });

  it("needs a reason that can be printed", () => {
    expect([isReason("losses"), isReason("  "), isReason("a\u0007"), isReason("x".repeat(201))]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it("waits for each agent in scope, and takes its best answer from wherever it came", () => {
    const applied = { request_id: "r1", status: "APPLIED" as const, reason: "", policy_version: 8, latency_micros: 900, at_ms: 0 };
    const views: ModuleView[] = [
      {
        module: "mev",
        desired: policy,
        agents: [agent("mev-1"), agent("mev-2", { last_ack: applied }), agent("mev-3", { silent: true })],
      },
      { module: "arbitrage", desired: policy, agents: [agent("arb-1")] },
    ];
    const acks = [ack("mev-1", "APPLIED"), ack("mev-1", "RECEIVED"), ack("mev-3", "APPLIED", "older")];
    const answers = answersOf({ target: "mev" }, new Set(["r1"]), views, acks);
    expect(answers.map((a) => [a.agent, a.status, a.latencyMicros, a.silent])).toEqual([
      ["mev-1", "applied", 1_500, false],
      ["mev-2", "applied", 900, false],
      ["mev-3", "waiting", undefined, true],
    ]);
    expect(answersOf({ target: "all" }, new Set(["r1"]), views, acks)).toHaveLength(4);
    expect(answersOf({ target: "mev", agent: "mev-1" }, new Set(["r1"]), views, acks)).toHaveLength(1);
  });
});

describe("an agent that is not heard", () => {
  it("has ended when it said that it closes, and is silent else", () => {
    expect(doing(agent("a-1"))).toBe("running");
    expect(doing(agent("a-1", { silent: true, halt_reasons: ["POLICY"] }))).toBe("silent");
    expect(doing(agent("a-1", { silent: true, halt_reasons: ["CLOSED"] }))).toBe("ended");
  });
});
