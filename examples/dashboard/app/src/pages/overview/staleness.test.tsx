import { decodeFrame, decodeLines, type FeedEvent } from "@mev-sdk/realtime-client";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { EMPTY, type FeedView } from "../../feed/feed";
import { Outbox } from "../../feed/outbox";
import { MetricCards } from "./MetricCards";
import { staleText } from "./staleness";

/** A stale update, in both forms of the feed. */
const VECTOR = fileURLToPath(new URL("../../../../../../proto/vectors/metrics", import.meta.url));
const FORMS: readonly (readonly [string, readonly FeedEvent[]])[] = [
  ["proto", decodeFrame(new Uint8Array(readFileSync(`${VECTOR}.bin`))).events],
  ["JSON", decodeLines(readFileSync(`${VECTOR}.ndjson`, "utf8")).events],
];
const AS_OF = 1_732_290_000_123;
const MESSAGE = "clickhouse: no answer for 180 s";

/** The view after the update came, with what its sources' silence is said to be. */
function viewOf(events: readonly FeedEvent[], metricsAt: number): FeedView {
  const outbox = new Outbox();
  outbox.add(events.map((event) => ({ ...event, data: { ...event.data, message: MESSAGE } })));
  return { ...EMPTY, metrics: outbox.take().metrics, metricsAt };
}

describe.each(FORMS)("a stale update over %s", (_form, events) => {
  it("is as old as it says, however new its arrival, and says why", () => {
    const now = AS_OF + 180_000;
    const text = staleText(viewOf(events, now).metrics, now, now);
    expect(text).toContain("The oldest is from 3 min ago.");
    expect(text).toMatch(new RegExp(`^${MESSAGE}\\. Of the first five`));
    expect(text).not.toContain("the first five figures are");
  });

  it("is shown with its figures", () => {
    const shown = renderToStaticMarkup(<MetricCards view={viewOf(events, Date.now())} />);
    expect(shown).toContain('<div class="card stale"><div class="name">Hot path p50</div><div class="value">4.8 ms</div>');
    expect(shown).toMatch(/stale<\/span> clickhouse: no answer for 180 s\. .*The oldest is from \d+ h ago\./);
  });
});

describe("figures", () => {
  const fresh = { pnl_1h: 1, as_of_ns: `${AS_OF}000000` };

  it("that are new need no word", () => {
    expect(staleText(undefined, 0, AS_OF)).toBeUndefined();
    expect(staleText(fresh, AS_OF, AS_OF + 10_000)).toBeUndefined();
  });

  it("are the last ones known when no update comes", () => {
    expect(staleText(fresh, AS_OF + 2_000, AS_OF + 14_000)).toBe(
      "The last update came 12 s ago: the first five figures are the last ones known. The oldest is from 14 s ago.",
    );
  });

  it("of a source that never answered are of no time", () => {
    const text = staleText({ stale: true, message: "agents: no answer for 3 s" }, AS_OF, AS_OF);
    expect(text).toMatch(/^agents: no answer for 3 s\. .* A source has not answered yet\.$/);
  });
});
