import { timeOfDay } from "../../format";
import type { ModuleView, PendingStart } from "../../rest/types";
import { useSession } from "../../session/context";
import { Problem } from "../../ui/Problem";
import { useNow } from "../../ui/useNow";
import { useCommand } from "./useCommand";

/** One person kills, two start: says who asked, and lets somebody else approve while it is time. */
export function PendingStartNote({ view }: { readonly view: ModuleView }) {
  const pending = view.desired.pending_start ?? undefined;
  if (pending === undefined) return null;
  return (
    <div className="fields notice" role="status" aria-label={`Start of ${view.module} that waits`}>
      <Waiting view={view} pending={pending} />
    </div>
  );
}

function Waiting({ view, pending }: { readonly view: ModuleView; readonly pending: PendingStart }) {
  const { claims, isAdmin } = useSession();
  const now = useNow();
  const agent = pending.agent ?? undefined;
  // The second one's approval is a start of their own.
  const command = useCommand({ target: view.module, ...(agent === undefined ? {} : { agent }) });
  const until = pending.until_ts * 1_000;
  const asked = `${pending.issuer} asked to start ${agent ?? view.module}${pending.reason === "" ? "" : ` (${pending.reason})`}`;
  if (now > until) {
    return (
      <span>
        {asked}; nobody approved by {timeOfDay(until)} UTC. A start asks anew.
      </span>
    );
  }
  const own = pending.issuer === claims.subject;
  return (
    <>
      <span>
        {asked}; it starts once another admin approves, until {timeOfDay(until)} UTC.
      </span>
      <button
        type="button"
        disabled={!isAdmin || own || command.isPending}
        onClick={() => command.mutate({ action: "start", body: {} })}
      >
        Approve the start
      </button>
      {own && <span className="quiet">That was you: somebody else has to approve.</span>}
      <Problem error={command.error} />
    </>
  );
}
