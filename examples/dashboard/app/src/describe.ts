import type { FeedEvent } from "@mev-sdk/realtime-client";

const LAMPORTS_PER_SOL = 1e9;

/** Lamports as SOL, for people. A field that is zero may be absent from a line of the feed. */
export function sol(lamports: unknown): string {
  return `${(Number(lamports ?? 0) / LAMPORTS_PER_SOL).toFixed(6)} SOL`;
}

const LABELS: Readonly<Record<string, string>> = {
  arb_opportunity: "arbitrage",
  mev_opportunity: "sandwich",
  bundle_outcome: "outcome",
  control_ack: "ack",
};

export function label(event: FeedEvent): string {
  return LABELS[event.type] ?? event.type;
}

/** One line about an event. */
export function summary(event: FeedEvent): string {
  const data = event.data;
  switch (event.type) {
    case "arb_opportunity":
      return `${text(data["classification"])} · ${sol(data["net_lamports"])} · lands ${percent(data["p_land_est"])}`;
    case "mev_opportunity":
      return `${text(data["type"])} · ${sol(data["net_lamports"])} · lands ${percent(data["p_land_est"])}`;
    case "bundle_outcome":
      return `${text(data["status"]).toLowerCase()}${data["reason"] ? ` (${text(data["reason"])})` : ""} · tip ${sol(data["tip_lamports"])}`;
    case "control_ack":
      return `${text(data["status"]).toLowerCase()} · policy ${text(data["policy_version"] ?? 0)} · ${(Number(data["latency_micros"] ?? 0) / 1000).toFixed(1)} ms`;
    default:
      return "";
  }
}

export function slotOf(event: FeedEvent): string {
  return event.data["slot"] === undefined ? "" : text(event.data["slot"]);
}

export function percent(fraction: unknown): string {
  return `${(Number(fraction ?? 0) * 100).toFixed(0)} %`;
}

function text(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}
