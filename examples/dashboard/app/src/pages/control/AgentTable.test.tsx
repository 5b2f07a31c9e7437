import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { AgentView, ModuleView } from "../../rest/types";
import { AgentTable } from "./AgentTable";
import { agent, policy } from "./samples";

const view = (...agents: readonly AgentView[]): ModuleView => ({ module: "mev", desired: policy, agents });

const rows = (...agents: readonly AgentView[]): readonly string[] =>
  renderToStaticMarkup(<AgentTable view={view(...agents)} />)
    .split("<tr")
    .slice(2)
    .map((row) => row.replace(/^[^>]*>/, "").replace(/<[^>]*>/g, ""));

describe("what the server notes on an agent", () => {
  it("is below the agent's row, with its name for who does not see where it stands", () => {
    const note = "its clock is 3.2 s ahead: set it right, its latencies mean nothing until then";
    const shown = rows(agent("mev-1", { note }), agent("mev-2"));
    expect(shown).toHaveLength(3);
    expect(shown[0]).toMatch(/^mev-1running/);
    expect(shown[1]).toBe(`mev-1: ${note}`);
    expect(shown[2]).toMatch(/^mev-2running/);
  });

  it("is quiet of an agent that said it closes, and a warning else", () => {
    const silent = { silent: true, note: "x" };
    const markup = (more: Partial<AgentView>): string => renderToStaticMarkup(<AgentTable view={view(agent("a", more))} />);
    expect(markup({ ...silent, halt_reasons: ["CLOSED"] })).toContain('class="agent-note quiet"');
    expect(markup(silent)).toContain('class="agent-note"');
  });
});

it("an agent that found the command when it started is not said to be quick", () => {
  const found = { request_id: "r", status: "APPLIED" as const, reason: "", policy_version: 1, at_ms: 0 };
  expect(rows(agent("mev-1", { last_ack: { ...found, latency_micros: 0 } }))[0]).not.toContain("applied in");
  expect(rows(agent("mev-1", { last_ack: { ...found, latency_micros: 1_500 } }))[0]).toContain("applied in 1.5 ms");
});

it("an agent that is behind says since when", () => {
  expect(rows(agent("mev-1", { in_sync: false, awaiting_since_ms: Date.now() - 5_000 }))[0]).toContain("not yet, told 5 s ago");
  expect(rows(agent("mev-1", { in_sync: false }))[0]).toContain("not yet");
});
