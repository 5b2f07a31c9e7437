import { useCallback, useEffect, useMemo, useState } from "react";
import { useFeed } from "../../feed/context";
import { KEPT_ROWS } from "../../feed/feed";
import type { Row } from "../../feed/row";
import { count } from "../../format";
import { useNow } from "../../ui/useNow";
import { EventDetail } from "./EventDetail";
import { EVERYTHING, matcher, type Filter } from "./filter";
import { FilterForm } from "./FilterForm";
import { LiveList } from "./liveList";
import { LiveTable } from "./LiveTable";
import { paced } from "./paced";
import { StoredDecisions } from "./StoredDecisions";

/** Nobody reads faster, and a drawing that changes every line costs a good part of a frame. */
const DRAW_INTERVAL_MS = 200;

export default function Opportunities() {
  const feed = useFeed();
  const [filter, setFilter] = useState(EVERYTHING);
  const [selected, setSelected] = useState<Row>();
  const [, redraw] = useState(0);
  const list = useMemo(() => listOf(filter, feed.rows.toArray()), [feed, filter]);
  const onChange = useCallback(
    (draw: () => void) => {
      const pace = paced(draw, DRAW_INTERVAL_MS);
      const stop = feed.onFrame((rows) => {
        list.add(rows);
        if (!list.isHeld) pace.ask();
      });
      return () => {
        stop();
        pace.stop();
      };
    },
    [feed, list],
  );
  const hold = useCallback(() => {
    if (list.isHeld) return;
    list.hold();
    redraw((n) => n + 1);
  }, [list]);
  const release = useCallback(() => {
    list.release();
    redraw((n) => n + 1);
  }, [list]);
  return (
    <>
      <FilterForm filter={filter} onFilter={setFilter} />
      <HoldBar list={list} onHold={hold} onRelease={release} />
      <div className={selected === undefined ? "" : "with-detail"}>
        <LiveTable list={list} onChange={onChange} selected={selected?.seq} onSelect={setSelected} onHold={hold} />
        {selected !== undefined && (
          <EventDetail key={selected.seq} row={selected} onClose={() => setSelected(undefined)} />
        )}
      </div>
      <StoredDecisions />
    </>
  );
}

function listOf(filter: Filter, rows: readonly Row[]): LiveList {
  const list = new LiveList(matcher(filter), KEPT_ROWS);
  list.add(rows);
  return list;
}

interface HoldProps {
  readonly list: LiveList;
  readonly onHold: () => void;
  readonly onRelease: () => void;
}

/** Says whether the list moves, and how much waits while it does not. */
function HoldBar({ list, onHold, onRelease }: HoldProps) {
  useNow();
  useEffect(() => {
    const keys = (event: globalThis.KeyboardEvent): void => {
      if (event.key === "Escape" && list.isHeld) onRelease();
    };
    window.addEventListener("keydown", keys);
    return () => window.removeEventListener("keydown", keys);
  }, [list, onRelease]);
  return (
    <div className="fields">
      {list.isHeld ? (
        <button type="button" onClick={onRelease}>
          Go on (Esc)
        </button>
      ) : (
        <button type="button" className="plain" onClick={onHold}>
          Hold
        </button>
      )}
      <span className="quiet">
        {list.isHeld
          ? `Held: ${count(list.waiting)} more came since.`
          : `${count(list.size)}${list.size === KEPT_ROWS ? " and more" : ""} of ${count(list.seen)} events match.`}{" "}
        Arrow keys choose a row.
      </span>
    </div>
  );
}
