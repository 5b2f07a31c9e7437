import type { Delivery, EventType, FeedEvent, FeedNotice } from "./events.js";

const TYPES: ReadonlySet<string> = new Set<EventType>([
  "arb_opportunity",
  "mev_opportunity",
  "bundle_outcome",
  "metrics_update",
  "training_status",
  "dataset_status",
  "control_ack",
]);

interface Line {
  readonly type?: unknown;
  readonly epoch?: unknown;
  readonly seq?: unknown;
  readonly event_id?: unknown;
  readonly emitted_at_ns?: unknown;
  readonly agent_id?: unknown;
  readonly module?: unknown;
  readonly data?: unknown;
}

/** Reads one text frame: NDJSON lines `{"type":...,"data":{...}}`. Unknown types are passed over. */
export function decodeLines(text: string): Delivery {
  const events: FeedEvent[] = [];
  const notices: FeedNotice[] = [];
  let epoch = "";
  let lastSeq: number | undefined;
  for (const raw of text.split("\n")) {
    if (raw.trim() === "") continue;
    const line = JSON.parse(raw) as Line;
    const data = (line.data ?? {}) as Record<string, unknown>;
    if (typeof line.epoch === "string") epoch = line.epoch;
    if (line.type === "notice") {
      const notice = toNotice(data);
      notices.push(notice);
      if (notice.toSeq > 0) lastSeq = notice.toSeq;
    } else if (typeof line.type === "string" && TYPES.has(line.type)) {
      const event = toEvent(line, line.type as EventType, data);
      events.push(event);
      if (event.seq > 0) lastSeq = event.seq;
    }
  }
  return { epoch, lastSeq, prevSeq: undefined, events, notices };
}

function toEvent(line: Line, type: EventType, data: Record<string, unknown>): FeedEvent {
  return {
    type,
    seq: number(line.seq),
    eventId: string(line.event_id),
    emittedAtNs: typeof line.emitted_at_ns === "string" ? BigInt(line.emitted_at_ns) : 0n,
    agentId: string(line.agent_id),
    module: string(line.module),
    data,
  };
}

function toNotice(data: Record<string, unknown>): FeedNotice {
  const kind = string(data["kind"]).toUpperCase();
  return {
    kind: ["WELCOME", "LAGGED", "RESUMED", "GOING_AWAY"].includes(kind) ? (kind as FeedNotice["kind"]) : "UNKNOWN",
    missed: number(data["missed"]),
    recovered: data["recovered"] === true,
    fromSeq: number(data["from_seq"]),
    toSeq: number(data["to_seq"]),
    message: string(data["message"]),
    retryAfterMs: number(data["retry_after_ms"]),
  };
}

function number(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

function string(value: unknown): string {
  return typeof value === "string" ? value : "";
}
