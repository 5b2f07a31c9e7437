import type { QueryResult } from "../rest/types";

/** Rows of a stored query, fractions to six digits, without the columns that none of the rows fills. */
export function ResultTable({ label, result }: { readonly label: string; readonly result: QueryResult }) {
  const rows = result.rows.map((row) => row.map(textOf));
  const filled = result.columns
    .map(({ name }, at) => ({ name, at }))
    .filter(({ at }) => rows.some((row) => row[at] !== ""));
  return (
    <div className="scroll" role="region" aria-label={label} tabIndex={0}>
      <table className={filled.length > ROOMY ? "stored-rows dense" : "stored-rows"}>
        <thead>
          <tr>
            {filled.map(({ name }) => (
              <th key={name} scope="col">
                {name.replaceAll("_", " ")}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {filled.map(({ name, at }) => (
                <Cell key={name} text={row[at] ?? ""} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** With more columns than this, words are broken anywhere rather than the table moved sideways. */
const ROOMY = 13;
/** A single word up to this length stays in one line; a longer one breaks after its signs. */
const ONE_LINE = 14;
/** A longer word than this (a hash, a key, JSON) shows its beginning; the pointer, and copying, give all of it. */
const WRAPPED = 30;

function Cell({ text }: { readonly text: string }) {
  const longest = Math.max(...text.split(/\s/).map((word) => word.length));
  if (longest > WRAPPED) {
    return (
      <td className="cut" title={text}>
        {text}
      </td>
    );
  }
  if (longest > ONE_LINE) return <td className="id">{text.split(/(?<=[_:])/).flatMap((part, i) => [<wbr key={i} />, part])}</td>;
  return <td className={longest === text.length ? "word" : undefined}>{text}</td>;
}

const DIGITS = 6;

function textOf(value: unknown): string {
  if (Array.isArray(value) && value.length === 0) return "";
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  if (typeof value === "number" && !Number.isInteger(value)) return String(Number(value.toPrecision(DIGITS)));
  return String(value ?? "");
}
