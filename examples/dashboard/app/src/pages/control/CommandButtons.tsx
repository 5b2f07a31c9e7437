import { useSession } from "../../session/context";
import { Problem } from "../../ui/Problem";
import type { Scope } from "./kill";
import { useCommand } from "./useCommand";

const ACTIONS = ["start", "stop", "restart"] as const;

export function CommandButtons({ scope }: { readonly scope: Scope }) {
  const { isAdmin } = useSession();
  const command = useCommand(scope);
  const asked = command.variables?.action;
  return (
    <>
      {ACTIONS.map((action) => (
        <button
          key={action}
          type="button"
          className="plain"
          disabled={!isAdmin || command.isPending}
          onClick={() => command.mutate({ action, body: {} })}
        >
          {action.charAt(0).toUpperCase() + action.slice(1)}
        </button>
      ))}
      <span role="status" className="quiet">
        {command.isSuccess && (command.data.pending === true ? "start waits for a second admin" : `${asked} is in the log`)}
      </span>
      <Problem error={command.error} />
    </>
  );
}
