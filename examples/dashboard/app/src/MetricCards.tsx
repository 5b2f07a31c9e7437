import type { FeedView } from "./feed";

const STALE_AFTER_MS = 10_000;

export function MetricCards({ view }: { readonly view: FeedView }) {
  const metrics = view.metrics ?? {};
  const known = view.metrics !== undefined;
  const stale = known && (metrics["stale"] === true || Date.now() - view.metricsAt > STALE_AFTER_MS);
  // A latency of zero was not measured.
  const latency = (field: string): string => (Number(metrics[field] ?? 0) > 0 ? of(field, 2, "ms") : "–");
  const of = (field: string, digits: number, unit: string, scale = 1): string =>
    known && metrics[field] !== undefined ? `${(Number(metrics[field]) * scale).toFixed(digits)} ${unit}` : "–";
  return (
    <section aria-label="Metrics">
      <div className="cards">
        <Card name="Hot path p50" value={latency("hotpath_p50")} stale={stale} />
        <Card name="Hot path p99" value={latency("hotpath_p99")} stale={stale} />
        <Card name="Send p99" value={latency("send_p99")} stale={stale} />
        <Card name="Landed, 10 min" value={of("landed_pct", 1, "%", 100)} stale={stale} />
        <Card name="PnL, 1 h" value={of("pnl_1h", 4, "SOL")} stale={stale} />
        <Card name="Events" value={`${view.perSecond.toFixed(0)} /s`} note={`${view.total.toLocaleString()} in all`} />
      </div>
      {stale && (
        <p className="stale-note" role="status">
          All figures but the events are stale.
        </p>
      )}
    </section>
  );
}

interface CardProps {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
  /** The value is older than it should be. What this page counts itself never is. */
  readonly stale?: boolean;
}

function Card({ name, value, note, stale }: CardProps) {
  return (
    <div className={stale === true ? "card stale" : "card"}>
      <div className="name">{name}</div>
      <div className="value">{value}</div>
      <div className="note">{note ?? ""}</div>
    </div>
  );
}
