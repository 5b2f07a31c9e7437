import { useState } from "react";

/** JSON as it is, to read or to take along. */
export function JsonText({ label, text }: { readonly label: string; readonly text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = (): void => void navigator.clipboard?.writeText(text).then(() => setCopied(true));
  return (
    <>
      <div className="line">
        <h3>{label}</h3>
        <button type="button" className="plain" onClick={copy}>
          {copied ? "Copied" : "Copy"}
        </button>
      </div>
      <pre tabIndex={0} role="region" aria-label={label}>
        {text}
      </pre>
    </>
  );
}
