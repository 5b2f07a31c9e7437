import type { QueryResult } from "../../rest/types";
import type { Line } from "../../ui/Chart";

/** One line per module out of rows that have a minute, a module and a value each; a minute without a row is a gap. */
export function linesByModule(result: QueryResult, column: string, scale: number): readonly Line[] {
  const at = (name: string): number => result.columns.findIndex((known) => known.name === name);
  const [minute, module, value] = [at("minute"), at("module"), at(column)];
  if (minute < 0 || module < 0 || value < 0) return [];
  const values = new Map<string, Map<number, number>>();
  const minutes = new Set<number>();
  for (const row of result.rows) {
    const time = timeOf(row[minute]);
    const name = String(row[module]) || "unknown";
    minutes.add(time);
    const line = values.get(name) ?? new Map<number, number>();
    values.set(name, line.set(time, Number(row[value]) * scale));
  }
  const sorted = [...minutes].sort((a, b) => a - b);
  return [...values.entries()]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, line]) => ({ name, points: sorted.map((x) => ({ x, y: line.get(x) })) }));
}

/** ClickHouse writes times without a zone; they are UTC. */
function timeOf(text: unknown): number {
  return Date.parse(`${String(text).replace(" ", "T").replace(/Z$/, "")}Z`);
}
