import { useQuery } from "@tanstack/react-query";
import { modelPath } from "../../rest/api";
import type { Report } from "../../rest/types";
import { useSession } from "../../session/context";
import { Link } from "../../shell/navigation";
import { pathTo } from "../../shell/routes";
import { Facts } from "../../ui/Facts";
import { FileTable } from "../../ui/FileTable";
import { Problem } from "../../ui/Problem";
import { ReportPlots } from "./ReportPlots";

/** What one version was trained on and how it did; `report.html` among its files is the same to take along. */
export function ReportPage({ module, version }: { readonly module: string; readonly version: string }) {
  const { api } = useSession();
  const report = useQuery({ queryKey: ["report", module, version], queryFn: () => api.report(module, version) });
  const models = useQuery({ queryKey: ["models", module], queryFn: () => api.models(module) });
  const files = models.data?.versions.find((known) => known.version === version)?.files ?? [];
  return (
    <>
      <p>
        <Link href={pathTo("training")}>All trainings</Link>
      </p>
      <h2>
        {module} {version}
      </h2>
      <Problem error={report.error ?? models.error} />
      {report.isPending && <p className="quiet">Reading the report …</p>}
      {report.isSuccess && <Content report={report.data} />}
      <section className="panel" aria-label="Files">
        <h2>Files</h2>
        <FileTable label="Files of the version" folder={`${modelPath(module, version)}/files`} files={files} />
      </section>
    </>
  );
}

function Content({ report }: { readonly report: Report }) {
  const { metrics, rows, champion } = report;
  const matrix = report.confusion_at_0_5;
  return (
    <>
      <section className="panel" aria-label="Read this first">
        <h2>Read this first</h2>
        <ul>
          {report.notices.map((notice) => (
            <li key={notice}>{notice}</li>
          ))}
          <li>
            Equal to XGBoost bit by bit on {String(metrics["proven_equal_rows"])} test rows: {report.proven_equal.join(", ")}
          </li>
          <li>An estimate on past rows; no model guarantees profit.</li>
        </ul>
        <Facts
          facts={[
            ["Features", `${report.feature_set} (${report.cutoff.replace("_", "-")})`],
            ["Label", report.label_rule],
            ["Job", <Link href={pathTo("jobs", report.job_id)}>{report.job_id}</Link>],
            ...Object.entries(rows).map(([part, n]) => [`Rows: ${part}`, n] as const),
          ]}
        />
      </section>
      <ReportPlots report={report} />
      <section className="panel" aria-label="Figures">
        <h2>On the test rows</h2>
        <Facts facts={Object.entries(metrics).map(([name, value]) => [name.replaceAll("_", " "), figure(value)] as const)} />
        <h3>At probability 0.5</h3>
        <Facts facts={Object.entries(matrix).map(([name, n]) => [name.replaceAll("_", " "), n] as const)} />
        {champion !== null && (
          <>
            <h3>Against the version that was active</h3>
            <Facts facts={Object.entries(champion).map(([name, value]) => [name.replaceAll("_", " "), figure(value)] as const)} />
          </>
        )}
        <h3>Parameters</h3>
        <Facts facts={Object.entries(report.params).map(([name, value]) => [name, figure(value)] as const)} />
      </section>
    </>
  );
}

function figure(value: unknown): string {
  return typeof value === "number" && !Number.isInteger(value) ? value.toFixed(5) : String(value);
}
