import type { ConnectionState } from "@mev-sdk/realtime-client";
import type { Row } from "./row";

export type Transport = "json" | "proto";

export type Fields = Readonly<Record<string, unknown>>;

/** From the page to its worker. */
export type ToWorker =
  | { readonly kind: "open"; readonly url: string; readonly token: string; readonly mode: Transport }
  /** The page has shown the last batch, and takes the next. */
  | { readonly kind: "pull" }
  | { readonly kind: "detail"; readonly seq: number };

export type FromWorker =
  | { readonly kind: "batch"; readonly batch: PageBatch }
  | { readonly kind: "detail"; readonly seq: number; readonly json: string | undefined };

/** An answer of an agent to a command. */
export interface Ack {
  readonly seq: number;
  readonly agent: string;
  readonly module: string;
  readonly requestId: string;
  readonly status: string;
  readonly reason: string;
  readonly policyVersion: number;
  readonly latencyMicros: number;
}

/** What the stream itself said since the last batch, or what the page had to leave out of it. */
export interface Losses {
  /** Events the server says it skipped for this client. */
  readonly missed: number;
  /** Resumes that could not go on where the client was. */
  readonly restarts: number;
  /** Breaks that nothing announced. */
  readonly gaps: number;
  /** Rows that the page did not take in time. */
  readonly skipped: number;
}

/** All that came since the batch before. */
export interface PageBatch {
  readonly state: ConnectionState;
  readonly detail: string;
  /** Oldest first. */
  readonly rows: readonly Row[];
  readonly counts: Readonly<Record<string, number>>;
  /** Newest sample, if one came. */
  readonly metrics: Fields | undefined;
  /** Newest state of each job that told of itself. */
  readonly jobs: readonly Fields[];
  readonly acks: readonly Ack[];
  readonly losses: Losses;
  /** When the oldest event of the batch was emitted, by its emitter's clock, ms since the epoch; undefined without events. */
  readonly oldestAt: number | undefined;
}
