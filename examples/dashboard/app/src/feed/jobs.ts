import type { Fields } from "./messages";

/** Jobs that are remembered, the newest told of. */
export const KEPT_JOBS = 500;

/** Keeps the job's newest state, and forgets the one that was told of the longest ago when there are too many. */
export function keepJob(jobs: Map<string, Fields>, job: Fields): void {
  const id = String(job["job_id"]);
  jobs.delete(id);
  jobs.set(id, job);
  const oldest = jobs.size > KEPT_JOBS ? jobs.keys().next() : undefined;
  if (oldest?.done === false) jobs.delete(oldest.value);
}
