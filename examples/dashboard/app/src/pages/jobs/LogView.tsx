import { useEffect, useRef, useState } from "react";
import { Problem } from "../../ui/Problem";
import { useLogs } from "./useLogs";

/** The log, at its end as long as nobody scrolls back or says otherwise. */
export function LogView({ id, isOpen }: { readonly id: string; readonly isOpen: boolean }) {
  const { lines, error } = useLogs(id, isOpen);
  const [follow, setFollow] = useState(true);
  const end = useRef<HTMLPreElement>(null);
  useEffect(() => {
    if (follow && end.current !== null) end.current.scrollTop = end.current.scrollHeight;
  }, [follow, lines]);
  return (
    <>
      <div className="line">
        <h3>Log</h3>
        <label>
          <input type="checkbox" checked={follow} onChange={(event) => setFollow(event.target.checked)} /> Follow
        </label>
        <span className="quiet">{lines.length} lines</span>
      </div>
      <Problem error={error} />
      <pre ref={end} className="log" tabIndex={0} role="log" aria-label="Log of the job">
        {lines.length === 0 ? "No lines yet." : lines.join("\n")}
      </pre>
    </>
  );
}
