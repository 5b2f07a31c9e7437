import { describe, expect, it } from "vitest";
import type { Row } from "../../feed/row";
import { EVERYTHING, matcher } from "./filter";
import { LiveList } from "./liveList";

const row = (seq: number, more: Partial<Row> = {}): Row => ({
  seq,
  type: "arb_opportunity",
  module: "arbitrage",
  agent: "arbitrage-1",
  slot: 300,
  kind: "cross_dex",
  dex: "Orca",
  lamports: 2_000_000,
  landing: 0.5,
  bundleId: `b-${seq}`,
  reason: "",
  landed: false,
  emittedAt: 0,
  ...more,
});

describe("a filter", () => {
  it("narrows by module, type, dex, least net and words", () => {
    const one = row(1);
    expect(matcher(EVERYTHING)(one)).toBe(true);
    expect(matcher({ ...EVERYTHING, module: "mev" })(one)).toBe(false);
    expect(matcher({ ...EVERYTHING, kind: "sandwich" })(one)).toBe(false);
    expect(matcher({ ...EVERYTHING, dex: "Orca" })(one)).toBe(true);
    expect(matcher({ ...EVERYTHING, leastNetSol: 0.002 })(one)).toBe(true);
    expect(matcher({ ...EVERYTHING, leastNetSol: 0.0021 })(one)).toBe(false);
    expect(matcher({ ...EVERYTHING, text: "ORCA  b-1" })(one)).toBe(true);
    expect(matcher({ ...EVERYTHING, text: "orca b-2" })(one)).toBe(false);
  });

  it("leaves outcomes out: they are no opportunities", () => {
    expect(matcher(EVERYTHING)(row(1, { type: "bundle_outcome" }))).toBe(false);
  });
});

describe("a live list", () => {
  it("has the newest first, and no more than it can hold", () => {
    const list = new LiveList(() => true, 2);
    list.add([row(1), row(2), row(3)]);
    expect([list.size, list.at(0)?.seq, list.at(1)?.seq, list.at(2)?.seq]).toEqual([2, 3, 2, undefined]);
  });

  it("stands still while it is held, counts what arrives, and shows it afterwards", () => {
    const list = new LiveList((r) => r.seq !== 3, 10);
    list.add([row(1)]);
    list.hold();
    list.add([row(2), row(3), row(4)]);
    expect([list.size, list.at(0)?.seq, list.waiting]).toEqual([1, 1, 2]);
    list.release();
    expect([list.size, list.at(0)?.seq, list.waiting]).toEqual([3, 4, 0]);
    expect(list.seen).toBe(4);
  });
});
