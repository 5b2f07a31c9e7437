import { useQuery } from "@tanstack/react-query";
import { useFeedView } from "../../feed/context";
import { utc } from "../../format";
import type { Job } from "../../rest/types";
import { useSession } from "../../session/context";
import { Link } from "../../shell/navigation";
import { pathTo } from "../../shell/routes";
import { Facts } from "../../ui/Facts";
import { JsonText } from "../../ui/JsonText";
import { Problem } from "../../ui/Problem";
import { JobActions } from "./JobActions";
import { isOpen, newer, stateText } from "./live";
import { LogView } from "./LogView";

const REFRESH_MS = 3_000;

export function JobDetail({ id }: { readonly id: string }) {
  const { api } = useSession();
  const told = useFeedView().jobs;
  const listed = useQuery({ queryKey: ["jobs", "one", id], queryFn: () => api.job(id), refetchInterval: REFRESH_MS });
  const job = listed.data === undefined ? undefined : newer(listed.data, told.get(id));
  return (
    <>
      <p>
        <Link href={pathTo("jobs")}>All jobs</Link>
      </p>
      <Problem error={listed.error} />
      {job !== undefined && <Known job={job} />}
    </>
  );
}

function Known({ job }: { readonly job: Job }) {
  return (
    <section className="panel" aria-label={`Job ${job.job_id}`}>
      <div className="line">
        <h2>
          <code>{job.job_id}</code>
        </h2>
        <span className={`badge ${job.state}`}>{stateText(job)}</span>
        <JobActions job={job} />
      </div>
      <progress max={1} value={job.progress} aria-label="Progress" />
      <p>{job.message}</p>
      <Facts
        facts={[
          ["Queue", job.queue],
          ["Attempt", `${job.attempt} of ${job.max_attempts}`],
          ["Created (UTC)", utc(job.created * 1_000)],
          ["Last change (UTC)", utc(job.ts * 1_000)],
          ["Next try (UTC)", job.retry_at === null || job.retry_at === undefined ? "–" : utc(job.retry_at * 1_000)],
        ]}
      />
      <LogView id={job.job_id} isOpen={isOpen(job)} />
      <JsonText label="What was asked for" text={indented(job.request)} />
    </section>
  );
}

function indented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), undefined, 2);
  } catch {
    return json;
  }
}
