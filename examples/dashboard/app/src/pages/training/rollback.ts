import type { Models } from "../../rest/types";

/** The version that was active before the present one. */
export function versionBefore(models: Models): string | undefined {
  for (let i = models.history.length - 1; i >= 0; i--) {
    const version = models.history[i]?.version;
    if (typeof version === "string" && version !== models.active) return version;
  }
  return undefined;
}
