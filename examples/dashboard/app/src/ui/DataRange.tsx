import { count } from "../format";
import { ProblemError } from "../rest/api";
import type { QueryResult } from "../rest/types";
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
  return (
    <ul className="quiet stored" aria-label="What is stored">
      {answer.isSuccess && tables(answer.data).map((text) => <li key={text}>{text}</li>)}
    </ul>
  );
}

/** The tables that exports and trainings read. */
const TABLES: Readonly<Record<string, string>> = { arbitrage: "arbitrage", mev_sandwich: "mev (sandwiches)" };

function tables(result: QueryResult): readonly string[] {
  const at = (name: string): number => result.columns.findIndex((column) => column.name === name);
  return result.rows.flatMap((row) => {
    const name = TABLES[String(row[at("table")])];
    if (name === undefined) return [];
    const rows = Number(row[at("rows")]);
    return rows === 0
      ? [`${name}: nothing is stored`]
      : [`${name}: ${count(rows)} rows from ${second(row[at("first_dt")])} to ${second(row[at("last_dt")])} UTC`];
  });
}

function second(time: unknown): string {
  return String(time).slice(0, 19).replace("T", " ");
}
