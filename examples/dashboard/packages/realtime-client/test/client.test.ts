import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RealtimeClient, type FeedEvent } from "../src/index.js";

/** A socket whose other end is the test. */
class TestSocket {
  static readonly OPEN = 1;
  static all: TestSocket[] = [];
  readyState = 1;
  binaryType = "";
  onopen?: () => void;
  onmessage?: (event: { data: unknown }) => void;
  onclose?: (event: { code: number; reason: string }) => void;
  sent: string[] = [];
  constructor(
    readonly url: string,
    readonly protocols: string[],
  ) {
    TestSocket.all.push(this);
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.readyState = 3;
  }
}

const line = (seq: number): string =>
  `${JSON.stringify({ type: "metrics_update", epoch: "e1", seq, data: { pnl_1h: 1 } })}\n`;

describe("RealtimeClient", () => {
  beforeEach(() => {
    TestSocket.all = [];
    vi.useFakeTimers();
    vi.stubGlobal("WebSocket", TestSocket);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const start = (
    events: FeedEvent[],
    states: string[],
    isAdmitted: () => Promise<boolean> = () => Promise.resolve(true),
  ): RealtimeClient => {
    const client = new RealtimeClient({
      url: "ws://host/api/realtime/ws",
      token: () => "secret",
      mode: "json",
      isAdmitted,
      onEvents: (batch) => events.push(...batch),
      onState: (state) => states.push(state),
    });
    client.connect();
    return client;
  };

  it("keeps the token out of the address", () => {
    start([], []);
    expect(TestSocket.all[0]?.url).not.toContain("secret");
    expect(TestSocket.all[0]?.protocols).toContain("bearer.secret");
  });

  it("comes back to where it was", async () => {
    const events: FeedEvent[] = [];
    start(events, []);
    TestSocket.all[0]?.onmessage?.({ data: line(41) + line(42) });
    TestSocket.all[0]?.onclose?.({ code: 1006, reason: "" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(events.map((event) => event.seq)).toEqual([41, 42]);
    expect(new URL(TestSocket.all[1]?.url ?? "").searchParams.get("since")).toBe("e1:42");
  });

  it("stops and says so when the token is no longer good", async () => {
    const states: string[] = [];
    start([], states);
    TestSocket.all[0]?.onclose?.({ code: 4401, reason: "expired" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states.at(-1)).toBe("unauthorized");
    expect(TestSocket.all).toHaveLength(1);
  });

  it("stops when the server refuses the token before the connection opens", async () => {
    const states: string[] = [];
    start([], states, () => Promise.resolve(false));
    TestSocket.all[0]?.onclose?.({ code: 1006, reason: "" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states.at(-1)).toBe("unauthorized");
    expect(TestSocket.all).toHaveLength(1);
  });

  it("goes on trying while nobody can say whether the token is good", async () => {
    const states: string[] = [];
    start([], states, () => Promise.reject(new Error("away")));
    TestSocket.all[0]?.onclose?.({ code: 1006, reason: "" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states).not.toContain("unauthorized");
    expect(TestSocket.all.length).toBeGreaterThan(1);
  });
});
