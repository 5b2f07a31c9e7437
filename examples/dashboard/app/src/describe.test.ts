import type { FeedEvent } from "@mev-sdk/realtime-client";
import { describe, expect, it } from "vitest";
import { sol, summary } from "./describe";
import { rolesOf } from "./session";

const event = (type: FeedEvent["type"], data: Record<string, unknown>): FeedEvent => ({
  type,
  seq: 1,
  eventId: "e",
  emittedAtNs: 0n,
  agentId: "a",
  module: "arbitrage",
  data,
});

describe("descriptions", () => {
  it("show lamports as SOL in both modes of the feed", () => {
    expect(sol(1_500_000n)).toBe("0.001500 SOL");
    expect(sol(1_500_000)).toBe("0.001500 SOL");
  });

  it("give the reason of a bundle that did not land", () => {
    const text = summary(event("bundle_outcome", { status: "REJECTED", reason: "auction_bid", tip_lamports: 1000n }));
    expect(text).toBe("rejected (auction_bid) · tip 0.000001 SOL");
  });
});

describe("absent fields", () => {
  it("are zero: a line of the feed leaves them out", () => {
    expect(summary(event("control_ack", { status: "APPLIED" }))).toBe("applied · policy 0 · 0.0 ms");
    expect(sol(undefined)).toBe("0.000000 SOL");
  });
});

describe("roles", () => {
  it("come from the token, and none from a text that is no token", () => {
    const claims = Buffer.from(JSON.stringify({ roles: ["viewer", "admin"] })).toString("base64url");
    expect(rolesOf(`x.${claims}.y`)).toEqual(["viewer", "admin"]);
    expect(rolesOf("nonsense")).toEqual([]);
  });
});
