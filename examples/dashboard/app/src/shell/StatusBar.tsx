import { useQuery } from "@tanstack/react-query";
import { useFeedView } from "../feed/context";
import type { FeedView } from "../feed/feed";
import { count, milliseconds } from "../format";
import { useSession } from "../session/context";
import { TokenWarning } from "../session/TokenWarning";

const WORDS: Readonly<Record<FeedView["state"], string>> = {
  connecting: "connecting",
  open: "live",
  waiting: "not connected",
  unauthorized: "token refused",
  closed: "closed",
};

/** More than this, and what is shown is the past. */
const LAG_WORTH_SAYING_MS = 2_000;

/** How well this page knows what goes on. */
export function StatusBar() {
  const { api, claims, isAdmin, signOut } = useSession();
  const view = useFeedView();
  const parts = useQuery({ queryKey: ["readiness"], queryFn: () => api.readiness(), refetchInterval: 3_000 });
  const down = Object.entries(parts.data ?? {}).filter(([, part]) => !part.up);
  return (
    <header>
      <strong className="product">mev-sdk control plane</strong>
      <span className={`badge ${view.state}`} role="status">
        {WORDS[view.state]}
        {view.detail === "" ? "" : `: ${view.detail}`}
      </span>
      <Losses view={view} />
      {parts.isError && <span className="badge error">server unreachable</span>}
      {down.map(([name, part]) => (
        <span key={name} className="badge waiting" title={part.detail}>
          {name} is away
        </span>
      ))}
      <TokenWarning />
      <span className="spacer" />
      <span className="quiet">
        {claims.subject} ({isAdmin ? "admin" : claims.roles.join(", ") || "no role"})
      </span>
      <button type="button" className="plain" onClick={() => signOut()}>
        Sign out
      </button>
    </header>
  );
}

function Losses({ view }: { readonly view: FeedView }) {
  const { missed, restarts, gaps, skipped } = view.losses;
  const lag = view.lagMs ?? 0;
  return (
    <>
      {missed > 0 && <Loss text={`${count(missed)} events missed`} why="The server skipped them: this page was too slow." />}
      {restarts > 0 && (
        <Loss
          text={restarts === 1 ? "resumed with a gap" : `resumed with a gap ${restarts} times`}
          why="The connection came back too late, or to another server: events in between are not shown."
        />
      )}
      {gaps > 0 && <Loss text={`${count(gaps)} unexplained gaps`} why="Windows of the feed did not follow each other." />}
      {skipped > 0 && (
        <Loss text={`${count(skipped)} rows not shown`} why="They came faster than this page could take them." />
      )}
      {lag > LAG_WORTH_SAYING_MS && (
        <Loss text={`${milliseconds(lag)} behind`} why="From emission to this page, by the clocks of both." />
      )}
    </>
  );
}

function Loss({ text, why }: { readonly text: string; readonly why: string }) {
  return (
    <span className="badge waiting" title={why}>
      {text}
    </span>
  );
}
