/**
 * Memory commands: what the ledger remembers, for people. What each word means stands in docs/console.md.
 */

import type { Charger } from '../charger.ts';
import { Count } from '../storage/ledger.ts';
import { type Console, say } from './console-state.ts';

function listEvents(console: Console, charger: Charger, index: number): boolean {
  const events = charger.ledger.events;
  if (index >= events.length)
    say(console, `ok events ${events.length}, start ${charger.ledger.starts}`);
  else say(console, `ok event ${events[index]}`);
  return index >= events.length;
}

/** As many lines as `counters` has. */
const AT_ONCE = 4;

/** The oldest first, one a round: all of them, or the last so many. A few are said at once: a bridge waits for them. */
export function events(console: Console, charger: Charger, words: readonly string[]): void {
  const length = charger.ledger.events.length;
  const asked = Number(words[1]);
  let index = asked < length ? length - asked : 0;
  if (length - index > AT_ONCE) {
    console.listing = listEvents;
    console.listed = index;
  } else while (!listEvents(console, charger, index)) index++;
}

export function counters(console: Console, charger: Charger): void {
  const counts = charger.ledger.counts;
  const hot = counts[Count.HotOpenings];
  say(console, `ok counters strokes ${counts[Count.Strokes]} wake-ups ${counts[Count.WakeUps]}`);
  say(console, `ok counters openings cold ${counts[Count.ColdOpenings]} hot ${hot}`);
  const brownOuts = `brown-out ${counts[Count.BrownOuts]}`;
  const others = `watchdog ${counts[Count.WatchdogResets]} unknown ${counts[Count.OtherStarts]}`;
  say(console, `ok counters starts power-on ${counts[Count.PowerOns]} ${brownOuts} ${others}`);
  say(console, `ok counters worst-lap ${counts[Count.WorstLap]} ms`);
}
