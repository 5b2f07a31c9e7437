export interface Pace {
  /** At once, unless it was done a moment ago; then at the end of the interval, once for all that asked meanwhile. */
  readonly ask: () => void;
  /** What was asked for and not yet done is dropped. */
  readonly stop: () => void;
}

/** Does something at most once in each interval, and never forgets the last time it was asked to. */
export function paced(act: () => void, intervalMs: number): Pace {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = false;
  const run = (): void => {
    asked = false;
    timer = setTimeout(ended, intervalMs);
    act();
  };
  const ended = (): void => {
    timer = undefined;
    if (asked) run();
  };
  return {
    ask: () => {
      if (timer === undefined) run();
      else asked = true;
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
      asked = false;
    },
  };
}
