import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Api, Job } from "./api";
import type { FeedView } from "./feed";

interface Props {
  readonly api: Api;
  readonly live: FeedView["jobs"];
  readonly isAdmin: boolean;
}

export function Jobs({ api, live, isAdmin }: Props) {
  const client = useQueryClient();
  const jobs = useQuery({ queryKey: ["jobs"], queryFn: () => api.jobs(), refetchInterval: 3_000 });
  const cancel = useMutation({
    mutationFn: (jobId: string) => api.cancel(jobId),
    onSettled: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
  const rows = (jobs.data?.jobs ?? []).map((job) => newer(job, live.get(job.job_id)));
  return (
    <section aria-label="Jobs" className="panel">
      <h2>Jobs</h2>
      {jobs.isError && <p role="alert">{jobs.error.message}</p>}
      {cancel.isError && <p role="alert">{cancel.error.message}</p>}
      {jobs.isSuccess && rows.length === 0 && <p className="quiet">No jobs yet: start a scrape or a training above.</p>}
      <ul className="jobs">
        {rows.map((job) => (
          <li key={job.job_id}>
            <div className="line">
              <code>{job.job_id}</code>
              <span className={`badge ${job.state}`}>{job.reason === "cancelled" ? "cancelled" : job.state}</span>
              {isAdmin && (job.state === "queued" || job.state === "running") && (
                <button type="button" className="plain" onClick={() => cancel.mutate(job.job_id)}>
                  Cancel
                </button>
              )}
            </div>
            <progress max={1} value={job.progress} aria-label={`Progress of ${job.job_id}`} />
            <div className="quiet">{job.message}</div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The feed is ahead of the list, unless the list already knows that the job ended. */
function newer(job: Job, status: Readonly<Record<string, unknown>> | undefined): Job {
  if (status === undefined || job.state === "done" || job.state === "error") return job;
  return {
    ...job,
    state: String(status["state"]) as Job["state"],
    progress: Math.max(job.progress, Number(status["progress"])),
    message: String(status["message"]),
  };
}
