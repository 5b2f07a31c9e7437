/** Keeps the newest items, up to a fixed number. */
export class Ring<T> {
  private readonly slots: (T | undefined)[];
  private next = 0;
  private count = 0;

  constructor(readonly capacity: number) {
    this.slots = new Array<T | undefined>(capacity);
  }

  get size(): number {
    return this.count;
  }

  /** Returns whether an older item had to go. */
  push(item: T): boolean {
    const full = this.count === this.capacity;
    this.slots[this.next] = item;
    this.next = (this.next + 1) % this.capacity;
    if (!full) this.count++;
    return full;
  }

  /** 0 is the newest. */
  at(index: number): T | undefined {
    if (index < 0 || index >= this.count) return undefined;
    return this.slots[(this.next - 1 - index + 2 * this.capacity) % this.capacity];
  }

  /** The oldest first. */
  toArray(): T[] {
    const items: T[] = [];
    for (let i = this.count - 1; i >= 0; i--) items.push(this.at(i) as T);
    return items;
  }

  clear(): void {
    this.slots.fill(undefined);
    this.next = 0;
    this.count = 0;
  }
}
