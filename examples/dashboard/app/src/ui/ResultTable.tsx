import type { QueryResult } from "../rest/types";

/** Rows of a stored query as they are. */
export function ResultTable({ label, result }: { readonly label: string; readonly result: QueryResult }) {
  return (
    <div className="scroll" role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {result.columns.map((column) => (
              <th key={column.name} scope="col">
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {result.rows.map((row, i) => (
            <tr key={i}>
              {row.map((value, j) => (
                <td key={j}>{typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "")}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
