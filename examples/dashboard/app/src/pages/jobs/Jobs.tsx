import { useState } from "react";
import type { PageProps } from "../../shell/routes";
import { Narrow } from "../../ui/Choice";
import { Problem } from "../../ui/Problem";
import { JobDetail } from "./JobDetail";
import { JobList } from "./JobList";
import { useJobs } from "./useJobs";

const QUEUES = ["scrape", "train"];
const STATES = ["queued", "running", "done", "error"];

export default function Jobs({ rest }: PageProps) {
  const [id] = rest;
  return id === undefined ? <AllJobs /> : <JobDetail id={id} />;
}

function AllJobs() {
  const [queue, setQueue] = useState("");
  const [state, setState] = useState("");
  const { jobs, error, isKnown } = useJobs(queue, state);
  return (
    <>
      <form className="fields" role="search" aria-label="Narrow the list" onSubmit={(event) => event.preventDefault()}>
        <Narrow label="Kind" value={queue} options={QUEUES} onChoice={setQueue} />
        <Narrow label="State" value={state} options={STATES} onChoice={setState} />
      </form>
      <Problem error={error} />
      {isKnown && jobs.length === 0 && (
        <p className="quiet">
          {queue === "" && state === "" ? "No jobs yet: start an export or a training." : "No job is of this kind and state."}
        </p>
      )}
      <JobList jobs={jobs} />
    </>
  );
}
