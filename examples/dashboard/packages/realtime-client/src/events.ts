/** The kinds of event, as the feed names them in both modes. */
export type EventType =
  | "arb_opportunity"
  | "mev_opportunity"
  | "bundle_outcome"
  | "metrics_update"
  | "training_status"
  | "dataset_status"
  | "control_ack";

/** One event. `data` has the field names of the protobuf schema in both modes. */
export interface FeedEvent {
  readonly type: EventType;
  /** Position in the feed of one epoch. */
  readonly seq: number;
  readonly eventId: string;
  /** ns since the epoch; 0n when unknown. */
  readonly emittedAtNs: bigint;
  readonly agentId: string;
  readonly module: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What the server says about the stream itself: what was missed, whether a resume worked, when to come back. */
export interface FeedNotice {
  readonly kind: "WELCOME" | "LAGGED" | "RESUMED" | "GOING_AWAY" | "UNKNOWN";
  /** Events that match the filter and were not delivered. */
  readonly missed: number;
  readonly recovered: boolean;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly message: string;
  readonly retryAfterMs: number;
}

/** What one frame brought. */
export interface Delivery {
  readonly epoch: string;
  /** Position after this frame; undefined when the frame does not say. */
  readonly lastSeq: number | undefined;
  /** Position before it: equals the last one seen, or a notice came first. */
  readonly prevSeq: number | undefined;
  readonly events: readonly FeedEvent[];
  readonly notices: readonly FeedNotice[];
}
