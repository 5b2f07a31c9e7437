import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { Api } from "./api";
import { EventList } from "./EventList";
import { Feed } from "./feed";
import { Jobs } from "./Jobs";
import { MetricCards } from "./MetricCards";
import { rolesOf } from "./session";
import { StartForms } from "./StartForms";
import { StatusBar } from "./StatusBar";

export function Overview({ token, onSignOut }: { readonly token: string; readonly onSignOut: () => void }) {
  const [mode, setMode] = useState<"json" | "proto">("proto");
  const feed = useMemo(() => new Feed(token, mode), [token, mode]);
  const api = useMemo(() => new Api(token), [token]);
  const isAdmin = useMemo(() => rolesOf(token).includes("admin"), [token]);
  useEffect(() => feed.connect(), [feed]);
  const view = useSyncExternalStore(feed.subscribe, feed.snapshot);
  return (
    <>
      <StatusBar view={view} api={api} mode={mode} onMode={setMode} onSignOut={onSignOut} />
      <main>
        <MetricCards view={view} />
        <div className="columns">
          <EventList events={view.events} />
          <div>
            <StartForms api={api} isAdmin={isAdmin} />
            <Jobs api={api} live={view.jobs} isAdmin={isAdmin} />
          </div>
        </div>
      </main>
    </>
  );
}
