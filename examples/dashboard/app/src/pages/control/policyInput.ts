import type { CommandBody, Policy } from "../../rest/types";

/** The policy form as typed. */
export interface PolicyText {
  readonly throttle: string;
  readonly evMin: string;
  readonly ladder: string;
}

export type PolicyProblems = Partial<Record<keyof PolicyText, string>>;

/** As the server has them (ControlArgs). */
const MAX_EV_MIN_SOL = 1_000_000;
const MAX_RUNGS = 16;

export function textOf(policy: Policy): PolicyText {
  return {
    throttle: String(policy.throttle_pct),
    evMin: String(policy.ev_min),
    ladder: policy.tip_ladder.join(", "),
  };
}

/** What is wrong with each field, in its unit; empty when it can be sent. */
export function problemsOf(text: PolicyText): PolicyProblems {
  const problems: PolicyProblems = {};
  const throttle = numberOf(text.throttle);
  if (throttle === undefined || !Number.isInteger(throttle) || throttle < 0 || throttle > 100) {
    problems.throttle = "A whole percentage from 0 (all are decided on) to 100 (none is)";
  }
  const evMin = numberOf(text.evMin);
  if (evMin === undefined || evMin < 0 || evMin > MAX_EV_MIN_SOL) {
    problems.evMin = "SOL, from 0 to 1,000,000; not lamports";
  }
  const rungs = rungsOf(text.ladder);
  if (rungs.length === 0 || rungs.length > MAX_RUNGS || !rungs.every((rung, i) => isRung(rung, rungs[i - 1]))) {
    problems.ladder = `1 to ${MAX_RUNGS} percentiles of the tip floor from 0 to 1, each higher than the one before: 0.5, 0.75, 0.95`;
  }
  return problems;
}

/** What differs from the policy in force. */
export function changesOf(text: PolicyText, policy: Policy): CommandBody {
  const throttle = Number(text.throttle);
  const evMin = Number(text.evMin);
  const rungs = rungsOf(text.ladder).map((rung) => rung ?? 0);
  return {
    ...(throttle === policy.throttle_pct ? {} : { throttle_pct: throttle }),
    ...(evMin === policy.ev_min ? {} : { ev_min: evMin }),
    ...(rungs.join() === policy.tip_ladder.join() ? {} : { tip_ladder: rungs }),
  };
}

function rungsOf(text: string): readonly (number | undefined)[] {
  return text.split(/[\s,;]+/).filter((part) => part !== "").map(numberOf);
}

function isRung(rung: number | undefined, before: number | undefined): boolean {
  return rung !== undefined && rung >= 0 && rung <= 1 && (before === undefined || rung > before);
}

/** Digits as the server reads them: no hexadecimal, no thousands separators. */
function numberOf(text: string): number | undefined {
  const trimmed = text.trim();
  return /^-?\d+(\.\d+)?(e-?\d+)?$/i.test(trimmed) ? Number(trimmed) : undefined;
}
