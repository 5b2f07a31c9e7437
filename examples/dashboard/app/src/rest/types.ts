/** What the server answers, in the names of its contract (openapi.yaml). Only what the page shows. */

export type ModuleName = "arbitrage" | "mev";
export const MODULES: readonly ModuleName[] = ["arbitrage", "mev"];

export interface Policy {
  readonly state: "RUNNING" | "STOPPED" | "KILLED" | "HALTED";
  readonly throttle_pct: number;
  readonly ev_min: number;
  readonly tip_ladder: readonly number[];
  readonly generation: number;
  readonly version: number;
  readonly hash: string;
}

/** A start that waits for a second person. */
export interface PendingStart {
  readonly issuer: string;
  readonly agent: string | null;
  readonly reason: string;
  /** s since the epoch; later a start asks anew. */
  readonly until_ts: number;
}

export interface DesiredPolicy extends Policy {
  readonly pending_start?: PendingStart | null;
}

/** What is wanted of one agent: the module's policy, unless it was told otherwise. */
export type Orders = Pick<Policy, "state" | "throttle_pct" | "ev_min" | "tip_ladder">;

export interface LastAck {
  readonly request_id: string;
  readonly status: "RECEIVED" | "APPLIED" | "REJECTED";
  readonly reason: string;
  readonly policy_version: number;
  readonly latency_micros: number;
  readonly at_ms: number;
}

export interface AgentView {
  readonly agent_id: string;
  readonly state: Policy["state"];
  readonly desired?: Orders;
  readonly halt_reasons: readonly string[];
  readonly policy_version: number;
  readonly in_flight: number;
  readonly last_seen_ms: number;
  readonly silent: boolean;
  readonly other_history: boolean;
  /** At least two processes run under this id. */
  readonly duplicate: boolean;
  readonly in_sync: boolean;
  /** When the command that it has not brought into force was appended, ms since the epoch; null when there is none. */
  readonly awaiting_since_ms: number | null;
  /** What is wrong and what to do, for people; empty when all is well. */
  readonly note: string;
  readonly last_ack: LastAck | null;
  readonly figures: Readonly<Record<string, number>>;
}

export interface ModuleView {
  readonly module: ModuleName;
  readonly desired: DesiredPolicy;
  readonly agents: readonly AgentView[];
}

export interface CommandBody {
  readonly throttle_pct?: number;
  readonly ev_min?: number;
  readonly tip_ladder?: readonly number[];
  readonly expected_version?: number;
  readonly reason?: string;
  readonly agent?: string;
}

export interface CommandAnswer {
  readonly request_id?: string;
  readonly request_ids?: Readonly<Record<string, string>>;
  readonly pending?: boolean;
}

export interface Job {
  readonly job_id: string;
  readonly queue: string;
  readonly state: "queued" | "running" | "done" | "error";
  readonly progress: number;
  readonly message: string;
  readonly reason: string;
  readonly attempt: number;
  readonly max_attempts: number;
  /** s since the epoch. */
  readonly created: number;
  readonly ts: number;
  readonly retry_at: number | null;
  /** JSON. */
  readonly request: string;
}

export interface DatasetFile {
  readonly name: string;
  readonly type: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

export interface Dataset {
  readonly job_id: string;
  readonly range: { readonly start: string; readonly end: string };
  readonly bound: string;
  readonly format: string;
  readonly rows: number;
  readonly bytes: number;
  readonly files: readonly DatasetFile[];
}

export interface ScrapeBody {
  readonly start: string;
  readonly end: string;
  readonly types: readonly string[];
  readonly dex: readonly string[];
  readonly format: string;
  readonly compress: string;
}

export interface TrainingBody {
  readonly module: ModuleName;
  readonly range: { readonly start: string; readonly end: string };
  readonly features: string;
  readonly model: "xgb";
  readonly gpu: boolean;
  readonly params: Readonly<Record<string, number | string>>;
}

export interface ModelFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface ModelVersion {
  readonly version: string;
  readonly active: boolean;
  readonly created_at: string;
  readonly job_id: string;
  readonly feature_set: string;
  readonly cutoff: string;
  readonly label_rule: string;
  readonly rows: Readonly<Record<string, number>>;
  readonly metrics: Readonly<Record<string, unknown>>;
  readonly files: readonly ModelFile[];
  readonly notices: readonly string[];
}

export interface Activation {
  readonly generation: number;
  readonly version: string | null;
  readonly act: string;
  readonly issuer: string;
  readonly at: string;
}

export interface Models {
  readonly module: ModuleName;
  readonly active: string | null;
  readonly generation: number;
  /** Newest first. */
  readonly versions: readonly ModelVersion[];
  /** Oldest first. */
  readonly history: readonly Activation[];
}

export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly mean_probability: number;
  readonly rate: number;
}

export interface Report {
  readonly module: string;
  readonly version: string;
  readonly job_id: string;
  readonly feature_set: string;
  readonly cutoff: string;
  readonly label_rule: string;
  readonly rows: Readonly<Record<string, number>>;
  readonly params: Readonly<Record<string, unknown>>;
  readonly metrics: Readonly<Record<string, unknown>>;
  readonly confusion_at_0_5: Readonly<
    Record<"true_positives" | "false_positives" | "true_negatives" | "false_negatives", number>
  >;
  readonly calibration: readonly CalibrationBin[];
  readonly gain_by_feature: Readonly<Record<string, number>>;
  readonly proven_equal: readonly string[];
  readonly champion: Readonly<Record<string, unknown>> | null;
  readonly notices: readonly string[];
  readonly loss_by_round: { readonly train: readonly number[]; readonly validation: readonly number[] };
  readonly roc: readonly (readonly [number, number])[];
}

export interface Part {
  readonly up: boolean;
  readonly detail: string;
}

export interface Query {
  readonly name: string;
  readonly description: string;
}

export interface QueryResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
  readonly truncated: boolean;
  readonly elapsed_ms: number;
}
