import type { Row } from "./row";

export interface Bundle {
  readonly id: string;
  readonly module: string;
  readonly agent: string;
  readonly status: string;
  readonly landed: boolean;
  readonly reason: string;
  readonly tipLamports: number;
  readonly slot: number;
  /** Each state as it came, with its time (ms since the epoch). */
  readonly states: readonly { readonly status: string; readonly at: number }[];
}

const KEPT_BUNDLES = 2_000;
const KEPT_STATES = 20;
/** What is final is not taken back by an older state that arrives late. */
const RANK: Readonly<Record<string, number>> = { ACCEPTED: 1, PROCESSED: 2, REJECTED: 3, DROPPED: 3, FINALIZED: 4 };

/** Bundles as the feed tells of them, the newest ones. */
export class Bundles {
  private readonly byId = new Map<string, Bundle>();

  add(row: Row, now: number): void {
    const before = this.byId.get(row.bundleId);
    // A map keeps the order of insertion: whatever was told of last is at the end.
    this.byId.delete(row.bundleId);
    this.byId.set(row.bundleId, before === undefined ? first(row, now) : next(before, row, now));
    if (this.byId.size > KEPT_BUNDLES) {
      const oldest = this.byId.keys().next();
      if (!oldest.done) this.byId.delete(oldest.value);
    }
  }

  find(id: string): Bundle | undefined {
    return this.byId.get(id);
  }

  /** The newest first. */
  toArray(): readonly Bundle[] {
    return [...this.byId.values()].reverse();
  }
}

function first(row: Row, now: number): Bundle {
  return {
    id: row.bundleId,
    module: row.module,
    agent: row.agent,
    status: row.kind,
    landed: row.landed,
    reason: row.reason,
    tipLamports: row.lamports,
    slot: row.slot,
    states: [{ status: row.kind, at: row.emittedAt || now }],
  };
}

function next(before: Bundle, row: Row, now: number): Bundle {
  const told = first(row, now);
  const newer = rank(row.kind) >= rank(before.status) ? told : before;
  const states = before.states.at(-1)?.status === row.kind ? before.states : [...before.states, ...told.states];
  return { ...newer, states: states.slice(-KEPT_STATES) };
}

function rank(status: string): number {
  return RANK[status] ?? 0;
}
