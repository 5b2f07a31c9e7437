import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { paced } from "./paced";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("does it at once, then once in each interval however often it is asked, and the last time too", () => {
  let done = 0;
  const pace = paced(() => done++, 200);
  pace.ask();
  expect(done).toBe(1);
  for (let frame = 0; frame < 60; frame++) {
    pace.ask();
    vi.advanceTimersByTime(16);
  }
  expect(done).toBe(5);
  vi.advanceTimersByTime(200);
  expect(done).toBe(6);
  vi.advanceTimersByTime(10_000);
  expect(done).toBe(6);
  pace.ask();
  expect(done).toBe(7);
});

it("drops what is left when it is stopped", () => {
  let done = 0;
  const pace = paced(() => done++, 200);
  pace.ask();
  pace.ask();
  pace.stop();
  vi.advanceTimersByTime(10_000);
  expect(done).toBe(1);
});
