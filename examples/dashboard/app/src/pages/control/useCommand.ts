import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query";
import { newKey } from "../../rest/api";
import type { CommandAnswer, CommandBody } from "../../rest/types";
import { useSession } from "../../session/context";
import type { Scope } from "./kill";

export interface Command {
  readonly action: string;
  readonly body: CommandBody;
  /** Names the act: a repeated try has the effect of one. */
  readonly key?: string;
}

export function useCommand(scope: Scope): UseMutationResult<CommandAnswer, Error, Command> {
  const { api } = useSession();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ action, body, key }: Command) =>
      api.command(scope.target, action, scope.agent === undefined ? body : { ...body, agent: scope.agent }, key ?? newKey()),
    onSettled: () => client.invalidateQueries({ queryKey: ["control"] }),
  });
}
