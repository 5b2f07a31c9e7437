import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { day } from "../format";
import { useSession } from "../session/context";
import { DataRange } from "./DataRange";
import { Problem } from "./Problem";

/** From when (included) to when (not included), dates in UTC. */
export interface Range {
  readonly start: string;
  readonly end: string;
}

interface Props {
  readonly title: string;
  /** On the button. */
  readonly action: string;
  /** False while the choices make no job. */
  readonly isReady?: boolean;
  /** Asks the server for the job. */
  readonly start: (range: Range) => Promise<{ readonly job_id: string }>;
  /** Choices beside the range, in the same line. */
  readonly choices: ReactNode;
  /** Below the choices. */
  readonly children?: ReactNode;
  /** Below the button. */
  readonly hint?: ReactNode;
}

/** What all jobs are asked for with: a range of the stored data, choices of their own, and how the asking went. */
export function JobForm({ title, action, isReady = true, start, choices, children, hint }: Props) {
  const { isAdmin } = useSession();
  const client = useQueryClient();
  const [range, setRange] = useState<Range>(() => ({ start: day(-1), end: day(1) }));
  const job = useMutation({
    mutationFn: () => start(range),
    onSuccess: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
  return (
    <form
      className="panel"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        job.mutate();
      }}
    >
      <h2>{title}</h2>
      <DataRange />
      <div className="fields">
        <label>
          From (UTC, included){" "}
          <input type="date" value={range.start} onChange={(e) => setRange({ ...range, start: e.target.value })} />
        </label>
        <label>
          To (UTC, not included){" "}
          <input type="date" value={range.end} onChange={(e) => setRange({ ...range, end: e.target.value })} />
        </label>
        {choices}
      </div>
      {children}
      <div className="fields">
        <button type="submit" disabled={!isAdmin || job.isPending || !isReady}>
          {action}
        </button>
        {!isAdmin && <span className="quiet">Starting jobs needs a token with the role admin.</span>}
        <span role="status" className="quiet">
          {job.isSuccess ? `${job.data.job_id} is queued` : ""}
        </span>
      </div>
      {hint !== undefined && <p className="quiet">{hint}</p>}
      <Problem error={job.error} />
    </form>
  );
}
