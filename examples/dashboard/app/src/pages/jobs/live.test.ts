import { describe, expect, it } from "vitest";
import type { Job } from "../../rest/types";
import { newer, stateText } from "./live";

const job: Job = {
  job_id: "train-mev-1",
  queue: "train",
  state: "running",
  progress: 0.5,
  message: "round 5",
  reason: "",
  attempt: 1,
  max_attempts: 3,
  created: 0,
  ts: 0,
  retry_at: null,
  request: "{}",
};

describe("a job", () => {
  it("shows what the feed told last, and never goes back", () => {
    expect(newer(job, { state: "running", progress: 0.6, message: "round 6", attempt: 1 }).message).toBe("round 6");
    expect(newer(job, { state: "running", progress: 0.4, message: "late", attempt: 1 }).progress).toBe(0.5);
    expect(newer(job, { state: "running", attempt: 0 })).toBe(job);
  });

  it("that the list knows to have ended has ended", () => {
    const done: Job = { ...job, state: "done" };
    expect(newer(done, { state: "running", attempt: 1 })).toBe(done);
  });

  it("says that it was cancelled, or waits for another try", () => {
    expect(stateText({ ...job, state: "error", reason: "cancelled" })).toBe("cancelled");
    expect(stateText({ ...job, state: "queued", attempt: 2 })).toBe("waits for try 2");
  });
});
