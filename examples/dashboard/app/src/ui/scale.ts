export interface Extent {
  readonly low: number;
  readonly high: number;
}

/** Steps that people count in. */
const STEPS = [1, 2, 2.5, 5, 10];
/** Of lines that have no height of their own. */
const SMALLEST_SPAN = 1e-6;

/** The round numbers that span the values with about so many steps. */
export function ticks(values: Extent, about: number): readonly number[] {
  const span = Math.max(SMALLEST_SPAN, values.high - values.low);
  const rough = span / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((candidate) => candidate * power >= rough) ?? 10) * power;
  const first = Math.floor(values.low / step);
  const last = Math.max(first + 1, Math.ceil(values.high / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_none, i) => (first + i) * step);
}

/** The extent of what is there; zero belongs to it, or a small change looks like a great one. */
export function extentOf(values: Iterable<number | undefined>): Extent {
  let low = 0;
  let high = 0;
  for (const value of values) {
    if (value === undefined || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { low, high };
}

export interface Dot {
  readonly x: number;
  readonly y: number | undefined;
}

/** An SVG path that breaks where nothing was measured. */
export function path(dots: readonly Dot[]): string {
  let open = false;
  const parts: string[] = [];
  for (const { x, y } of dots) {
    if (y !== undefined) parts.push(`${open ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`);
    open = y !== undefined;
  }
  return parts.join("");
}

/** A tick's text with as many digits as its steps need. */
export function tickText(value: number, step: number): string {
  const whole = (digits: number): boolean => Math.abs(step * 10 ** digits - Math.round(step * 10 ** digits)) < 1e-6;
  const digits = [0, 1, 2, 3, 4, 5].find(whole) ?? 6;
  return value.toFixed(digits).replace(/^-(0(\.0*)?)$/, "$1");
}
