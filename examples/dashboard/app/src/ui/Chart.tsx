import { useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { extentOf, path, tickText, ticks, type Extent } from "./scale";

export interface Line {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number | undefined }[];
}

interface Props {
  readonly title: string;
  readonly lines: readonly Line[];
  /** A value with its unit. */
  readonly text: (value: number) => string;
  /** What stands at a place of the x axis. */
  readonly place: (x: number) => string;
  readonly height?: number;
  /** Said instead of a chart when there is nothing to draw. */
  readonly empty?: string;
}

const LEFT = 48;
const BOTTOM = 20;
const EDGE = 8;

/** Lines over a common x, read with the pointer or with the arrow keys. */
export function Chart({ title, lines, text, place, height = 150, empty = "Nothing was measured yet." }: Props) {
  const [box, width] = useWidth();
  const [cursor, setCursor] = useState<number>();
  const xs = lines[0]?.points.map((point) => point.x) ?? [];
  const measured = lines.some((line) => line.points.some((point) => point.y !== undefined));
  const steps = ticks(extentOf(lines.flatMap((line) => line.points.map((point) => point.y))), 4);
  const y: Extent = { low: steps[0] ?? 0, high: steps.at(-1) ?? 1 };
  const x: Extent = { low: xs[0] ?? 0, high: xs.at(-1) ?? 1 };
  const left = (value: number): number =>
    LEFT + ((value - x.low) / Math.max(1e-9, x.high - x.low)) * (width - LEFT - EDGE);
  const top = (value: number): number => EDGE + (1 - (value - y.low) / (y.high - y.low)) * (height - EDGE - BOTTOM);
  const at = cursor === undefined ? xs.length - 1 : Math.min(cursor, xs.length - 1);
  const move = (event: PointerEvent<SVGSVGElement>): void => {
    const share = (event.clientX - event.currentTarget.getBoundingClientRect().left - LEFT) / (width - LEFT - EDGE);
    setCursor(Math.round(Math.max(0, Math.min(1, share)) * (xs.length - 1)));
  };
  const keys = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    setCursor(Math.max(0, Math.min(xs.length - 1, at + by)));
  };
  return (
    <figure className="chart" ref={box}>
      <figcaption>
        <span className="chart-title">{title}</span>
        {lines.map((line, i) => {
          const value = line.points[at]?.y;
          return (
            <span key={line.name} className={`key line-${i}`}>
              {line.name} <b>{value === undefined ? "–" : text(value)}</b>
            </span>
          );
        })}
        {cursor !== undefined && xs[at] !== undefined && <span className="quiet">{place(xs[at])}</span>}
      </figcaption>
      {!measured ? (
        <p className="quiet chart-empty">{empty}</p>
      ) : (
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={`${title}: ${lines.map((line) => summary(line, text)).join("; ")}`}
          tabIndex={0}
          onPointerMove={move}
          onPointerLeave={() => setCursor(undefined)}
          onBlur={() => setCursor(undefined)}
          onKeyDown={keys}
        >
          {steps.map((step) => (
            <g key={step}>
              <line className="grid" x1={LEFT} x2={width - EDGE} y1={top(step)} y2={top(step)} />
              <text x={LEFT - 6} y={top(step) + 4} textAnchor="end">
                {tickText(step, (steps[1] ?? 1) - (steps[0] ?? 0))}
              </text>
            </g>
          ))}
          <text x={LEFT} y={height - 4}>
            {place(x.low)}
          </text>
          <text x={width - EDGE} y={height - 4} textAnchor="end">
            {place(x.high)}
          </text>
          {lines.map((line, i) => (
            <path
              key={line.name}
              className={`line-${i}`}
              d={path(line.points.map((p) => ({ x: left(p.x), y: p.y === undefined ? undefined : top(p.y) })))}
            />
          ))}
          {cursor !== undefined && xs[at] !== undefined && (
            <line className="cursor" x1={left(xs[at])} x2={left(xs[at])} y1={EDGE} y2={height - BOTTOM} />
          )}
        </svg>
      )}
    </figure>
  );
}

function summary(line: Line, text: (value: number) => string): string {
  const values = line.points.flatMap((point) => (point.y === undefined ? [] : [point.y]));
  const last = values.at(-1);
  if (last === undefined) return `${line.name} not measured`;
  return `${line.name} now ${text(last)}, from ${text(Math.min(...values))} to ${text(Math.max(...values))}`;
}

function useWidth(): [(element: HTMLElement | null) => void, number] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [width, setWidth] = useState(400);
  const observer = useRef<ResizeObserver>(undefined);
  useLayoutEffect(() => {
    if (element === null) return;
    observer.current = new ResizeObserver(() => setWidth(Math.max(160, element.clientWidth)));
    observer.current.observe(element);
    return () => observer.current?.disconnect();
  }, [element]);
  return [setElement, width];
}
