import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { MODULES, type ModuleView } from "../../rest/types";
import { useSession } from "../../session/context";
import { Problem } from "../../ui/Problem";
import { KillDialog } from "./KillDialog";
import type { Scope } from "./kill";
import { StoredAudit } from "./StoredAudit";
import { ModulePanel } from "./ModulePanel";

const REFRESH_MS = 1_000;

export default function Control() {
  const { api, isAdmin } = useSession();
  const [killing, setKilling] = useState<Scope>();
  const modules = useQuery({
    queryKey: ["control"],
    queryFn: () => Promise.all(MODULES.map((name) => api.module(name))),
    refetchInterval: REFRESH_MS,
  });
  const views: readonly ModuleView[] = modules.data ?? [];
  return (
    <>
      <div className="fields">
        <button type="button" className="danger" disabled={!isAdmin} onClick={() => setKilling({ target: "all" })}>
          Kill everything …
        </button>
        <span className="quiet">
          {isAdmin
            ? "Each agent stops once nothing it decided is on its way. Only a start lifts a kill."
            : "Commands need a token with the role admin; yours shows what is in force."}
        </span>
      </div>
      <Problem error={modules.error} />
      {modules.isPending && <p className="quiet">Asking the server …</p>}
      {views.map((view) => (
        <ModulePanel key={view.module} view={view} onKill={setKilling} />
      ))}
      <StoredAudit />
      {killing !== undefined && (
        <KillDialog scope={killing} modules={views} onClose={() => setKilling(undefined)} />
      )}
    </>
  );
}
