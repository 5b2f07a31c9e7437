import type { FeedView } from "../../feed/feed";
import { ago, count, milliseconds, percent } from "../../format";
import { useNow } from "../../ui/useNow";
import { isMeasured } from "./measured";

const STALE_AFTER_MS = 10_000;

export function MetricCards({ view }: { readonly view: FeedView }) {
  const now = useNow();
  const { metrics, metricsAt, losses, lagMs } = view;
  const stale = metrics !== undefined && (metrics["stale"] === true || now - metricsAt > STALE_AFTER_MS);
  const figure = (field: string): number => Number(metrics?.[field] ?? 0);
  // A latency of zero was not measured.
  const latency = (field: string): string => (figure(field) > 0 ? milliseconds(figure(field)) : "–");
  const known = (text: string): string => (metrics === undefined || !isMeasured(metrics) ? "–" : text);
  const lost = losses.missed + losses.skipped;
  return (
    <section aria-label="Figures">
      <div className="cards">
        <Card name="Hot path p50" value={latency("hotpath_p50")} stale={stale} />
        <Card name="Hot path p99" value={latency("hotpath_p99")} stale={stale} />
        <Card name="Send p99" value={latency("send_p99")} stale={stale} />
        <Card name="Landed, 10 min" value={known(percent(figure("landed_pct"), 1))} stale={stale} />
        <Card name="PnL, 1 h" value={known(`${figure("pnl_1h").toFixed(4)} SOL`)} stale={stale} />
        <Card name="Events" value={`${count(Math.round(view.perSecond))} /s`} note={`${count(view.total)} in all`} />
        <Card name="Lag" value={lagMs === undefined ? "–" : milliseconds(lagMs)} note="emitted to shown, worst" />
        <Card name="Lost" value={count(lost)} note={`${losses.restarts} resumed with a gap`} stale={lost > 0} />
      </div>
      {stale && (
        <p className="stale-note" role="status">
          <span className="badge waiting">stale</span> The first five figures are the last ones known, of{" "}
          {ago(metricsAt, now)}: their source does not answer.
        </p>
      )}
    </section>
  );
}

interface CardProps {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
  /** The value is older than it should be, or says that something is. */
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
