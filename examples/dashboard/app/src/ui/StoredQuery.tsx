import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ProblemError } from "../rest/api";
import type { QueryResult } from "../rest/types";
import { useSession } from "../session/context";

const REFRESH_MS = 30_000;
/** The server runs a few queries at a time, and asks the others to come again. */
const BUSY = 503;
const TRIES_WHEN_BUSY = 3;

/** The answer of one of the server's stored queries. */
export function useStoredQuery(
  name: string,
  params: Readonly<Record<string, unknown>>,
  limit: number,
  refreshMs = REFRESH_MS,
): UseQueryResult<QueryResult> {
  const { api } = useSession();
  return useQuery({
    queryKey: ["query", name, params, limit],
    queryFn: () => api.query(name, params, limit),
    refetchInterval: refreshMs,
    retry: (failures, error) => error instanceof ProblemError && error.status === BUSY && failures < TRIES_WHEN_BUSY,
  });
}

interface Props {
  readonly answer: UseQueryResult<QueryResult>;
  readonly children: (result: QueryResult) => ReactNode;
}

/** The answer, or honestly why there is none. */
export function StoredQuery({ answer, children }: Props) {
  if (answer.isPending) return <p className="quiet">Asking ClickHouse …</p>;
  if (answer.isError) {
    const absent = answer.error instanceof ProblemError && answer.error.status === 404;
    return absent ? (
      <p className="quiet">Not available: this server has no such stored query.</p>
    ) : (
      <p role="alert">Not available: {answer.error.message}</p>
    );
  }
  if (answer.data.rows.length === 0) return <p className="quiet">Nothing is stored yet.</p>;
  return (
    <>
      {children(answer.data)}
      {answer.data.truncated && <p className="quiet">Only the first {answer.data.rows.length} rows are shown.</p>}
    </>
  );
}
