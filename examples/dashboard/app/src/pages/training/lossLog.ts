/** The loss of one round, as the training's log has it: `round=12 train=0.61000 validation=0.64000`. */
export interface Loss {
  readonly round: number;
  readonly train: number;
  readonly validation: number;
}

const LINE = /\bround=(\d+) train=(\S+) validation=(\S+)/;

/** The curve in a job's log; a round that an earlier attempt had logged too counts once, as it was last. */
export function lossesIn(lines: readonly string[]): readonly Loss[] {
  const byRound = new Map<number, Loss>();
  for (const line of lines) {
    const match = LINE.exec(line);
    if (match === null) continue;
    const loss = { round: Number(match[1]), train: Number(match[2]), validation: Number(match[3]) };
    if (Number.isFinite(loss.train) && Number.isFinite(loss.validation)) byRound.set(loss.round, loss);
  }
  return [...byRound.values()].sort((a, b) => a.round - b.round);
}
