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

/** The oldest first, one a round. */
export function events(console: Console): void {
  console.listing = listEvents;
  console.listed = 0;
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
