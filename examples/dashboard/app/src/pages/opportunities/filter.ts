import type { Row } from "../../feed/row";

/** What the list is narrowed to; empty fields and an undefined minimum narrow nothing. */
export interface Filter {
  readonly module: string;
  readonly kind: string;
  readonly dex: string;
  readonly leastNetSol: number | undefined;
  /** Every word has to be in the row somewhere. */
  readonly text: string;
}

export const EVERYTHING: Filter = { module: "", kind: "", dex: "", leastNetSol: undefined, text: "" };

const LAMPORTS_PER_SOL = 1e9;

/** A test for rows, prepared once: it runs for each event. */
export function matcher(filter: Filter): (row: Row) => boolean {
  const least = filter.leastNetSol === undefined ? undefined : filter.leastNetSol * LAMPORTS_PER_SOL;
  const words = filter.text.toLowerCase().split(/\s+/).filter((word) => word !== "");
  return (row) =>
    row.type !== "bundle_outcome" &&
    (filter.module === "" || row.module === filter.module) &&
    (filter.kind === "" || row.kind === filter.kind) &&
    (filter.dex === "" || row.dex === filter.dex) &&
    (least === undefined || row.lamports >= least) &&
    (words.length === 0 || hasAll(row, words));
}

function hasAll(row: Row, words: readonly string[]): boolean {
  const text = `${row.seq} ${row.module} ${row.agent} ${row.slot} ${row.kind} ${row.dex} ${row.bundleId}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
