/// <reference lib="webworker" />
import { RealtimeClient } from "@mev-sdk/realtime-client";
import type { FromWorker, ToWorker } from "./messages";
import { Outbox } from "./outbox";

/** Socket, decompression and decoding, away from the thread that draws. */
declare const self: DedicatedWorkerGlobalScope;

const PROBE_LIMIT_MS = 5_000;

const outbox = new Outbox();
let token = "";
/** The page waits for something to show. At most one batch is ever on its way. */
let pulled = true;

self.onmessage = (message: MessageEvent<ToWorker>) => {
  const asked = message.data;
  switch (asked.kind) {
    case "open":
      token = asked.token;
      open(asked.url, asked.mode).connect();
      return;
    case "pull":
      pulled = true;
      deliver();
      return;
    case "detail":
      send({ kind: "detail", seq: asked.seq, json: outbox.json(asked.seq) });
  }
};

function open(url: string, mode: "json" | "proto"): RealtimeClient {
  return new RealtimeClient({
    url,
    mode,
    token: () => token,
    isAdmitted,
    onEvents: (events) => {
      outbox.add(events);
      deliver();
    },
    onNotice: (notice) => {
      outbox.noticed(notice);
      deliver();
    },
    onState: (state, detail) => {
      outbox.connection(state, detail);
      deliver();
    },
    onGap: () => outbox.gap(),
  });
}

/** Asks the REST side, which does say why it refuses. */
async function isAdmitted(): Promise<boolean> {
  const answer = await fetch("/api/jobs?limit=1", {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(PROBE_LIMIT_MS),
  });
  return answer.status !== 401;
}

function deliver(): void {
  if (!pulled || !outbox.hasNews) return;
  pulled = false;
  send({ kind: "batch", batch: outbox.take() });
}

function send(message: FromWorker): void {
  self.postMessage(message);
}
