/**
 * Journal records: slots that lose power, what a controller believes of them, and every history of two records.
 */

import { Bar } from '../../firmware/control/reclose.ts';
import { type Recalled, Session } from '../../firmware/control/state.ts';
import type { Storage } from '../../firmware/hal.ts';
import { crc16 } from '../../firmware/storage/crc16.ts';
import { createJournal, note, recall } from '../../firmware/storage/journal.ts';

export const WORST: Recalled = { session: Session.Stopped, welded: true, bars: Bar.Unknown };

/** Slots that lose power after so many more characters; what is cut off is gone. */
export class Slots implements Storage {
  charactersLeft = Number.POSITIVE_INFINITY;
  readonly sum = crc16;

  constructor(readonly texts: [string, string] = ['', '']) {}

  read(slot: number): string {
    return this.texts[slot] ?? '';
  }

  write(slot: number, text: string): void {
    if (this.charactersLeft < 0) return;
    this.texts[slot as 0 | 1] = text.substring(0, this.charactersLeft);
    this.charactersLeft -= text.length;
  }

  copy(): Slots {
    return new Slots([...this.texts]);
  }
}

/** What a controller that starts now believes. */
export function recalled(slots: Slots): Recalled {
  return recall(createJournal(slots));
}

/** Slots after these contents were noted, one after the other, by one controller. */
export function written(...contents: readonly Recalled[]): Slots {
  const slots = new Slots();
  const journal = createJournal(slots);
  for (const { session, welded, bars } of contents) note(journal, session, welded, bars, 0);
  return slots;
}

export const contents: Recalled[] = [
  Session.None,
  Session.Permitted,
  Session.Stopped,
  Session.Unlocking,
].flatMap((session) =>
  [false, true].flatMap((welded) =>
    [Bar.None, Bar.ResidualCurrent].map((bars) => ({ session, welded, bars })),
  ),
);
export const idle = contents[0] as Recalled;
export const histories = contents.flatMap((older) =>
  contents.map((newest) => [older, newest] as const),
);
