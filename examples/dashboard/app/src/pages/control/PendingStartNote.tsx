import type { ModuleView } from "../../rest/types";
import { useSession } from "../../session/context";
import { Problem } from "../../ui/Problem";
import { useCommand } from "./useCommand";

/** One person kills, two start: the second one's approval is a start of their own. */
export function PendingStartNote({ view }: { readonly view: ModuleView }) {
  const { claims, isAdmin } = useSession();
  const pending = view.desired.pending_start ?? undefined;
  const agent = pending?.agent ?? undefined;
  const command = useCommand({ target: view.module, ...(agent === undefined ? {} : { agent }) });
  if (pending === undefined) return null;
  const own = pending.issuer === claims.subject;
  return (
    <div className="fields notice" role="status">
      <span>
        {pending.issuer} asked to start {agent ?? view.module}
        {pending.reason === "" ? "" : ` (${pending.reason})`}; it starts once another admin approves.
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
