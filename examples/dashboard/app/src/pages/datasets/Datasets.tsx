import { useQuery } from "@tanstack/react-query";
import { useSession } from "../../session/context";
import { Problem } from "../../ui/Problem";
import { JobList } from "../jobs/JobList";
import { isOpen } from "../jobs/live";
import { useJobs } from "../jobs/useJobs";
import { DatasetPanel } from "./DatasetPanel";
import { ScrapeForm } from "./ScrapeForm";

const REFRESH_MS = 5_000;
/** Of ended exports; the jobs' own page has them all. */
const RECENT_JOBS = 3;

export default function Datasets() {
  const { api } = useSession();
  const { jobs, error } = useJobs("scrape", "");
  const running = jobs.filter((job, i) => isOpen(job) || i < RECENT_JOBS);
  const finished = useQuery({ queryKey: ["datasets"], queryFn: () => api.datasets(), refetchInterval: REFRESH_MS });
  const datasets = finished.data?.datasets ?? [];
  return (
    <>
      <ScrapeForm />
      <section className="panel" aria-label="Exports at work">
        <h2>At work, and the last ones</h2>
        <Problem error={error} />
        {running.length === 0 && <p className="quiet">No export was asked for yet.</p>}
        <JobList jobs={running} />
      </section>
      <section aria-label="Finished exports">
        <h2>Finished exports</h2>
        <Problem error={finished.error} />
        {finished.isSuccess && datasets.length === 0 && <p className="quiet">Nothing was exported yet.</p>}
        {datasets.map((dataset) => (
          <DatasetPanel key={dataset.job_id} dataset={dataset} />
        ))}
      </section>
    </>
  );
}
