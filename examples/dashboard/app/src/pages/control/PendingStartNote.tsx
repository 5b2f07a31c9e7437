import type { ModuleView } from "../../rest/types";
import { useSession } from "../../session/context";
import { Problem } from "../../ui/Problem";
import { useCommand } from "./useCommand";

/** One person kills, two start: the second one's approval is a start of their own. */
export function PendingStartNote({ view }: { readonly view: ModuleView }) {
  const { claims, isAdmin } = useSession();
  const command = useCommand({ target: view.module });
  const pending = view.desired.pending_start;
  if (pending === undefined || pending === null) return null;
  const own = pending.issuer === claims.subject;
  return (
    <div className="fields notice" role="status">
      <span>
        {pending.issuer ?? "Somebody"} asked to start {view.module}; it starts once another admin approves.
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
    </div>
  );
}
