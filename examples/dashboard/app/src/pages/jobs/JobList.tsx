import { utc } from "../../format";
import type { Job } from "../../rest/types";
import { Link } from "../../shell/navigation";
import { pathTo } from "../../shell/routes";
import { JobActions } from "./JobActions";
import { stateText } from "./live";

/** Jobs with how far they are. */
export function JobList({ jobs }: { readonly jobs: readonly Job[] }) {
  return (
    <ul className="jobs">
      {jobs.map((job) => (
        <li key={job.job_id}>
          <div className="line">
            <Link href={pathTo("jobs", job.job_id)}>
              <code>{job.job_id}</code>
            </Link>
            <span className={`badge ${job.state}`}>{stateText(job)}</span>
            <span className="quiet">{utc(job.created * 1_000)} UTC</span>
            <JobActions job={job} />
          </div>
          <progress max={1} value={job.progress} aria-label={`Progress of ${job.job_id}`} />
          <div className="quiet">{job.message}</div>
        </li>
      ))}
    </ul>
  );
}
