import { ProblemError } from "../rest/api";
import { useStoredQuery } from "./StoredQuery";

/** What there is to choose from, so that nobody has to guess a range. */
export function DataRange() {
  const answer = useStoredQuery("data_range", {}, 20);
  if (answer.isError) {
    const absent = answer.error instanceof ProblemError && answer.error.status === 404;
    return (
      <p className="quiet">
        What is stored is not known: {absent ? "this server has no such stored query." : answer.error.message}
      </p>
    );
  }
  const columns = answer.data?.columns.map((column) => column.name) ?? [];
  return (
    <ul className="quiet stored">
      {(answer.data?.rows ?? []).map((row) => (
        <li key={String(row[0])}>{row.map((value, i) => (i === 0 ? String(value) : `${columns[i]} ${String(value)}`)).join(" · ")}</li>
      ))}
    </ul>
  );
}
