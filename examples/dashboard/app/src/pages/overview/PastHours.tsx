import { useStoredQuery, StoredQuery } from "../../ui/StoredQuery";
import { Chart, type Line } from "../../ui/Chart";
import { utc } from "../../format";
import type { QueryResult } from "../../rest/types";

/** From ClickHouse: what was before this page was opened. */
export function PastHours() {
  const pnl = useStoredQuery("pnl_by_minute", {}, 1_000);
  const landed = useStoredQuery("landed_by_minute", {}, 1_000);
  return (
    <section aria-label="Before this page was opened">
      <h2>Before this page was opened</h2>
      <div className="charts">
        <div className="panel">
          <StoredQuery answer={pnl}>{(result) => <ByMinute title="PnL by minute" result={result} />}</StoredQuery>
        </div>
        <div className="panel">
          <StoredQuery answer={landed}>{(result) => <ByMinute title="Landed by minute" result={result} />}</StoredQuery>
        </div>
      </div>
    </section>
  );
}

/** The first column is the time; each column of numbers is a line. */
function ByMinute({ title, result }: { readonly title: string; readonly result: QueryResult }) {
  const rows = result.rows.map((row) => ({ at: Date.parse(`${String(row[0]).replace(" ", "T").replace(/Z$/, "")}Z`), row }));
  rows.sort((a, b) => a.at - b.at);
  const lines: Line[] = result.columns.slice(1).flatMap((column, i) =>
    /Int|Float|Decimal/.test(column.type)
      ? [{ name: column.name, points: rows.map(({ at, row }) => ({ x: at, y: Number(row[i + 1]) })) }]
      : [],
  );
  return (
    <Chart title={title} lines={lines} text={(value) => String(Number(value.toPrecision(4)))} place={(at) => utc(at).slice(11, 16)} />
  );
}
