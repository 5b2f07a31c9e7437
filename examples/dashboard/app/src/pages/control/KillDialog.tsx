import { useState } from "react";
import { newKey } from "../../rest/api";
import type { ModuleView } from "../../rest/types";
import { Dialog } from "../../ui/Dialog";
import { Problem } from "../../ui/Problem";
import { AckTrail } from "./AckTrail";
import { isReason, MAX_REASON, phraseFor, type Scope } from "./kill";
import { useCommand } from "./useCommand";

interface Props {
  readonly scope: Scope;
  readonly modules: readonly ModuleView[];
  readonly onClose: () => void;
}

/** Asks for what can't be typed by mistake, then shows who has stopped. */
export function KillDialog({ scope, modules, onClose }: Props) {
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  // One key for all tries of this dialog: pressing again after a failure kills once.
  const [key] = useState(newKey);
  const command = useCommand(scope);
  const phrase = phraseFor(scope);
  const ready = typed === phrase && isReason(reason);
  const what = scope.agent ?? (scope.target === "all" ? "every module" : `every agent of ${scope.target}`);
  return (
    <Dialog title={`Kill ${scope.agent ?? scope.target}`} onClose={onClose}>
      {command.isSuccess ? (
        <>
          <AckTrail scope={scope} answer={command.data} modules={modules} />
          <div className="fields end">
            <button type="button" autoFocus onClick={onClose}>
              Close
            </button>
          </div>
        </>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) command.mutate({ action: "kill", body: { reason: reason.trim() }, key });
          }}
        >
          <p>This stops {what}, until a start. Nothing is decided meanwhile.</p>
          <label className="stacked">
            Reason (required: people and the audit read it)
            <input autoFocus value={reason} maxLength={MAX_REASON} onChange={(event) => setReason(event.target.value)} />
          </label>
          <label className="stacked">
            <span>
              Type <code>{phrase}</code> to confirm
            </span>
            <input value={typed} autoComplete="off" spellCheck={false} onChange={(event) => setTyped(event.target.value)} />
          </label>
          <Problem error={command.error} />
          <div className="fields end">
            <button type="button" className="plain" onClick={onClose}>
              Cancel
            </button>
            <button type="submit" className="danger" disabled={!ready || command.isPending}>
              {command.isPending ? "Sending …" : "Kill"}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
