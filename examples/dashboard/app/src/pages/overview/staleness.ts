import type { Fields } from "../../feed/messages";
import { ago } from "../../format";

/** The server sends an update every few seconds, whatever its sources do. */
const SILENT_AFTER_MS = 10_000;
const NS_PER_MS = 1e6;

/**
 * What to know of figures that may be old, in the server's words where it has some; undefined while they are new.
 * An update names the sources that do not answer, not which figures are theirs.
 *
 * @param arrivedAt when the update came, ms since the epoch
 */
export function staleText(metrics: Fields | undefined, arrivedAt: number, now: number): string | undefined {
  if (metrics === undefined) return undefined;
  const silent = now - arrivedAt > SILENT_AFTER_MS;
  if (!silent && metrics["stale"] !== true) return undefined;
  const asOf = Number(metrics["as_of_ns"] ?? 0) / NS_PER_MS;
  const message = String(metrics["message"] ?? "");
  return [
    message.replace(/[^.]$/, "$&."),
    silent
      ? `The last update came ${ago(arrivedAt, now)}: the first five figures are the last ones known.`
      : "Of the first five figures, those of a source that does not answer are the last ones known.",
    asOf === 0 ? "A source has not answered yet." : `The oldest is from ${ago(asOf, now)}.`,
  ]
    .filter((text) => text !== "")
    .join(" ");
}
