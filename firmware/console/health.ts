/**
 * Health: how the charger itself fares: its start, its ticks, its memory, and what hardware has opened.
 */

import { type Charger, programState } from '../charger.ts';
import { resetWords, tripWords } from '../control/words.ts';
import { type Console, say } from './console-state.ts';

/** What opens the contactor beside the interpreter, and how often it has. */
function sayReflex(console: Console, charger: Charger): void {
  const reflex = charger.board.reflex;
  if (reflex === null) {
    const unbelieved = charger.reflex.openings;
    const count = unbelieved === 0 ? '' : `, ${unbelieved} openings without a cause`;
    say(console, `ok reflex none: the interpreter alone opens the contactor${count}`);
    return;
  }
  let watches = '';
  for (let i = 1; i < tripWords.length; i++) {
    if ((reflex.watches & (1 << i)) !== 0) watches += ` ${tripWords[i]}`;
  }
  const sense = charger.reflex;
  const last = tripWords[sense.trip] as string;
  const count = `${sense.openings} openings, ${sense.unconfirmed} unconfirmed, last ${last}`;
  say(console, `ok reflex${watches}: ${count}`);
}

/** The words of `Stored`. */
export const storedWords: readonly string[] = 'unread whole damaged'.split(' ');

export function sayHealth(console: Console, charger: Charger): void {
  const late = charger.lateTicks;
  const longest = charger.worstLapMs;
  say(console, `ok up ${charger.uptimeMs} ms, ${late} late ticks, longest ${longest} ms`);
  const read = charger.journal.wasReadable ? 'readable' : 'unreadable';
  const start = resetWords[charger.board.resetCause] as string;
  say(console, `ok start ${start}, journal ${read}, sequence ${charger.journal.sequence}`);
  sayReflex(console, charger);
  if (charger.board.program !== null) {
    say(console, `ok program ${storedWords[programState(charger)]}`);
  }
  const heap = charger.board.heap;
  if (heap !== null) say(console, `ok heap ${heap.usedBytes()} of ${heap.totalBytes} bytes`);
}
