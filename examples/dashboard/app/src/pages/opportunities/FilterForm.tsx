import { useMemo } from "react";
import { useFeed } from "../../feed/context";
import type { Row } from "../../feed/row";
import { MODULES } from "../../rest/types";
import { Narrow } from "../../ui/Choice";
import { useNow } from "../../ui/useNow";
import { EVERYTHING, type Filter } from "./filter";

interface Props {
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
}

const REFRESH_SECONDS = 5;

export function FilterForm({ filter, onFilter }: Props) {
  const kinds = useSeen((row) => (row.type === "bundle_outcome" ? "" : row.kind));
  const dexes = useSeen((row) => row.dex);
  const set = (change: Partial<Filter>): void => onFilter({ ...filter, ...change });
  return (
    <form className="fields" role="search" aria-label="Narrow the list" onSubmit={(event) => event.preventDefault()}>
      <Narrow label="Module" value={filter.module} options={MODULES} onChoice={(module) => set({ module })} />
      <Narrow label="Type" value={filter.kind} options={kinds} onChoice={(kind) => set({ kind })} />
      <Narrow label="Dex" value={filter.dex} options={dexes} onChoice={(dex) => set({ dex })} />
      <label>
        Least net (SOL){" "}
        <input
          type="number"
          step="any"
          className="short"
          value={filter.leastNetSol ?? ""}
          onChange={(e) => set({ leastNetSol: e.target.value === "" ? undefined : Number(e.target.value) })}
        />
      </label>
      <label>
        Search{" "}
        <input
          type="search"
          placeholder="agent, slot, id …"
          value={filter.text}
          onChange={(e) => set({ text: e.target.value })}
        />
      </label>
      <button type="button" className="plain" onClick={() => onFilter(EVERYTHING)}>
        Clear
      </button>
    </form>
  );
}

/** The values that the feed has brought, looked up every few seconds. */
function useSeen(of: (row: Row) => string): readonly string[] {
  const feed = useFeed();
  const turn = Math.floor(useNow() / 1_000 / REFRESH_SECONDS);
  // The rows change without React: the turn stands for them.
  return useMemo(() => [...new Set(feed.rows.toArray().map(of))].filter((name) => name !== "").sort(), [feed, turn]);
}
