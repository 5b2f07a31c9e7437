import type { PageBatch } from "./messages";
import { Series } from "./series";

/** The feed's figures over time, since the page was opened. */
export class FeedHistory {
  readonly hotpathP50 = new Series();
  readonly hotpathP99 = new Series();
  readonly sendP99 = new Series();
  readonly landed = new Series();
  readonly pnl = new Series();
  readonly rate = new Series();
  readonly lag = new Series();
  readonly lost = new Series();
  private events = 0;
  private losses = 0;
  private lagMs: number | undefined;
  private since = Date.now();

  arrived(batch: PageBatch, events: number, now: number): void {
    this.events += events;
    this.losses += batch.losses.missed + batch.losses.skipped;
    if (batch.oldestAt !== undefined) this.lagMs = Math.max(this.lagMs ?? 0, now - batch.oldestAt);
    const metrics = batch.metrics;
    if (metrics === undefined) return;
    const stale = metrics["stale"] === true;
    const figure = (name: string): number | undefined => (stale ? undefined : Number(metrics[name] ?? 0));
    // A latency of zero was not measured.
    const latency = (name: string): number | undefined => figure(name) || undefined;
    this.hotpathP50.add(now, latency("hotpath_p50"));
    this.hotpathP99.add(now, latency("hotpath_p99"));
    this.sendP99.add(now, latency("send_p99"));
    this.landed.add(now, figure("landed_pct"));
    this.pnl.add(now, figure("pnl_1h"));
  }

  /** Closes a second. */
  tick(now: number): { readonly perSecond: number; readonly lagMs: number | undefined } {
    const seconds = Math.max(0.001, (now - this.since) / 1_000);
    const perSecond = this.events / seconds;
    const lagMs = this.lagMs;
    this.rate.add(now, perSecond);
    this.lag.add(now, lagMs);
    this.lost.add(now, this.losses);
    this.events = 0;
    this.losses = 0;
    this.lagMs = undefined;
    this.since = now;
    return { perSecond, lagMs };
  }
}
