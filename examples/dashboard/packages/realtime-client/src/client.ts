import type { Delivery, EventType, FeedEvent, FeedNotice } from "./events.js";
import { decodeFrame } from "./frame.js";
import { decodeLines } from "./lines.js";

export type ConnectionState = "connecting" | "open" | "waiting" | "unauthorized" | "closed";

export interface RealtimeOptions {
  /** `ws://host:port/api/realtime/ws` */
  readonly url: string;
  /** Asked before each connection, so that a fresh token is used. */
  readonly token: () => string;
  readonly mode: "json" | "proto";
  readonly types?: readonly EventType[];
  readonly module?: string;
  /**
   * Asked when a connection ended before it opened, since a browser is not told why. False means that the token is the
   * reason: the client stops instead of trying for ever.
   */
  readonly isAdmitted?: () => Promise<boolean>;
  readonly onEvents: (events: readonly FeedEvent[]) => void;
  readonly onNotice?: (notice: FeedNotice) => void;
  readonly onState?: (state: ConnectionState, detail: string) => void;
  /** A break in the chain that no notice announced: should never happen. */
  readonly onGap?: (expectedSeq: number, prevSeq: number) => void;
}

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;
/** The server's close code for a token that is no longer good. */
const CLOSE_UNAUTHORIZED = 4401;

/** Follows the feed: reconnects with backoff, resumes where it was, and says so when events were missed. */
export class RealtimeClient {
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private retryMs = FIRST_RETRY_MS;
  private epoch = "";
  private lastSeq = 0;
  private opened = false;
  private closed = false;

  constructor(private readonly options: RealtimeOptions) {}

  connect(): void {
    this.closed = false;
    this.opened = false;
    this.state("connecting", "");
    const socket = new WebSocket(this.address(), ["mev.feed", `bearer.${this.options.token()}`]);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.opened = true;
      this.state("open", "");
    };
    socket.onmessage = (message: MessageEvent<unknown>) => this.receive(message.data);
    socket.onclose = (event) => void this.ended(socket, event);
    this.socket = socket;
  }

  /** Gives a live connection a fresh token before the old one expires. */
  refresh(token: string): void {
    if (this.socket?.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify({ type: "refresh", token }));
    }
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket?.close(1000);
    this.state("closed", "");
  }

  private address(): string {
    const url = new URL(this.options.url);
    url.searchParams.set("mode", this.options.mode);
    if (this.options.types?.length) url.searchParams.set("types", this.options.types.join(","));
    if (this.options.module) url.searchParams.set("module", this.options.module);
    if (this.epoch !== "") url.searchParams.set("since", `${this.epoch}:${this.lastSeq}`);
    return url.toString();
  }

  private receive(data: unknown): void {
    const delivery = typeof data === "string" ? decodeLines(data) : decodeFrame(data as ArrayBuffer);
    this.retryMs = FIRST_RETRY_MS;
    delivery.notices.forEach((notice) => this.noticed(notice));
    this.follow(delivery);
    if (delivery.events.length > 0) this.options.onEvents(delivery.events);
  }

  private noticed(notice: FeedNotice): void {
    if (notice.kind === "GOING_AWAY" && notice.retryAfterMs > 0) this.retryMs = notice.retryAfterMs;
    this.options.onNotice?.(notice);
  }

  /** Keeps the place in the stream, and checks that each window follows the one before it. */
  private follow(delivery: Delivery): void {
    const announced = delivery.notices.length > 0;
    const { epoch, prevSeq, lastSeq } = delivery;
    if (epoch !== "" && epoch === this.epoch && prevSeq !== undefined && !announced && prevSeq > this.lastSeq) {
      this.options.onGap?.(this.lastSeq, prevSeq);
    }
    if (epoch !== "") this.epoch = epoch;
    if (lastSeq !== undefined) this.lastSeq = lastSeq;
  }

  private async ended(socket: WebSocket, event: CloseEvent): Promise<void> {
    const refused = event.code === CLOSE_UNAUTHORIZED || (!this.opened && !(await this.admitted()));
    if (socket !== this.socket || this.closed) return;
    if (refused) {
      this.state("unauthorized", event.reason || "the token is no longer good");
      return;
    }
    const wait = this.retryMs * (0.5 + Math.random());
    this.retryMs = Math.min(this.retryMs * 2, LONGEST_RETRY_MS);
    this.state("waiting", `reconnecting in ${(wait / 1000).toFixed(1)} s`);
    this.timer = setTimeout(() => this.connect(), wait);
  }

  /** When nobody can tell, the server is away, which is no reason to stop. */
  private async admitted(): Promise<boolean> {
    try {
      return (await this.options.isAdmitted?.()) ?? true;
    } catch {
      return true;
    }
  }

  private state(state: ConnectionState, detail: string): void {
    this.options.onState?.(state, detail);
  }
}
