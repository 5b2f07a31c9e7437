import type { Fields } from "../../feed/messages";

/** Before its source's first answer a figure is zero, and of no time. */
export function isMeasured(metrics: Fields): boolean {
  return ["as_of_ns", "landed_pct", "pnl_1h"].some((field) => Number(metrics[field] ?? 0) !== 0);
}
