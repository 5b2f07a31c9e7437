import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { spread } from "./spread";

let frames: (() => void)[] = [];
const nextFrame = (): void => frames.splice(0).forEach((frame) => frame());

beforeEach(() => {
  frames = [];
  vi.stubGlobal("requestAnimationFrame", (frame: () => void) => frames.push(frame));
  vi.stubGlobal("cancelAnimationFrame", () => (frames = []));
});
afterEach(() => vi.unstubAllGlobals());

it("does a part in each frame, the first one at once, each number once and in order", () => {
  const done: number[] = [];
  spread(2).start(5, (i) => done.push(i));
  expect(done).toEqual([0, 1]);
  nextFrame();
  expect(done).toEqual([0, 1, 2, 3]);
  nextFrame();
  nextFrame();
  expect(done).toEqual([0, 1, 2, 3, 4]);
  expect(frames).toEqual([]);
});

it("does all at once when it is asked again before it has done the rest", () => {
  const done: number[] = [];
  const parts = spread(2);
  parts.start(5, () => {});
  parts.start(5, (i) => done.push(i));
  expect(done).toEqual([0, 1, 2, 3, 4]);
  nextFrame();
  expect(done).toHaveLength(5);
});

it("drops what is left when it is stopped", () => {
  const done: number[] = [];
  const parts = spread(2);
  parts.start(5, (i) => done.push(i));
  parts.stop();
  nextFrame();
  expect(done).toEqual([0, 1]);
});
