import type { FeedEvent, FeedNotice } from "@mev-sdk/realtime-client";
import { describe, expect, it } from "vitest";
import { Bundles } from "./bundles";
import { FeedHistory } from "./history";
import { KEPT_EVENTS, Outbox, WAITING_ROWS } from "./outbox";
import { Ring } from "./ring";
import { toJson, toRow, type Row } from "./row";

const event = (seq: number, type: FeedEvent["type"], data: Record<string, unknown> = {}): FeedEvent => ({
  type,
  seq,
  eventId: `e-${seq}`,
  emittedAtNs: 1_000_000_000n,
  agentId: "mev-1",
  module: "mev",
  data,
});

const notice = (more: Partial<FeedNotice>): FeedNotice => ({
  kind: "LAGGED",
  missed: 0,
  recovered: false,
  fromSeq: 0,
  toSeq: 0,
  message: "",
  retryAfterMs: 0,
  ...more,
});

describe("what waits for the page", () => {
  it("stays bounded however slow the page is, and counts what it leaves out", () => {
    const outbox = new Outbox();
    for (let seq = 1; seq <= WAITING_ROWS + 500; seq++) outbox.add([event(seq, "mev_opportunity")]);
    const batch = outbox.take();
    expect(batch.rows).toHaveLength(WAITING_ROWS);
    expect(batch.rows.at(-1)?.seq).toBe(WAITING_ROWS + 500);
    expect(batch.losses.skipped).toBe(500);
    expect(batch.counts).toEqual({ mev_opportunity: WAITING_ROWS + 500 });
  });

  it("keeps the newest sample and the newest state of each job alone", () => {
    const outbox = new Outbox();
    for (let i = 1; i <= 1_000; i++) {
      outbox.add([event(i, "metrics_update", { pnl_1h: i }), event(i, "training_status", { job_id: `t${i % 2}`, i })]);
    }
    const batch = outbox.take();
    expect(batch.metrics).toEqual({ pnl_1h: 1_000 });
    expect(batch.jobs.map((job) => job["i"])).toEqual([999, 1_000]);
    expect(batch.rows).toEqual([]);
  });

  it("hands everything over once", () => {
    const outbox = new Outbox();
    outbox.add([event(1, "mev_opportunity"), event(2, "control_ack", { request_id: "r", status: "APPLIED" })]);
    outbox.noticed(notice({ missed: 7 }));
    outbox.noticed(notice({ kind: "RESUMED", recovered: false }));
    outbox.noticed(notice({ kind: "RESUMED", recovered: true }));
    outbox.gap();
    const batch = outbox.take();
    expect(batch.losses).toEqual({ missed: 7, restarts: 1, gaps: 1, skipped: 0 });
    expect(batch.acks.map((ack) => [ack.requestId, ack.status])).toEqual([["r", "APPLIED"]]);
    expect(batch.oldestAt).toBe(1_000);
    expect(outbox.hasNews).toBe(false);
    expect(outbox.take()).toMatchObject({ rows: [], acks: [], counts: {}, losses: { missed: 0 }, oldestAt: undefined });
  });

  it("does not take the snapshot of who joins for lag", () => {
    const outbox = new Outbox();
    outbox.noticed(notice({ kind: "WELCOME", toSeq: 5 }));
    outbox.add([event(5, "mev_opportunity")]);
    expect(outbox.take().oldestAt).toBeUndefined();
    outbox.add([event(6, "mev_opportunity")]);
    expect(outbox.take().oldestAt).toBe(1_000);
  });

  it("has whole events for the detail view, as long as they are kept", () => {
    const outbox = new Outbox();
    for (let seq = 1; seq <= KEPT_EVENTS + 1; seq++) outbox.add([event(seq, "mev_opportunity", { slot: seq })]);
    expect(JSON.parse(outbox.json(KEPT_EVENTS + 1) ?? "")).toMatchObject({ data: { slot: KEPT_EVENTS + 1 } });
    expect(outbox.json(1)).toBeUndefined();
  });
});

