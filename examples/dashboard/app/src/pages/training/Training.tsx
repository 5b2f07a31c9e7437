import { useQuery } from "@tanstack/react-query";
import { MODULES, type ModuleName } from "../../rest/types";
import { useSession } from "../../session/context";
import type { PageProps } from "../../shell/routes";
import { Problem } from "../../ui/Problem";
import { JobList } from "../jobs/JobList";
import { isOpen } from "../jobs/live";
import { useJobs } from "../jobs/useJobs";
import { LossChart } from "./LossChart";
import { ReportPage } from "./ReportPage";
import { TrainForm } from "./TrainForm";
import { VersionTable } from "./VersionTable";

const REFRESH_MS = 5_000;
/** Of ended trainings; the jobs' own page has them all. */
const RECENT_JOBS = 3;

export default function Training({ rest }: PageProps) {
  const [module, version] = rest;
  return module !== undefined && version !== undefined ? <ReportPage module={module} version={version} /> : <Trainings />;
}

function Trainings() {
  const { jobs, error } = useJobs("train", "");
  const shown = jobs.filter((job, i) => isOpen(job) || i < RECENT_JOBS);
  const newest = shown[0];
  return (
    <>
      <TrainForm />
      <section className="panel" aria-label="Trainings at work">
        <h2>At work, and the last ones</h2>
        <Problem error={error} />
        {shown.length === 0 && <p className="quiet">No training was asked for yet.</p>}
        {newest !== undefined && <LossChart key={newest.job_id} id={newest.job_id} isOpen={isOpen(newest)} />}
        <JobList jobs={shown} />
      </section>
      {MODULES.map((module) => (
        <ModuleModels key={module} module={module} />
      ))}
    </>
  );
}

function ModuleModels({ module }: { readonly module: ModuleName }) {
  const { api } = useSession();
  const models = useQuery({
    queryKey: ["models", module],
    queryFn: () => api.models(module),
    refetchInterval: REFRESH_MS,
  });
  return (
    <section className="panel" aria-label={`Models of ${module}`}>
      <h2>Models of {module}</h2>
      <Problem error={models.error} />
      {models.isSuccess && <VersionTable models={models.data} />}
    </section>
  );
}
