import { utc } from "../../format";
import { Chart } from "../../ui/Chart";
import { StoredQuery, useStoredQuery } from "../../ui/StoredQuery";
import { linesByModule } from "./byMinute";

const SOL_PER_LAMPORT = 1e-9;
const ROWS = 1_000;

const minute = (at: number): string => utc(at).slice(11, 16);

/** From ClickHouse: the last hour, whether or not this page was open. */
export function PastHours() {
  const pnl = useStoredQuery("pnl_by_minute", {}, ROWS);
  const landed = useStoredQuery("landed_by_minute", {}, ROWS);
  return (
    <section aria-label="The last hour, by minute">
      <h2>The last hour, by minute (UTC)</h2>
      <div className="charts">
        <div className="panel">
          <StoredQuery answer={pnl}>
            {(result) => (
              <Chart
                title="PnL (SOL)"
                text={(value) => value.toFixed(4)}
                place={minute}
                lines={linesByModule(result, "pnl_lamports", SOL_PER_LAMPORT)}
              />
            )}
          </StoredQuery>
        </div>
        <div className="panel">
          <StoredQuery answer={landed}>
            {(result) => (
              <Chart
                title="Landed (%)"
                text={(value) => `${value.toFixed(1)} %`}
                place={minute}
                lines={linesByModule(result, "landed_fraction", 100)}
              />
            )}
          </StoredQuery>
        </div>
      </div>
    </section>
  );
}
