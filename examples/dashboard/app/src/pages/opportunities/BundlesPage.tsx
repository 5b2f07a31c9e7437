import { useMemo, useState } from "react";
import { useFeed } from "../../feed/context";
import type { Bundle } from "../../feed/bundles";
import { sol, utc } from "../../format";
import { Link } from "../../shell/navigation";
import { pathTo, type PageProps } from "../../shell/routes";
import { Narrow } from "../../ui/Choice";
import { ResultTable } from "../../ui/ResultTable";
import { StoredQuery, useStoredQuery } from "../../ui/StoredQuery";
import { useNow } from "../../ui/useNow";
import { BundleDetail } from "./BundleDetail";

const SHOWN = 200;
const STATES = ["ACCEPTED", "PROCESSED", "FINALIZED", "REJECTED", "DROPPED"];

export default function BundlesPage({ rest }: PageProps) {
  const [id] = rest;
  return id === undefined ? <BundleList /> : <BundleDetail id={id} />;
}

function BundleList() {
  const { bundles } = useFeed();
  const [state, setState] = useState("");
  const [text, setText] = useState("");
  const now = useNow();
  // Bundles change without React: the second stands for them.
  const found = useMemo(
    () =>
      bundles
        .toArray()
        .filter((bundle) => (state === "" || bundle.status === state) && bundle.id.includes(text.trim())),
    [bundles, state, text, now],
  );
  return (
    <>
      <form className="fields" role="search" aria-label="Narrow the list" onSubmit={(event) => event.preventDefault()}>
        <Narrow label="State" value={state} options={STATES} text={(name) => name.toLowerCase()} onChoice={setState} />
        <label>
          Bundle <input type="search" value={text} onChange={(event) => setText(event.target.value)} />
        </label>
        <span className="quiet">
          {Math.min(SHOWN, found.length)} of {found.length} that the feed told of since this page was opened
        </span>
      </form>
      {found.length === 0 ? (
        <p className="quiet">No bundles yet. They appear here as results come in.</p>
      ) : (
        <BundleTable bundles={found.slice(0, SHOWN)} />
      )}
      <StoredStates />
    </>
  );
}

function BundleTable({ bundles }: { readonly bundles: readonly Bundle[] }) {
  return (
    <div className="scroll panel" role="region" aria-label="Bundles, the newest first" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Bundle</th>
            <th scope="col">State</th>
            <th scope="col">Reason</th>
            <th scope="col">Module</th>
            <th scope="col">Tip</th>
            <th scope="col">Slot</th>
            <th scope="col">Told (UTC)</th>
          </tr>
        </thead>
        <tbody>
          {bundles.map((bundle) => (
            <tr key={bundle.id}>
              <td>
                <Link href={pathTo("bundles", bundle.id)}>{bundle.id}</Link>
              </td>
              <td>
                <span className={`badge ${bundle.status.toLowerCase()}`}>{bundle.status.toLowerCase() || "settled"}</span>
              </td>
              <td>{bundle.reason}</td>
              <td>{bundle.module}</td>
              <td className="number">{sol(bundle.tipLamports)}</td>
              <td className="number">{bundle.slot || ""}</td>
              <td className="number">{utc(bundle.states.at(-1)?.at ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function StoredStates() {
  const answer = useStoredQuery("bundle_states", {}, 200);
  return (
    <section className="panel" aria-label="Stored bundles">
      <h2>Stored bundles</h2>
      <StoredQuery answer={answer}>{(result) => <ResultTable label="Stored bundles, rows" result={result} />}</StoredQuery>
    </section>
  );
}
