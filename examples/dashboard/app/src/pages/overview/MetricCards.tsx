import type { FeedView } from "../../feed/feed";
import { count, milliseconds, percent } from "../../format";
import { useNow } from "../../ui/useNow";
import { isMeasured } from "./measured";
import { staleText } from "./staleness";

export function MetricCards({ view }: { readonly view: FeedView }) {
  const now = useNow();
  const { metrics, metricsAt, losses, lagMs } = view;
  const why = staleText(metrics, metricsAt, now);
  const stale = why !== undefined;
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
        <p className="stale-note">
          {/* The ages beside it change each second: nobody wants them read aloud. */}
          <span className="badge waiting" role="status">
            stale
          </span>{" "}
          {why}
        </p>
      )}
    </section>
  );
}

interface CardProps {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
  /** The value may be older than it should be, or says that something is wrong. */
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
