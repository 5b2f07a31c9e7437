import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Api } from "./api";

/** What the server can train on; the agents score with the first of each. */
const FEATURE_SETS: Readonly<Record<string, readonly string[]>> = {
  arbitrage: ["default", "detection"],
  mev: ["pretrade", "default"],
};

const setsOf = (module: string): readonly string[] => FEATURE_SETS[module] ?? [];

const DAY_MS = 86_400_000;

const day = (offset: number): string => new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);

export function StartForms({ api, isAdmin }: { readonly api: Api; readonly isAdmin: boolean }) {
  const [start, setStart] = useState(() => day(-1));
  const [end, setEnd] = useState(() => day(1));
  const [format, setFormat] = useState("parquet");
  const [module, setModule] = useState("arbitrage");
  const [chosen, setFeatures] = useState("");
  const features = setsOf(module).find((name) => name === chosen) ?? setsOf(module)[0] ?? "default";
  const client = useQueryClient();
  const done = () => client.invalidateQueries({ queryKey: ["jobs"] });
  const scrape = useMutation({
    mutationFn: () => api.startScrape({ start, end, types: ["mev", "arb"], dex: [], format, compress: "zstd" }),
    onSuccess: done,
  });
  const train = useMutation({
    mutationFn: () =>
      api.startTraining({ module, range: { start, end }, features, model: "xgb", gpu: false, params: {} }),
    onSuccess: done,
  });
  const problem = scrape.error ?? train.error;
  return (
    <section aria-label="Start a job" className="panel">
      <h2>Start a job</h2>
      <div className="fields">
        <label>
          From (UTC, included) <input type="date" value={start} onChange={(e) => setStart(e.target.value)} />
        </label>
        <label>
          To (UTC, not included) <input type="date" value={end} onChange={(e) => setEnd(e.target.value)} />
        </label>
      </div>
      <div className="fields">
        <label>
          Format{" "}
          <select value={format} onChange={(e) => setFormat(e.target.value)}>
            <option>parquet</option>
            <option>jsonl</option>
          </select>
        </label>
        <button type="button" disabled={!isAdmin || scrape.isPending} onClick={() => scrape.mutate()}>
          Start scrape
        </button>
        <label>
          Module{" "}
          <select value={module} onChange={(e) => setModule(e.target.value)}>
            {Object.keys(FEATURE_SETS).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <label>
          Features{" "}
          <select value={features} onChange={(e) => setFeatures(e.target.value)}>
            {setsOf(module).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <button type="button" disabled={!isAdmin || train.isPending} onClick={() => train.mutate()}>
          Start training
        </button>
      </div>
      <p className="quiet">The agents score with the features "default" (arbitrage) and "pretrade" (mev).</p>
      {!isAdmin && <p className="quiet">Starting jobs needs a token with the role admin.</p>}
      {problem !== null && <p role="alert">{problem.message}</p>}
    </section>
  );
}
