import type { EventType, FeedEvent } from "@mev-sdk/realtime-client";

/** What lists show of an event: flat, so that it crosses from the worker cheaply. */
export interface Row {
  readonly seq: number;
  readonly type: EventType;
  readonly module: string;
  readonly agent: string;
  readonly slot: number;
  /** Classification of a decision, status of an outcome. */
  readonly kind: string;
  readonly dex: string;
  /** Expected net of a decision, tip of an outcome. */
  readonly lamports: number;
  /** 0..1; of decisions. */
  readonly landing: number;
  readonly bundleId: string;
  readonly reason: string;
  readonly landed: boolean;
  /** ms since the epoch by the emitter's clock; 0 when unknown. */
  readonly emittedAt: number;
}

const NS_PER_MS = 1_000_000n;

/** A field that is zero or empty may be absent from a line of the feed. */
export function toRow(event: FeedEvent): Row {
  const data = event.data;
  const outcome = event.type === "bundle_outcome";
  return {
    seq: event.seq,
    type: event.type,
    module: event.module || (event.type === "mev_opportunity" ? "mev" : event.type === "arb_opportunity" ? "arbitrage" : ""),
    agent: event.agentId,
    slot: number(data["slot"]),
    kind: outcome ? text(data["status"]) : text(data["classification"] ?? data["type"]),
    dex: text(data["dex"]),
    lamports: number(outcome ? data["tip_lamports"] : data["net_lamports"]),
    landing: number(data["p_land_est"]),
    bundleId: text(data["bundle_id"]) || (outcome ? "" : event.eventId),
    reason: text(data["reason"]),
    landed: data["landed"] === true,
    emittedAt: Number(event.emittedAtNs / NS_PER_MS),
  };
}

/** The whole event as JSON for people: 64-bit integers exact, the received record as the text it was. */
export function toJson(event: FeedEvent): string {
  return JSON.stringify(event, (_key, value: unknown) => {
    if (typeof value === "bigint") return value.toString();
    return value instanceof Uint8Array ? record(value) : value;
  }, 2);
}

function record(bytes: Uint8Array): unknown {
  const received = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(received);
  } catch {
    return received;
  }
}

function number(value: unknown): number {
  return Number(value ?? 0);
}

function text(value: unknown): string {
  return value === undefined || value === null ? "" : String(value);
}
