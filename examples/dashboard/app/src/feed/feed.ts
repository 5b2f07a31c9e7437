import type { ConnectionState } from "@mev-sdk/realtime-client";
import { Bundles } from "./bundles";
import { FeedHistory } from "./history";
import { keepJob } from "./jobs";
import type { Ack, Fields, FromWorker, Losses, PageBatch, ToWorker, Transport } from "./messages";
import { Ring } from "./ring";
import type { Row } from "./row";

/** Rows that lists can show. */
export const KEPT_ROWS = 5_000;
const KEPT_ACKS = 200;
/** React sees a new view at most this often; the live lists are drawn beside it, frame by frame. */
const VIEW_INTERVAL_MS = 250;
const TICK_MS = 1_000;

/** What the page shows of the feed as a whole. */
export interface FeedView {
  readonly state: ConnectionState;
  readonly detail: string;
  readonly total: number;
  readonly perSecond: number;
  readonly losses: Losses;
  /** Worst of the last second; undefined when no event came. */
  readonly lagMs: number | undefined;
  readonly metrics: Fields | undefined;
  /** When the newest sample came, ms since the epoch; 0 before the first. Its figures may be older: it says so itself. */
  readonly metricsAt: number;
  /** Job states as the feed told them, by id. */
  readonly jobs: ReadonlyMap<string, Fields>;
  /** Newest first. */
  readonly acks: readonly Ack[];
}

export const EMPTY: FeedView = {
  state: "connecting",
  detail: "",
  total: 0,
  perSecond: 0,
  losses: { missed: 0, restarts: 0, gaps: 0, skipped: 0 },
  lagMs: undefined,
  metrics: undefined,
  metricsAt: 0,
  jobs: new Map(),
  acks: [],
};

/** The page's end of the feed: takes one batch per animation frame from the worker, and keeps it outside of React. */
export class Feed {
  readonly rows = new Ring<Row>(KEPT_ROWS);
  readonly bundles = new Bundles();
  readonly history = new FeedHistory();
  private readonly worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "feed" });
  private readonly acks = new Ring<Ack>(KEPT_ACKS);
  private readonly jobs = new Map<string, Fields>();
  private readonly viewers = new Set<() => void>();
  private readonly frames = new Set<(rows: readonly Row[]) => void>();
  private readonly details = new Map<number, (json: string | undefined) => void>();
  private view = EMPTY;
  private draft = EMPTY;
  private viewTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly token: string,
    private readonly mode: Transport,
  ) {}

  /** Returns what ends it for good. */
  connect(): () => void {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.worker.onmessage = (message: MessageEvent<FromWorker>) => this.received(message.data);
    this.tell({ kind: "open", url: `${scheme}://${location.host}/api/realtime/ws`, token: this.token, mode: this.mode });
    const clock = setInterval(() => this.tick(), TICK_MS);
    return () => {
      clearInterval(clock);
      clearTimeout(this.viewTimer);
      this.worker.terminate();
    };
  }

  readonly subscribe = (viewer: () => void): (() => void) => {
    this.viewers.add(viewer);
    return () => this.viewers.delete(viewer);
  };

  readonly snapshot = (): FeedView => this.view;

  /** Called with the new rows, oldest first, once per animation frame that brings some. */
  onFrame(listener: (rows: readonly Row[]) => void): () => void {
    this.frames.add(listener);
    return () => this.frames.delete(listener);
  }

  /** The whole event; undefined when it is no longer kept. */
  json(seq: number): Promise<string | undefined> {
    return new Promise((resolve) => {
      this.details.set(seq, resolve);
      this.tell({ kind: "detail", seq });
    });
  }

  private received(message: FromWorker): void {
    if (message.kind === "detail") {
      this.details.get(message.seq)?.(message.json);
      this.details.delete(message.seq);
      return;
    }
    requestAnimationFrame(() => {
      this.take(message.batch, Date.now());
      this.tell({ kind: "pull" });
    });
  }

  private take(batch: PageBatch, now: number): void {
    for (const row of batch.rows) {
      this.rows.push(row);
      if (row.type === "bundle_outcome") this.bundles.add(row, now);
    }
    for (const ack of batch.acks) this.acks.push(ack);
    for (const job of batch.jobs) keepJob(this.jobs, job);
    const events = Object.values(batch.counts).reduce((sum, count) => sum + count, 0);
    this.history.arrived(batch, events, now);
    this.draft = {
      ...this.draft,
      state: batch.state,
      detail: batch.detail,
      total: this.draft.total + events,
      losses: sum(this.draft.losses, batch.losses),
      metrics: batch.metrics ?? this.draft.metrics,
      metricsAt: batch.metrics === undefined ? this.draft.metricsAt : now,
    };
    if (batch.rows.length > 0) this.frames.forEach((listener) => listener(batch.rows));
    this.viewTimer ??= setTimeout(() => this.show(), VIEW_INTERVAL_MS);
  }

  /** Rates fall and figures age when nothing arrives, too. */
  private tick(): void {
    const { perSecond, lagMs } = this.history.tick(Date.now());
    this.draft = { ...this.draft, perSecond, lagMs };
    this.show();
  }

  private show(): void {
    clearTimeout(this.viewTimer);
    this.viewTimer = undefined;
    this.view = { ...this.draft, jobs: new Map(this.jobs), acks: this.acks.toArray().reverse() };
    this.viewers.forEach((viewer) => viewer());
  }

  private tell(message: ToWorker): void {
    this.worker.postMessage(message);
  }
}

function sum(a: Losses, b: Losses): Losses {
  return {
    missed: a.missed + b.missed,
    restarts: a.restarts + b.restarts,
    gaps: a.gaps + b.gaps,
    skipped: a.skipped + b.skipped,
  };
}
