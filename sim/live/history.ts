/**
 * History: the trace by name, for the plots.
 */

import type { World } from '../world/world.ts';

/** From this instant on, the name had this value. */
export interface Change {
  readonly atUs: number;
  readonly value: string;
}

/** Index of the last entry at or before an instant; −1 if there is none. */
export function lastAt(entries: readonly { readonly atUs: number }[], atUs: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle] as { atUs: number }).atUs <= atUs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export class History {
  private readonly changes = new Map<string, Change[]>();
  private read = 0;

  constructor(readonly world: World) {}

  /** The changes of one name of the trace, the oldest first. */
  of(name: string): readonly Change[] {
    const events = this.world.trace.events;
    for (; this.read < events.length; this.read++) {
      const event = events[this.read];
      if (event === undefined) break;
      const list = this.changes.get(event.name);
      if (list === undefined) this.changes.set(event.name, [event]);
      else list.push(event);
    }
    return this.changes.get(name) ?? [];
  }
}
