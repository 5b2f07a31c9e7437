import { expect, test } from "vitest";
import type { Fields } from "./messages";
import { KEPT_JOBS, keepJob } from "./jobs";

test("the job that was told of the longest ago is forgotten first", () => {
  const jobs = new Map<string, Fields>();
  for (let i = 0; i < KEPT_JOBS; i++) keepJob(jobs, { job_id: `job-${i}`, state: "queued" });
  keepJob(jobs, { job_id: "job-0", state: "running" });
  keepJob(jobs, { job_id: "new", state: "queued" });
  expect(jobs.size).toBe(KEPT_JOBS);
  expect(jobs.get("job-0")).toEqual({ job_id: "job-0", state: "running" });
  expect(jobs.has("job-1")).toBe(false);
});
