import { useQuery } from "@tanstack/react-query";
import { useFeedView } from "../../feed/context";
import type { Job } from "../../rest/types";
import { useSession } from "../../session/context";
import { newer } from "./live";

const REFRESH_MS = 3_000;

export interface Jobs {
  readonly jobs: readonly Job[];
  readonly error: Error | null;
  readonly isKnown: boolean;
}

/** The newest jobs, as the list and the feed know them. Empty texts mean all. */
export function useJobs(queue: string, state: string): Jobs {
  const { api } = useSession();
  const told = useFeedView().jobs;
  const listed = useQuery({
    queryKey: ["jobs", queue, state],
    queryFn: () => api.jobs(queue, state),
    refetchInterval: REFRESH_MS,
  });
  const jobs = (listed.data?.jobs ?? []).map((job) => newer(job, told.get(job.job_id)));
  return { jobs, error: listed.error, isKnown: listed.isSuccess };
}
