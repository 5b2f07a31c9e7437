import { useQuery } from "@tanstack/react-query";
import type { Api } from "./api";
import type { FeedView } from "./feed";

interface Props {
  readonly view: FeedView;
  readonly api: Api;
  readonly mode: "json" | "proto";
  readonly onMode: (mode: "json" | "proto") => void;
  readonly onSignOut: () => void;
}

const WORDS: Readonly<Record<FeedView["state"], string>> = {
  connecting: "connecting",
  open: "live",
  waiting: "not connected",
  unauthorized: "token refused",
  closed: "closed",
};

export function StatusBar({ view, api, mode, onMode, onSignOut }: Props) {
  const parts = useQuery({ queryKey: ["readiness"], queryFn: () => api.readiness(), refetchInterval: 3_000 });
  const down = Object.entries(parts.data ?? {}).filter(([, part]) => !part.up);
  return (
    <header>
      <h1>mev-sdk control plane</h1>
      <span className={`badge ${view.state}`} role="status">
        {WORDS[view.state]}
        {view.detail === "" ? "" : `: ${view.detail}`}
      </span>
      {view.missed > 0 && <span className="badge waiting">{view.missed.toLocaleString()} events missed</span>}
      {parts.isError && <span className="badge waiting">server unreachable</span>}
      {down.map(([name, part]) => (
        <span key={name} className="badge waiting" title={part.detail}>
          {name} is away
        </span>
      ))}
      <span className="spacer" />
      <label>
        Transport{" "}
        <select value={mode} onChange={(event) => onMode(event.target.value === "json" ? "json" : "proto")}>
          <option value="proto">Proto + Zstd</option>
          <option value="json">JSON</option>
        </select>
      </label>
      <button type="button" className="plain" onClick={onSignOut}>
        Sign out
      </button>
    </header>
  );
}
