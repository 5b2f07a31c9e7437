export interface Spread {
  /** For each number below the count: some at once, the others in the next animation frames. */
  readonly start: (count: number, act: (i: number) => void) => void;
  /** What is left is dropped. */
  readonly stop: () => void;
}

/**
 * Spreads work that would take too much of one frame. Where frames are so slow that the work before is not done yet, all is
 * done at once: otherwise the last numbers would never have their turn.
 */
export function spread(perFrame: number): Spread {
  let frame: number | undefined;
  const stop = (): void => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    frame = undefined;
  };
  const go = (from: number, to: number, count: number, act: (i: number) => void): void => {
    frame = undefined;
    for (let i = from; i < Math.min(to, count); i++) act(i);
    if (to < count) frame = requestAnimationFrame(() => go(to, to + perFrame, count, act));
  };
  return {
    start: (count, act) => {
      const isLate = frame !== undefined;
      stop();
      go(0, isLate ? count : perFrame, count, act);
    },
    stop,
  };
}
