import { describe, expect, it } from "vitest";
import { isMeasured } from "./measured";

describe("figures", () => {
  it("are measured once their source has answered, be they zero", () => {
    expect(isMeasured({ stale: true, message: "clickhouse: no answer yet" })).toBe(false);
    expect(isMeasured({ landed_pct: 0, pnl_1h: 0 })).toBe(false);
    expect(isMeasured({ landed_pct: 0, pnl_1h: 0, as_of_ns: "1732290000123456789" })).toBe(true);
    expect(isMeasured({ landed_pct: 0.5 })).toBe(true);
  });
});
