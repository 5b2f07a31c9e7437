import { useFeed } from "../../feed/context";
import { sol, utc } from "../../format";
import { Link } from "../../shell/navigation";
import { pathTo } from "../../shell/routes";
import { Facts } from "../../ui/Facts";
import { ResultTable } from "../../ui/ResultTable";
import { StoredQuery, useStoredQuery } from "../../ui/StoredQuery";
import { useNow } from "../../ui/useNow";

/** What became of one bundle: as the feed told it, and as it is stored. */
export function BundleDetail({ id }: { readonly id: string }) {
  const { bundles } = useFeed();
  useNow();
  const bundle = bundles.find(id);
  const stored = useStoredQuery("bundle_history", { bundle_id: id }, 200);
  return (
    <>
      <p>
        <Link href={pathTo("bundles")}>All bundles</Link>
      </p>
      <section className="panel" aria-label="Told by the feed">
        <h2>
          <code>{id}</code>
        </h2>
        {bundle === undefined ? (
          <p className="quiet">The feed has not told of this bundle since this page was opened.</p>
        ) : (
          <>
            <Facts
              facts={[
                ["State", bundle.status.toLowerCase()],
                ["Reason", bundle.reason || "–"],
                ["Landed", bundle.landed ? "yes" : "no"],
                ["Tip", sol(bundle.tipLamports)],
                ["Slot", bundle.slot || "–"],
                // Whoever reports a bundle's end need not know whose it was.
                ["Agent", bundle.agent || "not told"],
              ]}
            />
            <ol>
              {bundle.states.map(({ status, at }) => (
                <li key={`${status}-${at}`}>
                  {status.toLowerCase()} <span className="quiet">{utc(at)}</span>
                </li>
              ))}
            </ol>
          </>
        )}
      </section>
      <section className="panel" aria-label="Stored history">
        <h2>Stored history</h2>
        <StoredQuery answer={stored}>
          {(result) => <ResultTable label="Stored history, rows" result={result} />}
        </StoredQuery>
      </section>
    </>
  );
}