describe("a ring", () => {
  it("keeps the newest", () => {
    const ring = new Ring<number>(3);
    expect([1, 2, 3, 4].map((n) => ring.push(n))).toEqual([false, false, false, true]);
    expect([ring.toArray(), ring.at(0), ring.at(3), ring.at(-1)]).toEqual([[2, 3, 4], 4, undefined, undefined]);
    ring.clear();
    expect([ring.size, ring.toArray()]).toEqual([0, []]);
  });
});

describe("a row", () => {
  it("is the same from both transports: 64-bit numbers or not, fields left out or zero", () => {
    const proto = toRow(event(1, "mev_opportunity", { slot: 5n, type: "sandwich", net_lamports: -7n, p_land_est: 0.5, dex: "" }));
    const json = toRow(event(1, "mev_opportunity", { slot: 5, type: "sandwich", net_lamports: -7, p_land_est: 0.5 }));
    expect(proto).toEqual(json);
    expect(proto).toMatchObject({ module: "mev", kind: "sandwich", lamports: -7, bundleId: "e-1" });
  });

  it("of an outcome has its state and its tip", () => {
    const row = toRow(event(2, "bundle_outcome", { bundle_id: "b", status: "DROPPED", reason: "x", tip_lamports: 9n }));
    expect(row).toMatchObject({ kind: "DROPPED", reason: "x", lamports: 9, bundleId: "b", landed: false });
  });

  it("shows large integers exactly and the received record as it was", () => {
    const raw = new TextEncoder().encode('{"extra":1}');
    const json = JSON.parse(toJson(event(3, "mev_opportunity", { slot: 18446744073709551615n, raw })));
    expect(json.data).toEqual({ slot: "18446744073709551615", raw: { extra: 1 } });
  });
});

describe("bundles", () => {
  const told = (seq: number, kind: string, more: Partial<Row> = {}): Row => ({
    ...toRow(event(seq, "bundle_outcome", { bundle_id: "b", status: kind })),
    ...more,
  });

  it("end in their final state, however late an older one comes", () => {
    const bundles = new Bundles();
    for (const kind of ["ACCEPTED", "ACCEPTED", "FINALIZED", "PROCESSED"]) bundles.add(told(1, kind), 0);
    expect(bundles.find("b")?.status).toBe("FINALIZED");
    expect(bundles.find("b")?.states.map((state) => state.status)).toEqual(["ACCEPTED", "FINALIZED", "PROCESSED"]);
  });

  it("are forgotten the oldest first", () => {
    const bundles = new Bundles();
    for (let i = 0; i < 2_001; i++) bundles.add(told(i, "ACCEPTED", { bundleId: `b${i}` }), 0);
    expect([bundles.toArray().length, bundles.toArray()[0]?.id, bundles.find("b0")]).toEqual([2_000, "b2000", undefined]);
  });
});

describe("figures over time", () => {
  it("have the worst lag of each second, the wait before the page included", () => {
    const history = new FeedHistory();
    const empty = new Outbox().take();
    history.arrived({ ...empty, oldestAt: 1_000 }, 1, 1_300);
    history.arrived({ ...empty, oldestAt: 1_400 }, 1, 1_500);
    expect(history.tick(2_000).lagMs).toBe(300);
    expect(history.tick(3_000).lagMs).toBeUndefined();
  });

  it("break where nothing was measured, and where the source is stale", () => {
    const history = new FeedHistory();
    const empty = new Outbox().take();
    history.arrived({ ...empty, metrics: { hotpath_p50: 2, landed_pct: 0 } }, 1, 1_000);
    history.arrived({ ...empty, metrics: { hotpath_p50: 2, stale: true } }, 1, 3_000);
    expect(history.hotpathP50.toArray().map((point) => point.value)).toEqual([2, undefined]);
    expect(history.hotpathP99.toArray().map((point) => point.value)).toEqual([undefined, undefined]);
    expect(history.landed.toArray().map((point) => point.value)).toEqual([0, undefined]);
  });
});
