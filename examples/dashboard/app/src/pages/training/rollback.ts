import type { Models } from "../../rest/types";

/** The version to go back to. Going back is a step of its own: a second one in a row goes one version further back. */
export function versionBefore(models: Models): string | undefined {
  const path: string[] = [];
  for (const { version } of models.history) {
    if (typeof version !== "string" || path.at(-1) === version) continue;
    if (path.at(-2) === version) path.pop();
    else path.push(version);
  }
  return path.at(-2);
}
