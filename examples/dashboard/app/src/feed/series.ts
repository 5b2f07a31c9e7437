import { Ring } from "./ring";

export interface Point {
  /** ms since the epoch. */
  readonly at: number;
  /** Undefined where nothing was measured: the line breaks there. */
  readonly value: number | undefined;
}

/** Half an hour at one point every two seconds. */
const KEPT_POINTS = 900;

/** One figure over time, the newest points of it. */
export class Series {
  private readonly points = new Ring<Point>(KEPT_POINTS);

  add(at: number, value: number | undefined): void {
    this.points.push({ at, value });
  }

  toArray(): readonly Point[] {
    return this.points.toArray();
  }
}
