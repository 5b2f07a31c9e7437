import type { ConnectionState, FeedEvent, FeedNotice } from "@mev-sdk/realtime-client";
import { keepJob } from "./jobs";
import type { Ack, Fields, Losses, PageBatch } from "./messages";
import { Ring } from "./ring";
import { toJson, toRow, type Row } from "./row";

/** Rows that wait for the page: two seconds' worth at 5,000 a second. */
export const WAITING_ROWS = 10_000;
/** Whole events kept for the detail view. */
export const KEPT_EVENTS = 5_000;
const WAITING_ACKS = 500;

const NO_LOSSES: Losses = { missed: 0, restarts: 0, gaps: 0, skipped: 0 };

/**
 * What waits for the page, in bounded space however slow it is: samples and job states are coalesced to their newest,
 * rows beyond the bound are left out, the oldest first, and counted.
 */
export class Outbox {
  private readonly rows = new Ring<Row>(WAITING_ROWS);
  private readonly events = new Ring<FeedEvent>(KEPT_EVENTS);
  private readonly acks = new Ring<Ack>(WAITING_ACKS);
  private readonly jobs = new Map<string, Fields>();
  private counts: Record<string, number> = {};
  private metrics: Fields | undefined;
  private losses = NO_LOSSES;
  private oldestAt: number | undefined;
  private state: ConnectionState = "connecting";
  private detail = "";
  private news = false;
  /** Up to here the feed told the past: its snapshot for who joins. */
  private joinedAt = 0;

  get hasNews(): boolean {
    return this.news;
  }

  add(events: readonly FeedEvent[]): void {
    for (const event of events) this.one(event);
    this.news = true;
  }

  noticed(notice: FeedNotice): void {
    const joins = notice.kind === "WELCOME" || (notice.kind === "RESUMED" && !notice.recovered);
    if (joins) this.joinedAt = notice.toSeq;
    this.lost({
      missed: notice.missed,
      restarts: notice.kind === "RESUMED" && !notice.recovered ? 1 : 0,
    });
  }

  gap(): void {
    this.lost({ gaps: 1 });
  }

  connection(state: ConnectionState, detail: string): void {
    this.state = state;
    this.detail = detail;
    this.news = true;
  }

  /** The event as JSON, while it is kept. */
  json(seq: number): string | undefined {
    for (let i = 0; i < this.events.size; i++) {
      const event = this.events.at(i);
      if (event?.seq === seq) return toJson(event);
    }
    return undefined;
  }

  /** Hands over what waits, and forgets it. */
  take(): PageBatch {
    const batch: PageBatch = {
      state: this.state,
      detail: this.detail,
      rows: this.rows.toArray(),
      counts: this.counts,
      metrics: this.metrics,
      jobs: [...this.jobs.values()],
      acks: this.acks.toArray(),
      losses: this.losses,
      oldestAt: this.oldestAt,
    };
    this.rows.clear();
    this.acks.clear();
    this.jobs.clear();
    this.counts = {};
    this.metrics = undefined;
    this.losses = NO_LOSSES;
    this.oldestAt = undefined;
    this.news = false;
    return batch;
  }

  private one(event: FeedEvent): void {
    this.counts[event.type] = (this.counts[event.type] ?? 0) + 1;
    switch (event.type) {
      case "metrics_update":
        this.metrics = event.data;
        return;
      case "training_status":
      case "dataset_status":
        keepJob(this.jobs, event.data);
        return;
      case "control_ack":
        this.acks.push(toAck(event));
        return;
      default:
        this.row(event);
    }
  }

  private row(event: FeedEvent): void {
    const row = toRow(event);
    this.events.push(event);
    if (this.rows.push(row)) this.lost({ skipped: 1 });
    if (row.emittedAt > 0 && row.seq > this.joinedAt) this.oldestAt = Math.min(this.oldestAt ?? Infinity, row.emittedAt);
  }

  private lost(more: Partial<Losses>): void {
    this.losses = {
      missed: this.losses.missed + (more.missed ?? 0),
      restarts: this.losses.restarts + (more.restarts ?? 0),
      gaps: this.losses.gaps + (more.gaps ?? 0),
      skipped: this.losses.skipped + (more.skipped ?? 0),
    };
    this.news = true;
  }
}

function toAck(event: FeedEvent): Ack {
  const data = event.data;
  return {
    seq: event.seq,
    agent: String(data["agent_id"] ?? event.agentId),
    module: String(data["module"] ?? event.module),
    requestId: String(data["request_id"] ?? ""),
    status: String(data["status"] ?? ""),
    reason: String(data["reason"] ?? ""),
    policyVersion: Number(data["policy_version"] ?? 0),
    latencyMicros: Number(data["latency_micros"] ?? 0),
  };
}
