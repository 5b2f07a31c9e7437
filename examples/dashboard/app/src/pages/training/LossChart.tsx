import { Chart } from "../../ui/Chart";
import { useLogs } from "../jobs/useLogs";
import { lossesIn } from "./lossLog";

/** The loss of each round so far. */
export function LossChart({ id, isOpen }: { readonly id: string; readonly isOpen: boolean }) {
  const { lines } = useLogs(id, isOpen);
  const losses = lossesIn(lines);
  return (
    <Chart
      title={`Log loss of ${id}`}
      empty={isOpen ? "No round is done yet." : "It logged no rounds."}
      text={(value) => value.toFixed(4)}
      place={(round) => `round ${round}`}
      lines={[
        { name: "train", points: losses.map(({ round, train }) => ({ x: round, y: train })) },
        { name: "validation", points: losses.map(({ round, validation }) => ({ x: round, y: validation })) },
      ]}
    />
  );
}
