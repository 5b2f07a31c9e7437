import { bytes, count } from "../format";
import { DownloadButton } from "./DownloadButton";

interface Props {
  readonly label: string;
  /** Where the files are, without the last slash. */
  readonly folder: string;
  readonly files: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly rows?: number;
  }[];
}

export function FileTable({ label, folder, files }: Props) {
  const haveRows = files.some((file) => file.rows !== undefined);
  return (
    <div className="scroll" role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">File</th>
            {haveRows && <th scope="col">Rows</th>}
            <th scope="col">Size</th>
            <th scope="col">SHA-256</th>
            <th scope="col">
              <span className="unseen">Download</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <tr key={file.name}>
              <td>{file.name}</td>
              {haveRows && <td className="number">{file.rows === undefined ? "" : count(file.rows)}</td>}
              <td className="number">{bytes(file.bytes)}</td>
              <td>
                <code title={file.sha256}>{file.sha256.slice(0, 12)}…</code>
              </td>
              <td>
                <DownloadButton file={{ ...file, path: `${folder}/${encodeURIComponent(file.name)}` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
