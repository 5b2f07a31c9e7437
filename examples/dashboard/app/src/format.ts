const LAMPORTS_PER_SOL = 1e9;

/** Lamports as SOL, for people. A field that is zero may be absent from a line of the feed. */
export function sol(lamports: unknown): string {
  return `${(Number(lamports ?? 0) / LAMPORTS_PER_SOL).toFixed(6)} SOL`;
}

export function percent(fraction: unknown, digits = 0): string {
  return `${(Number(fraction ?? 0) * 100).toFixed(digits)} %`;
}

export function count(value: number): string {
  return value.toLocaleString("en-US");
}

export function milliseconds(value: number): string {
  if (value >= 10_000) return `${(value / 1_000).toFixed(0)} s`;
  return value >= 1_000 ? `${(value / 1_000).toFixed(1)} s` : `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

const UNITS = ["B", "KB", "MB", "GB", "TB"];

export function bytes(value: number): string {
  const power = value < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(value) / 3));
  return `${(value / 1_000 ** power).toFixed(power === 0 ? 0 : 1)} ${UNITS[power]}`;
}

/** A moment in UTC, to the second. */
export function utc(msSinceEpoch: number): string {
  return new Date(msSinceEpoch).toISOString().slice(0, 19).replace("T", " ");
}

/** The time of a moment in UTC, to the second. */
export function timeOfDay(msSinceEpoch: number): string {
  return utc(msSinceEpoch).slice(11);
}

export function ago(then: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - then) / 1_000));
  if (seconds < 120) return `${seconds} s ago`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min ago` : `${Math.round(minutes / 60)} h ago`;
}

export function ahead(then: number, now: number): string {
  const minutes = Math.max(0, Math.round((then - now) / 60_000));
  return minutes < 120 ? `in ${minutes} min` : `in ${Math.round(minutes / 60)} h`;
}

/** Today, moved by whole days, as a date input has it; UTC. */
export function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}
