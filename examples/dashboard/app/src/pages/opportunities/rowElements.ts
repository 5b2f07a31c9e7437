import type { Row } from "../../feed/row";
import { percent, sol } from "../../format";

export const ROW_HEIGHT_PX = 30;

export const COLUMNS = ["#", "Module", "Agent", "Slot", "Type", "Dex", "Net", "Lands"] as const;

/** One line of the list, drawn again and again without being made anew. */
export class RowElement {
  readonly element = document.createElement("div");
  private readonly cells: readonly HTMLElement[];
  private seq = -1;
  private index = -1;
  private marked = false;

  constructor(id: string) {
    this.element.id = id;
    this.element.className = "live-row";
    this.element.setAttribute("role", "row");
    this.cells = COLUMNS.map((name) => {
      const cell = document.createElement("span");
      cell.setAttribute("role", "gridcell");
      cell.className = `col-${name.toLowerCase().replace("#", "seq")}`;
      this.element.append(cell);
      return cell;
    });
  }

  /** Touches the document only where something changed. */
  show(row: Row | undefined, index: number, isActive: boolean): void {
    this.element.hidden = row === undefined;
    if (row === undefined) return;
    if (row.seq !== this.seq) {
      this.seq = row.seq;
      texts(row).forEach((text, i) => {
        const cell = this.cells[i];
        if (cell !== undefined && cell.textContent !== text) cell.textContent = text;
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

function texts(row: Row): readonly string[] {
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
