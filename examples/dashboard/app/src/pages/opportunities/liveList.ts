import { Ring } from "../../feed/ring";
import type { Row } from "../../feed/row";

/** The rows a list shows: those that match, newest first, still while somebody reads. */
export class LiveList {
  private readonly live: Ring<Row>;
  private held: readonly Row[] | undefined;
  private arrived = 0;
  private added = 0;

  constructor(
    private readonly matches: (row: Row) => boolean,
    capacity: number,
  ) {
    this.live = new Ring<Row>(capacity);
  }

  /** Oldest first. */
  add(rows: Iterable<Row>): void {
    for (const row of rows) {
      this.added++;
      if (!this.matches(row)) continue;
      this.live.push(row);
      if (this.held !== undefined) this.arrived++;
    }
  }

  get size(): number {
    return this.held?.length ?? this.live.size;
  }

  /** How many it was given, whether they match or not. */
  get seen(): number {
    return this.added;
  }

  /** 0 is the newest of those shown. */
  at(index: number): Row | undefined {
    return this.held === undefined ? this.live.at(index) : this.held[index];
  }

  get isHeld(): boolean {
    return this.held !== undefined;
  }

  /** How many more matched since it was held. */
  get waiting(): number {
    return this.arrived;
  }

  hold(): void {
    this.held ??= this.live.toArray().reverse();
  }

  release(): void {
    this.held = undefined;
    this.arrived = 0;
  }
}
