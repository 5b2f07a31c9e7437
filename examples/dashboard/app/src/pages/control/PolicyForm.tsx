import { useId, useState } from "react";
import type { Policy } from "../../rest/types";
import { useSession } from "../../session/context";
import { Problem } from "../../ui/Problem";
import { isReason, MAX_REASON, type Scope } from "./kill";
import { changesOf, problemsOf, textOf, type PolicyText } from "./policyInput";
import { useCommand } from "./useCommand";

interface Props {
  readonly policy: Policy;
  readonly scope: Scope;
}

const FIELDS: readonly { readonly name: keyof PolicyText; readonly label: string }[] = [
  { name: "throttle", label: "Throttle (% left out)" },
  { name: "evMin", label: "Least expected value (SOL)" },
  { name: "ladder", label: "Tip ladder (percentiles, 0–1)" },
];

/** What is typed stays when somebody else changes the policy meanwhile; the server would refuse it, and this says so. */
export function PolicyForm({ policy, scope }: Props) {
  const { isAdmin } = useSession();
  const [seen, setSeen] = useState(policy);
  const [text, setText] = useState(() => textOf(policy));
  const show = (newer: Policy): void => {
    setSeen(newer);
    setText(textOf(newer));
  };
  const problems = problemsOf(text);
  const valid = Object.keys(problems).length === 0;
  const changes = valid ? changesOf(text, seen) : {};
  const changed = Object.keys(changes).length > 0;
  const outdated = seen.version !== policy.version;
  const untouched = valid && !changed;
  if (outdated && untouched) show(policy);
  const [reason, setReason] = useState("");
  const given = reason.trim() !== "";
  const reasonProblem = given && !isReason(reason) ? `Up to ${MAX_REASON} printable characters, on one line` : undefined;
  const ready = valid && changed && reasonProblem === undefined;
  const command = useCommand(scope);
  const send = (): void => {
    const why = given ? { reason: reason.trim() } : {};
    const body = { ...changes, ...why, expected_version: seen.version };
    const sent = (): void => {
      setSeen({ ...seen, ...changes });
      setReason("");
    };
    command.mutate({ action: "policy", body }, { onSuccess: sent });
  };
  return (
    <form
      className="policy"
      aria-label={`Policy of ${scope.agent ?? scope.target}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) send();
      }}
    >
      {FIELDS.map(({ name, label }) => (
        <PolicyField
          key={name}
          label={label}
          value={text[name]}
          problem={problems[name]}
          disabled={!isAdmin}
          onValue={(value) => setText({ ...text, [name]: value })}
        />
      ))}
      <PolicyField
        label="Reason (optional)"
        value={reason}
        problem={reasonProblem}
        disabled={!isAdmin}
        onValue={setReason}
      />
      <button type="submit" disabled={!isAdmin || !ready || command.isPending}>
        Set policy
      </button>
      {outdated && !untouched && (
        <p className="wide" role="status">
          The policy was changed meanwhile.{" "}
          <button type="button" className="plain" onClick={() => show(policy)}>
            Show version {policy.version}
          </button>
        </p>
      )}
      <Problem error={command.error} />
    </form>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly problem: string | undefined;
  readonly disabled: boolean;
  readonly onValue: (value: string) => void;
}

function PolicyField({ label, value, problem, disabled, onValue }: FieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={value}
        disabled={disabled}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-problem`}
        onChange={(event) => onValue(event.target.value)}
      />
      <small id={`${id}-problem`} className="bad">
        {problem ?? ""}
      </small>
    </div>
  );
}
