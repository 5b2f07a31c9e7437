import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Job } from "../../rest/types";
import { useSession } from "../../session/context";
import { Problem } from "../../ui/Problem";
import { isOpen } from "./live";

/** What the job's state allows: to cancel it, or to try it again. */
export function JobActions({ job }: { readonly job: Job }) {
  const { api, isAdmin } = useSession();
  const client = useQueryClient();
  const onSettled = (): Promise<void> => client.invalidateQueries({ queryKey: ["jobs"] });
  const cancel = useMutation({ mutationFn: () => api.cancel(job.job_id), onSettled });
  const retry = useMutation({ mutationFn: () => api.retry(job.job_id), onSettled });
  if (!isAdmin) return null;
  return (
    <>
      {isOpen(job) && (
        <button type="button" className="plain" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
          Cancel <span className="unseen">{job.job_id}</span>
        </button>
      )}
      {job.state === "error" && (
        <button type="button" className="plain" disabled={retry.isPending} onClick={() => retry.mutate()}>
          Retry <span className="unseen">{job.job_id}</span>
        </button>
      )}
      <Problem error={cancel.error ?? retry.error} />
    </>
  );
}
