import { useEffect, useId, useLayoutEffect, useRef, type KeyboardEvent } from "react";
import type { Row } from "../../feed/row";
import type { LiveList } from "./liveList";
import { COLUMNS, ROW_HEIGHT_PX, RowElement } from "./rowElements";
import { spread } from "./spread";

interface Props {
  readonly list: LiveList;
  /** Changes when the list's rows may have. */
  readonly onChange: (redraw: () => void) => () => void;
  readonly selected: number | undefined;
  readonly onSelect: (row: Row) => void;
  /** Somebody reads: the list is to stand still. */
  readonly onHold: () => void;
}

/** Rows beyond the visible ones, above and below. */
const SPARE_ROWS = 4;
/** Of a list that moves by itself: all rows at once would take longer than a frame has time. */
const ROWS_PER_FRAME = 5;

/**
 * A window over the list: as many elements as fit, whatever the list holds. Their texts are set by hand, since at thousands
 * of events a second React would do nothing else.
 */
export function LiveTable({ list, onChange, selected, onSelect, onHold }: Props) {
  const id = useId();
  const port = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const drawn = useRef<() => void>(() => {});

  useLayoutEffect(() => {
    const view = port.current;
    const space = body.current;
    if (view === null || space === null) return;
    const elements: RowElement[] = [];
    const parts = spread(ROWS_PER_FRAME);
    /** Shows the list as it is now, from the top down. */
    const draw = (rows: (count: number, show: (i: number) => void) => void): void => {
      const visible = Math.ceil(view.clientHeight / ROW_HEIGHT_PX) + 2 * SPARE_ROWS;
      while (elements.length < visible) {
        const made = new RowElement(`${id}-${elements.length}`);
        elements.push(made);
        space.append(made.element);
      }
      const height = `${list.size * ROW_HEIGHT_PX}px`;
      if (space.style.height !== height) space.style.height = height;
      const first = Math.max(0, Math.floor(view.scrollTop / ROW_HEIGHT_PX) - SPARE_ROWS);
      const shown = elements.map((_element, i) => list.at(first + i));
      const active = shown.findIndex((row) => row !== undefined && row.seq === selected);
      rows(elements.length, (i) => elements[i]?.show(shown[i], first + i, i === active));
      view.setAttribute("aria-rowcount", String(list.size + 1));
      if (active < 0) view.removeAttribute("aria-activedescendant");
      else view.setAttribute("aria-activedescendant", elements[active]?.element.id ?? "");
    };
    const drawAll = (): void => {
      parts.stop();
      draw((count, show) => Array.from({ length: count }, (_none, i) => show(i)));
    };
    drawn.current = drawAll;
    drawAll();
    const stop = onChange(() => draw(parts.start));
    const observer = new ResizeObserver(drawAll);
    observer.observe(view);
    return () => {
      stop();
      parts.stop();
      observer.disconnect();
      elements.forEach(({ element }) => element.remove());
    };
  }, [list, onChange, selected, id]);

  useEffect(() => {
    if (!list.isHeld && port.current !== null) port.current.scrollTop = 0;
  });

  const scrolled = (): void => {
    if ((port.current?.scrollTop ?? 0) > 0) onHold();
    drawn.current();
  };
  const choose = (index: number): void => {
    onHold();
    const row = list.at(Math.max(0, Math.min(list.size - 1, index)));
    if (row === undefined || port.current === null) return;
    reveal(port.current, Math.max(0, Math.min(list.size - 1, index)));
    onSelect(row);
  };
  const keys = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((port.current?.clientHeight ?? 0) / ROW_HEIGHT_PX) - 1);
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    choose(indexOf(list, selected) + by);
  };
  return (
    <div
      ref={port}
      className="live-table"
      role="grid"
      aria-label="Opportunities, the newest first"
      aria-colcount={COLUMNS.length}
      tabIndex={0}
      onScroll={scrolled}
      onKeyDown={keys}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest(".live-head") !== null) return;
        const top = event.clientY - (body.current?.getBoundingClientRect().top ?? 0);
        if (top >= 0) choose(Math.floor(top / ROW_HEIGHT_PX));
      }}
    >
      <div role="rowgroup" className="live-head">
        <div role="row" className="live-row">
          {COLUMNS.map((name) => (
            <span key={name} role="columnheader" className={`col-${name.toLowerCase().replace("#", "seq")}`}>
              {name}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="live-body" ref={body} />
    </div>
  );
}

/** -1 when nothing is selected: the next one down is the first. */
function indexOf(list: LiveList, seq: number | undefined): number {
  for (let i = 0; i < list.size && seq !== undefined; i++) {
    if (list.at(i)?.seq === seq) return i;
  }
  return -1;
}

function reveal(port: HTMLElement, index: number): void {
  const top = index * ROW_HEIGHT_PX;
  const room = port.clientHeight - 2 * ROW_HEIGHT_PX;
  if (top < port.scrollTop) port.scrollTop = top;
  else if (top > port.scrollTop + room) port.scrollTop = top - room;
}
