import { decompress } from "fzstd";
import type { Delivery, EventType, FeedEvent, FeedNotice } from "./events.js";
import { Batch, type Envelope, type Notice } from "./generated/realtime.js";

const ZSTD_MAGIC = [0x28, 0xb5, 0x2f, 0xfd];
/** A frame that unpacks to more than this is refused. */
const MAX_BYTES = 16 << 20;

const TYPES: Record<string, EventType> = {
  arb: "arb_opportunity",
  mev: "mev_opportunity",
  outcome: "bundle_outcome",
  metrics: "metrics_update",
  training: "training_status",
  dataset: "dataset_status",
  ack: "control_ack",
};

/** Decodes one binary frame: a protobuf Batch, zstd-compressed or not (the magic number tells). */
export function decodeFrame(frame: ArrayBuffer | Uint8Array): Delivery {
  const bytes = frame instanceof Uint8Array ? frame : new Uint8Array(frame);
  const batch = Batch.decode(isZstd(bytes) ? unpack(bytes) : bytes);
  return {
    epoch: batch.epoch,
    lastSeq: batch.epoch === "" ? undefined : Number(batch.last_seq),
    prevSeq: batch.epoch === "" ? undefined : Number(batch.prev_seq),
    events: batch.items.flatMap(toEvent),
    notices: batch.notice === undefined ? [] : [toNotice(batch.notice)],
  };
}

function isZstd(bytes: Uint8Array): boolean {
  return ZSTD_MAGIC.every((byte, i) => bytes[i] === byte);
}

function unpack(bytes: Uint8Array): Uint8Array {
  const size = contentSize(bytes);
  if (size === undefined || size > MAX_BYTES) {
    throw new Error(`frame unpacks to ${size ?? "an unknown number of"} bytes; at most ${MAX_BYTES} are taken`);
  }
  // With the size known the decoder writes into one buffer, which is many times faster.
  return decompress(bytes, new Uint8Array(size));
}

/** The content size of a zstd frame header (RFC 8878, 3.1.1.1). */
function contentSize(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const descriptor = bytes[4] ?? 0;
  const flag = descriptor >> 6;
  const singleSegment = (descriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const at = 5 + (singleSegment ? 0 : 1) + dictionaryBytes;
  switch (flag) {
    case 0:
      return singleSegment ? bytes[at] : undefined;
    case 1:
      return view.getUint16(at, true) + 256;
    case 2:
      return view.getUint32(at, true);
    default:
      return Number(view.getBigUint64(at, true));
  }
}

/** By the payload that is set, never by the type field: an older revision carried that under another tag. */
function toEvent(envelope: Envelope): FeedEvent[] {
  const payload = envelope.payload;
  const type = payload === undefined ? undefined : TYPES[payload.$case];
  if (payload === undefined || type === undefined) {
    return [];
  }
  return [
    {
      type,
      seq: Number(envelope.hub_seq),
      eventId: envelope.event_id,
      emittedAtNs: envelope.emitted_at_ns,
      agentId: envelope.agent_id,
      module: envelope.module,
      data: payload.value as unknown as Record<string, unknown>,
    },
  ];
}

function toNotice(notice: Notice): FeedNotice {
  const kind = notice.kind as string;
  return {
    kind: kind === "KIND_UNSPECIFIED" ? "UNKNOWN" : (kind as FeedNotice["kind"]),
    missed: Number(notice.missed),
    recovered: notice.recovered,
    fromSeq: Number(notice.from_seq),
    toSeq: Number(notice.to_seq),
    message: notice.message,
    retryAfterMs: notice.retry_after_ms,
  };
}
