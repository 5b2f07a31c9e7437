import { StoredQuery, useStoredQuery } from "../../ui/StoredQuery";
import { ResultTable } from "../../ui/ResultTable";

/** From ClickHouse: decisions of before this page was opened. */
export function StoredDecisions() {
  const answer = useStoredQuery("decisions_recent", {}, 200);
  return (
    <section className="panel" aria-label="Stored decisions">
      <h2>Stored decisions</h2>
      <StoredQuery answer={answer}>{(result) => <ResultTable label="Stored decisions, rows" result={result} />}</StoredQuery>
    </section>
  );
}
