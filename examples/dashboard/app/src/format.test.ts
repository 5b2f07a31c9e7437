import { describe, expect, it } from "vitest";
import { ago, ahead, bytes, milliseconds, percent, sol, utc } from "./format";

describe("figures", () => {
  it("show lamports as SOL in both modes of the feed, and absent ones as zero", () => {
    expect(sol(1_500_000n)).toBe("0.001500 SOL");
    expect(sol(1_500_000)).toBe("0.001500 SOL");
    expect(sol(undefined)).toBe("0.000000 SOL");
  });

  it("take the unit that people read", () => {
    expect([bytes(0), bytes(999), bytes(1_500), bytes(2.5e9)]).toEqual(["0 B", "999 B", "1.5 KB", "2.5 GB"]);
    expect([milliseconds(0.42), milliseconds(42), milliseconds(1_500), milliseconds(65_000)]).toEqual([
      "0.4 ms",
      "42 ms",
      "1.5 s",
      "65 s",
    ]);
    expect(percent(0.256)).toBe("26 %");
    expect([ago(0, 5_000), ago(0, 600_000), ago(9_000, 0)]).toEqual(["5 s ago", "10 min ago", "0 s ago"]);
    expect([ahead(300_000, 0), ahead(86_400_000, 0)]).toEqual(["in 5 min", "in 24 h"]);
    expect(utc(0)).toBe("1970-01-01 00:00:00");
  });
});
