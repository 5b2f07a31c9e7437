import type { Row } from "../../feed/row";
import { percent, sol } from "../../format";

export const ROW_HEIGHT_PX = 30;

export const COLUMNS = ["#", "Module", "Agent", "Slot", "Type", "Dex", "Net", "Lands"] as const;

/** One line of the list, drawn again and again without being made anew. */
export class RowElement {
  readonly element = document.createElement("div");
  private readonly texts: readonly Text[];
  private seq = -1;
  private index = -1;
  private marked = false;

  constructor(id: string) {
    this.element.id = id;
    this.element.className = "live-row";
    this.element.setAttribute("role", "row");
    this.texts = COLUMNS.map((name) => {
      const cell = document.createElement("span");
      cell.setAttribute("role", "gridcell");
      cell.className = `col-${name.toLowerCase().replace("#", "seq")}`;
      const text = document.createTextNode("");
      cell.append(text);
      this.element.append(cell);
      return text;
    });
  }

  /** Touches the document only where something changed. */
  show(row: Row | undefined, index: number, isActive: boolean): void {
    this.element.hidden = row === undefined;
    if (row === undefined) return;
    if (row.seq !== this.seq) {
      this.seq = row.seq;
      textsOf(row).forEach((text, i) => {
        const node = this.texts[i];
        if (node !== undefined && node.data !== text) node.data = text;
      });
    }
    if (index !== this.index) {
      this.index = index;
      this.element.style.transform = `translateY(${index * ROW_HEIGHT_PX}px)`;
      // The header is the first row.
      this.element.setAttribute("aria-rowindex", String(index + 2));
    }
    if (isActive !== this.marked) {
      this.marked = isActive;
      this.element.setAttribute("aria-selected", String(isActive));
    }
  }
}

function textsOf(row: Row): readonly string[] {
  return [
    String(row.seq),
    row.module,
    row.agent,
    row.slot === 0 ? "" : String(row.slot),
    row.kind,
    row.dex,
    sol(row.lamports),
    percent(row.landing),
  ];
}
