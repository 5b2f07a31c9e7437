import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { day } from "../../format";
import { useSession } from "../../session/context";
import { DataRange } from "../../ui/DataRange";
import { Problem } from "../../ui/Problem";
import { DexField } from "./DexField";

const TYPES = [
  ["arb", "arbitrage"],
  ["mev", "sandwiches"],
] as const;

export function ScrapeForm() {
  const { api, isAdmin } = useSession();
  const client = useQueryClient();
  const [start, setStart] = useState(() => day(-1));
  const [end, setEnd] = useState(() => day(1));
  const [types, setTypes] = useState<readonly string[]>(["arb", "mev"]);
  const [dex, setDex] = useState<readonly string[]>([]);
  const [format, setFormat] = useState("parquet");
  const [compress, setCompress] = useState("zstd");
  const scrape = useMutation({
    mutationFn: () => api.startScrape({ start, end, types, dex, format, compress }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
  return (
    <form
      className="panel"
      aria-label="Start an export"
      onSubmit={(event) => {
        event.preventDefault();
        scrape.mutate();
      }}
    >
      <h2>Start an export</h2>
      <DataRange />
      <div className="fields">
        <label>
          From (UTC, included) <input type="date" value={start} onChange={(e) => setStart(e.target.value)} />
        </label>
        <label>
          To (UTC, not included) <input type="date" value={end} onChange={(e) => setEnd(e.target.value)} />
        </label>
        {TYPES.map(([type, label]) => (
          <label key={type}>
            <input
              type="checkbox"
              checked={types.includes(type)}
              onChange={(e) => setTypes(e.target.checked ? [...types, type] : types.filter((t) => t !== type))}
            />{" "}
            {label}
          </label>
        ))}
        <label>
          Format{" "}
          <select value={format} onChange={(e) => setFormat(e.target.value)}>
            <option>parquet</option>
            <option>jsonl</option>
          </select>
        </label>
        {format === "parquet" && (
          <label>
            Compression{" "}
            <select value={compress} onChange={(e) => setCompress(e.target.value)}>
              <option>zstd</option>
              <option>none</option>
            </select>
          </label>
        )}
      </div>
      <DexField chosen={dex} onChosen={setDex} />
      <div className="fields">
        <button type="submit" disabled={!isAdmin || scrape.isPending || types.length === 0}>
          Start export
        </button>
        {!isAdmin && <span className="quiet">Starting jobs needs a token with the role admin.</span>}
        <span role="status" className="quiet">
          {scrape.isSuccess ? `${scrape.data.job_id} is queued` : ""}
        </span>
      </div>
      <Problem error={scrape.error} />
    </form>
  );
}
