import { ResultTable } from "../../ui/ResultTable";
import { StoredQuery, useStoredQuery } from "../../ui/StoredQuery";

/** Whoever has just commanded looks for the row. */
const REFRESH_MS = 5_000;

/** Who commanded what, newest first: the control log as it was copied into ClickHouse. */
export function StoredAudit() {
  const answer = useStoredQuery("control_audit_recent", {}, 50, REFRESH_MS);
  return (
    <section className="panel" aria-label="Audit">
      <h2>Audit</h2>
      <StoredQuery answer={answer}>{(result) => <ResultTable label="Audit, rows" result={result} />}</StoredQuery>
    </section>
  );
}
