import { useState } from "react";
import { useSession } from "../../session/context";
import { Choice } from "../../ui/Choice";
import { JobForm } from "../../ui/JobForm";
import { DexField } from "./DexField";

const TYPES = [
  ["arb", "arbitrage"],
  ["mev", "sandwiches"],
] as const;

export function ScrapeForm() {
  const { api } = useSession();
  const [types, setTypes] = useState<readonly string[]>(["arb", "mev"]);
  const [dex, setDex] = useState<readonly string[]>([]);
  const [format, setFormat] = useState<"parquet" | "jsonl">("parquet");
  const [compress, setCompress] = useState<"zstd" | "none">("zstd");
  return (
    <JobForm
      title="Start an export"
      action="Start export"
      isReady={types.length > 0}
      start={(range) => api.startScrape({ ...range, types, dex, format, compress })}
      choices={
        <>
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
          <Choice label="Format" value={format} options={["parquet", "jsonl"]} onChoice={setFormat} />
          {format === "parquet" && (
            <Choice label="Compression" value={compress} options={["zstd", "none"]} onChoice={setCompress} />
          )}
        </>
      }
    >
      <DexField chosen={dex} onChosen={setDex} />
    </JobForm>
  );
}
