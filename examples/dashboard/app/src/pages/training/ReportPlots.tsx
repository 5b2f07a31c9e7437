import { percent } from "../../format";
import type { Report } from "../../rest/types";
import { Chart } from "../../ui/Chart";

const three = (value: number): string => value.toFixed(3);

export function ReportPlots({ report }: { readonly report: Report }) {
  const { train, validation } = report.loss_by_round;
  return (
    <section className="charts" aria-label="Plots">
      <div className="panel">
        <Chart
          title="Log loss"
          text={(value) => value.toFixed(4)}
          place={(round) => `round ${round}`}
          lines={[
            { name: "train", points: train.map((y, i) => ({ x: i + 1, y })) },
            { name: "validation", points: validation.map((y, i) => ({ x: i + 1, y })) },
          ]}
        />
      </div>
      <div className="panel">
        <Chart
          title="ROC"
          text={three}
          place={(x) => `false positive rate ${x.toFixed(2)}`}
          lines={[
            { name: "true positive rate", points: report.roc.map(([x, y]) => ({ x, y })) },
            { name: "by chance", points: report.roc.map(([x]) => ({ x, y: x })) },
          ]}
        />
      </div>
      <div className="panel">
        <Chart
          title="Calibration"
          text={three}
          place={(x) => `said ${x.toFixed(2)}`}
          lines={[
            { name: "happened", points: report.calibration.map((bin) => ({ x: bin.mean_probability, y: bin.rate })) },
            { name: "said", points: report.calibration.map(({ mean_probability: x }) => ({ x, y: x })) },
          ]}
        />
      </div>
      <div className="panel">
        <Gains gains={report.gain_by_feature} />
      </div>
    </section>
  );
}

/** How much of the gain each feature brought. */
function Gains({ gains }: { readonly gains: Readonly<Record<string, number>> }) {
  const sorted = Object.entries(gains).sort(([, a], [, b]) => b - a);
  const total = sorted.reduce((sum, [, gain]) => sum + gain, 0) || 1;
  return (
    <>
      <h3>Gain by feature</h3>
      <ul className="bars">
        {sorted.map(([name, gain]) => (
          <li key={name}>
            <span>{name}</span>
            <meter min={0} max={1} value={gain / total} aria-label={`Share of ${name}`} />
            <span className="number">{percent(gain / total, 1)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
