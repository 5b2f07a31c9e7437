import { bytes, count, utc } from "../../format";
import type { Dataset } from "../../rest/types";
import { Facts } from "../../ui/Facts";
import { FileTable } from "../../ui/FileTable";

export function DatasetPanel({ dataset }: { readonly dataset: Dataset }) {
  const { job_id, range, bound, format, rows, files } = dataset;
  return (
    <section className="panel" aria-label={`Export ${job_id}`}>
      <h3>
        <code>{job_id}</code>
      </h3>
      <Facts
        facts={[
          ["From (UTC)", utc(Date.parse(range.start))],
          ["To (UTC)", utc(Date.parse(range.end))],
          ["Complete up to (UTC)", utc(Date.parse(bound))],
          ["Format", format],
          ["Rows", count(rows)],
          ["Size", bytes(dataset.bytes)],
        ]}
      />
      <FileTable
        label={`Files of ${job_id}`}
        folder={`/api/datasets/${encodeURIComponent(job_id)}/files`}
        files={files}
      />
    </section>
  );
}
