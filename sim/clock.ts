/**
 * Clock: virtual time, walked from alarm to alarm.
 *
 * Time is a whole number of microseconds since the world began. Alarms that are due at the same instant
 * ring first come, first served. Nothing here knows real time.
 */

export interface Alarm {
  readonly atUs: number;
  readonly order: number;
  ring: (() => void) | null;
}

export const NEVER_US = Number.MAX_SAFE_INTEGER;

function isBefore(a: Alarm, b: Alarm): boolean {
  return a.atUs < b.atUs || (a.atUs === b.atUs && a.order < b.order);
}

export class Clock {
  nowUs = 0;
  private order = 0;
  /** A binary heap, the next alarm first. */
  private readonly heap: Alarm[] = [];

  /** Rings at an instant, which must not have passed. */
  at(atUs: number, ring: () => void): Alarm {
    if (!(atUs >= this.nowUs)) {
      throw new Error(`alarm at ${atUs} µs, but it is already ${this.nowUs} µs`);
    }
    const alarm: Alarm = { atUs: Math.round(atUs), order: this.order++, ring };
    this.heap.push(alarm);
    this.rise(this.heap.length - 1);
    return alarm;
  }

  after(delayUs: number, ring: () => void): Alarm {
    return this.at(this.nowUs + delayUs, ring);
  }

  /** A cancelled alarm stays in the heap and is dropped when its turn comes. */
  cancel(alarm: Alarm | null): void {
    if (alarm !== null) alarm.ring = null;
  }

  /** The instant of the next alarm. */
  get nextAtUs(): number {
    let top = this.heap[0];
    while (top !== undefined && top.ring === null) {
      this.drop();
      top = this.heap[0];
    }
    return top === undefined ? NEVER_US : top.atUs;
  }

  /** Goes to the next alarm and rings it. */
  ringNext(): void {
    const atUs = this.nextAtUs;
    const top = this.heap[0];
    if (top === undefined) return;
    this.nowUs = atUs;
    this.drop();
    const ring = top.ring;
    top.ring = null;
    if (ring !== null) ring();
  }

  /** Rings everything up to and including an instant, then stands there. */
  advanceTo(atUs: number): void {
    while (this.nextAtUs <= atUs) this.ringNext();
    this.nowUs = atUs;
  }

  private drop(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    this.heap[0] = last;
    this.sink(0);
  }

  private rise(index: number): void {
    let child = index;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.swapIfBefore(child, parent)) return;
      child = parent;
    }
  }

  private sink(index: number): void {
    let parent = index;
    for (;;) {
      const left = 2 * parent + 1;
      const right = left + 1;
      let least = left;
      const leftAlarm = this.heap[left];
      const rightAlarm = this.heap[right];
      if (leftAlarm === undefined) return;
      if (rightAlarm !== undefined && isBefore(rightAlarm, leftAlarm)) least = right;
      if (!this.swapIfBefore(least, parent)) return;
      parent = least;
    }
  }

  private swapIfBefore(child: number, parent: number): boolean {
    const a = this.heap[child];
    const b = this.heap[parent];
    if (a === undefined || b === undefined || !isBefore(a, b)) return false;
    this.heap[child] = b;
    this.heap[parent] = a;
    return true;
  }
}

export function ms(milliseconds: number): number {
  return Math.round(milliseconds * 1000);
}
