import { useQuery } from "@tanstack/react-query";
import { useSession } from "../../session/context";

const FOLLOW_MS = 1_000;

/** The job's newest log lines, followed while it may still write; once more when it has ended. */
export function useLogs(id: string, isOpen: boolean): { readonly lines: readonly string[]; readonly error: Error | null } {
  const { api } = useSession();
  const logs = useQuery({
    queryKey: ["logs", id, isOpen],
    queryFn: () => api.logs(id),
    refetchInterval: isOpen ? FOLLOW_MS : false,
    placeholderData: (before) => before,
  });
  return { lines: logs.data?.lines ?? [], error: logs.error };
}
