import { RealtimeClient, type ConnectionState, type FeedEvent, type FeedNotice } from "@mev-sdk/realtime-client";

const KEPT_EVENTS = 200;
const RATE_WINDOW_MS = 5_000;

/** What the page shows of the feed; a new object at most once per animation frame. */
export interface FeedView {
  readonly state: ConnectionState;
  readonly detail: string;
  /** Newest first. */
  readonly events: readonly FeedEvent[];
  readonly total: number;
  readonly missed: number;
  readonly perSecond: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly metrics: Readonly<Record<string, unknown>> | undefined;
  readonly metricsAt: number;
  /** Job states as the feed told them, by id. */
  readonly jobs: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

export const EMPTY: FeedView = {
  state: "connecting",
  detail: "",
  events: [],
  total: 0,
  missed: 0,
  perSecond: 0,
  counts: {},
  metrics: undefined,
  metricsAt: 0,
  jobs: new Map(),
};

/** Gathers events outside of React and hands it one view per frame, however many arrive. */
export class Feed {
  private view: FeedView = EMPTY;
  private events: FeedEvent[] = [];
  private total = 0;
  private missed = 0;
  private counts: Record<string, number> = {};
  private jobs = new Map<string, Readonly<Record<string, unknown>>>();
  private metrics: Readonly<Record<string, unknown>> | undefined;
  private metricsAt = 0;
  private state: ConnectionState = "connecting";
  private detail = "";
  private arrivals: { at: number; count: number }[] = [];
  private scheduled = false;
  private readonly listeners = new Set<() => void>();
  private readonly client: RealtimeClient;

  constructor(token: string, mode: "json" | "proto") {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.client = new RealtimeClient({
      url: `${scheme}://${location.host}/api/realtime/ws`,
      token: () => token,
      mode,
      onEvents: (events) => this.take(events),
      onNotice: (notice) => this.noticed(notice),
      onState: (state, detail) => {
        this.state = state;
        this.detail = detail;
        this.schedule();
      },
      onGap: (expected, got) => console.error(`the feed skipped from ${expected} to ${got} without a notice`),
    });
  }

  connect(): () => void {
    this.client.connect();
    // Rates fall when nothing arrives.
    const timer = setInterval(() => this.schedule(), 1_000);
    return () => {
      clearInterval(timer);
      this.client.close();
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): FeedView => this.view;

  private take(events: readonly FeedEvent[]): void {
    this.total += events.length;
    this.arrivals.push({ at: performance.now(), count: events.length });
    for (const event of events) {
      this.counts[event.type] = (this.counts[event.type] ?? 0) + 1;
      if (event.type === "metrics_update") {
        this.metrics = event.data;
        this.metricsAt = Date.now();
      } else if (event.type === "training_status" || event.type === "dataset_status") {
        this.jobs.set(String(event.data["job_id"]), event.data);
      } else {
        this.events.push(event);
      }
    }
    if (this.events.length > KEPT_EVENTS) this.events = this.events.slice(-KEPT_EVENTS);
    this.schedule();
  }

  private noticed(notice: FeedNotice): void {
    this.missed += notice.missed;
    this.schedule();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(() => this.flush());
  }

  private flush(): void {
    this.scheduled = false;
    const since = performance.now() - RATE_WINDOW_MS;
    this.arrivals = this.arrivals.filter((arrival) => arrival.at >= since);
    const recent = this.arrivals.reduce((sum, arrival) => sum + arrival.count, 0);
    this.view = {
      state: this.state,
      detail: this.detail,
      events: this.events.slice(-60).reverse(),
      total: this.total,
      missed: this.missed,
      perSecond: recent / (RATE_WINDOW_MS / 1_000),
      counts: { ...this.counts },
      metrics: this.metrics,
      metricsAt: this.metricsAt,
      jobs: new Map(this.jobs),
    };
    this.listeners.forEach((listener) => listener());
  }
}
