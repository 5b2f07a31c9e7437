import { useMutation, useQueryClient } from "@tanstack/react-query";
import { count } from "../../format";
import type { Models, ModelVersion } from "../../rest/types";
import { useSession } from "../../session/context";
import { Link } from "../../shell/navigation";
import { pathTo } from "../../shell/routes";
import { Problem } from "../../ui/Problem";
import { versionBefore } from "./rollback";

/** The versions of a module, and which one its agents score with. */
export function VersionTable({ models }: { readonly models: Models }) {
  const { api, isAdmin } = useSession();
  const client = useQueryClient();
  const before = versionBefore(models);
  const activate = useMutation({
    // Refused when somebody else has changed the active version since this list was read.
    mutationFn: (version: string) => api.activate(models.module, version, models.generation),
    onSettled: () => client.invalidateQueries({ queryKey: ["models", models.module] }),
  });
  if (models.versions.length === 0) {
    return <p className="quiet">No model was published yet: the agents use their heuristic.</p>;
  }
  return (
    <>
      <div className="fields">
        <span>{models.active === null ? "None is active: the agents use their heuristic." : `Active: ${models.active}`}</span>
        {before !== undefined && (
          <button
            type="button"
            className="plain"
            disabled={!isAdmin || activate.isPending}
            onClick={() => activate.mutate(before)}
          >
            Roll back to {before}
          </button>
        )}
        {!isAdmin && <span className="quiet">Activating needs a token with the role admin.</span>}
      </div>
      <Problem error={activate.error} />
      <div className="scroll" role="region" aria-label={`Versions of ${models.module}`} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Features</th>
              <th scope="col">AUC</th>
              <th scope="col">Log loss</th>
              <th scope="col">Test rows</th>
              <th scope="col">Parity</th>
              <th scope="col">Agents use it</th>
            </tr>
          </thead>
          <tbody>
            {models.versions.map((version) => (
              <VersionRow
                key={version.version}
                module={models.module}
                version={version}
                canActivate={isAdmin && !activate.isPending}
                onActivate={() => activate.mutate(version.version)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface RowProps {
  readonly module: string;
  readonly version: ModelVersion;
  readonly canActivate: boolean;
  readonly onActivate: () => void;
}

function VersionRow({ module, version, canActivate, onActivate }: RowProps) {
  const metric = (name: string, digits: number): string => Number(version.metrics[name] ?? 0).toFixed(digits);
  return (
    <tr>
      <th scope="row">
        <Link href={pathTo("training", module, version.version)}>{version.version}</Link>
      </th>
      <td>
        {version.feature_set} ({version.cutoff.replace("_", "-")})
      </td>
      <td className="number">
        {metric("auc", 3)} ± {metric("auc_standard_error", 3)}
      </td>
      <td className="number">{metric("log_loss", 4)}</td>
      <td className="number">{count(version.rows["test"] ?? 0)}</td>
      <td>{count(Number(version.metrics["proven_equal_rows"] ?? 0))} rows equal</td>
      <td>
        {/* Such a model is for looking back: an agent goes on with the one it has. */}
        {version.cutoff === "post_trade" && <span className="badge waiting">not before a trade</span>}{" "}
        {version.active ? (
          <span className="badge done">active</span>
        ) : (
          <button type="button" className="plain" disabled={!canActivate} onClick={onActivate}>
            Activate <span className="unseen">{version.version}</span>
          </button>
        )}
      </td>
    </tr>
  );
}
