import type { Fields } from "../../feed/messages";
import type { Job } from "../../rest/types";

/** The feed is ahead of the list, unless the list already knows that the job ended. */
export function newer(job: Job, told: Fields | undefined): Job {
  const ended = job.state === "done" || job.state === "error";
  if (told === undefined || ended || Number(told["attempt"] ?? 0) < job.attempt) return job;
  return {
    ...job,
    state: String(told["state"]) as Job["state"],
    progress: Math.max(job.progress, Number(told["progress"] ?? 0)),
    message: String(told["message"] ?? ""),
    reason: String(told["reason"] ?? ""),
  };
}

export function isOpen(job: Job): boolean {
  return job.state === "queued" || job.state === "running";
}

export function stateText(job: Job): string {
  if (job.reason === "cancelled") return "cancelled";
  return job.state === "queued" && job.attempt > 1 ? `waits for try ${job.attempt}` : job.state;
}
