import { useFeed, useFeedView } from "../../feed/context";
import type { Series } from "../../feed/series";
import { count, milliseconds } from "../../format";
import { Chart, type Line } from "../../ui/Chart";
import { useNow } from "../../ui/useNow";
import { MetricCards } from "./MetricCards";
import { PastHours } from "./PastHours";

const clock = (at: number): string => new Date(at).toLocaleTimeString([], { hour12: false });

const line = (name: string, series: Series, scale = 1): Line => ({
  name,
  points: series.toArray().map(({ at, value }) => ({ x: at, y: value === undefined ? undefined : value * scale })),
});

export default function Overview() {
  return (
    <>
      <MetricCards view={useFeedView()} />
      <LiveCharts />
      <PastHours />
    </>
  );
}

/** Drawn once a second, however often the view changes. */
function LiveCharts() {
  const { history } = useFeed();
  useNow();
  return (
    <section aria-label="Since this page was opened" className="charts">
      <LiveChart title="Latency (ms)" text={milliseconds} lines={[
        line("hot path p50", history.hotpathP50),
        line("hot path p99", history.hotpathP99),
        line("send p99", history.sendP99),
      ]} />
      <LiveChart title="Events a second" text={(value) => count(Math.round(value))} lines={[
        line("received", history.rate),
        line("lost", history.lost),
      ]} />
      <LiveChart title="Landed, 10 min (%)" text={(value) => `${value.toFixed(1)} %`} lines={[
        line("of settled bundles", history.landed, 100),
      ]} />
      <LiveChart title="PnL, 1 h (SOL)" text={(value) => value.toFixed(4)} lines={[
        line("after tips and fees", history.pnl),
      ]} />
      <LiveChart title="Lag (ms)" text={milliseconds} lines={[line("worst of each second", history.lag)]} />
    </section>
  );
}

function LiveChart(props: { readonly title: string; readonly text: (value: number) => string; readonly lines: readonly Line[] }) {
  return (
    <div className="panel">
      <Chart {...props} place={clock} />
    </div>
  );
}
