import { describe, expect, it } from "vitest";
import { extentOf, path, tickText, ticks } from "./scale";

describe("a scale", () => {
  it("has round steps that span the values", () => {
    expect(ticks({ low: 0, high: 97 }, 4)).toEqual([0, 25, 50, 75, 100]);
    expect(ticks({ low: -0.3, high: 0.5 }, 4).map((tick) => tickText(tick, 0.2))).toEqual([
      "-0.4",
      "-0.2",
      "0.0",
      "0.2",
      "0.4",
      "0.6",
    ]);
  });

  it("is written with as many digits as its steps need", () => {
    expect([tickText(0.75, 0.25), tickText(100, 25), tickText(-1e-17, 0.5), tickText(0.001, 0.001)]).toEqual([
      "0.75",
      "100",
      "0.0",
      "0.001",
    ]);
  });

  it("spans something even when all values are the same", () => {
    const flat = ticks({ low: 0, high: 0 }, 4);
    expect(flat[0]).toBe(0);
    expect(flat.at(-1)).toBeGreaterThan(0);
  });

  it("includes zero and leaves out what was not measured", () => {
    expect(extentOf([3, undefined, 5, Number.NaN])).toEqual({ low: 0, high: 5 });
    expect(extentOf([])).toEqual({ low: 0, high: 0 });
  });
});

describe("a line", () => {
  it("breaks where nothing was measured", () => {
    expect(path([{ x: 0, y: 1 }, { x: 1, y: 2 }, { x: 2, y: undefined }, { x: 3, y: 4 }])).toBe(
      "M0.0 1.0L1.0 2.0M3.0 4.0",
    );
  });
});
