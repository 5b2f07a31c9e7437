import { describe, expect, it } from "vitest";
import { linesByModule } from "./byMinute";

const columns = ["minute", "module", "pnl_lamports"].map((name) => ({ name, type: "" }));

describe("rows by minute and module", () => {
  it("become a line per module over the same minutes, oldest first", () => {
    const rows = [
      ["2026-01-01 00:02:00", "mev", "2000000000"],
      ["2026-01-01T00:01:00Z", "arbitrage", 1e9],
      ["2026-01-01 00:01:00.000", "mev", 3e9],
    ];
    const lines = linesByModule({ columns, rows, truncated: false, elapsed_ms: 1 }, "pnl_lamports", 1e-9);
    const first = Date.UTC(2026, 0, 1, 0, 1);
    expect(lines).toEqual([
      { name: "arbitrage", points: [{ x: first, y: 1 }, { x: first + 60_000, y: undefined }] },
      { name: "mev", points: [{ x: first, y: 3 }, { x: first + 60_000, y: 2 }] },
    ]);
  });

  it("are no lines when the columns are others", () => {
    expect(linesByModule({ columns: [], rows: [[1]], truncated: false, elapsed_ms: 1 }, "pnl_lamports", 1)).toEqual([]);
  });
});
