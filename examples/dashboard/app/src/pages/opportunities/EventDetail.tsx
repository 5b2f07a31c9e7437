import { useEffect, useState } from "react";
import { useFeed } from "../../feed/context";
import type { Row } from "../../feed/row";
import { percent, sol, utc } from "../../format";
import { Link } from "../../shell/navigation";
import { pathTo } from "../../shell/routes";
import { Facts } from "../../ui/Facts";
import { JsonText } from "../../ui/JsonText";

/** Everything there is about one event. */
export function EventDetail({ row, onClose }: { readonly row: Row; readonly onClose: () => void }) {
  const feed = useFeed();
  const [json, setJson] = useState<string | undefined>("");
  useEffect(() => {
    void feed.json(row.seq).then(setJson);
  }, [feed, row.seq]);
  return (
    <section className="panel detail" aria-label={`Event ${row.seq}`}>
      <div className="line">
        <h2>
          {row.module} #{row.seq}
        </h2>
        <button type="button" className="plain" onClick={onClose}>
          Close
        </button>
      </div>
      <Facts
        facts={[
          ["Type", row.kind],
          ["Dex", row.dex || "–"],
          ["Expected net", sol(row.lamports)],
          ["Chance to land", percent(row.landing)],
          ["Agent", row.agent],
          ["Slot", row.slot],
          ["Emitted (UTC)", row.emittedAt === 0 ? "–" : utc(row.emittedAt)],
          ["Bundle", row.bundleId === "" ? "–" : <Link href={pathTo("bundles", row.bundleId)}>{row.bundleId}</Link>],
        ]}
      />
      {json === undefined ? (
        <p className="quiet">The whole event is no longer kept: newer ones took its place.</p>
      ) : (
        <JsonText label="The event as received" text={json} />
      )}
    </section>
  );
}
