/**
 * Reflex: the loop's side of the hardware that opens the contactor by itself.
 */

import type { Charger } from './charger.ts';
import { confirmTrip, isUnconfirmed, noteTrip } from './drivers/reflex-sense.ts';
import { type Reflex, Trip } from './hal.ts';

/** Feeds the hardware within a long tick as well, as long as the contactor is to stay closed. */
export function feedReflex(charger: Charger, reflex: Reflex): void {
  if (!charger.written.contactorClosed || !charger.outputs.contactorClosed) return;
  if (charger.reflex.openForMs < 0) reflex.feed();
}

/**
 * At the beginning of a tick: the hardware is fed, or it is read why it has opened. The contactor stays open, and
 * control is told when its own inputs have had the time to show the cause.
 *
 * @returns whether control must be told now, or people: what has opened is shown in the tick in which it is known
 */
export function serveReflex(charger: Charger, reflex: Reflex): boolean {
  const sense = charger.reflex;
  if (!charger.written.contactorClosed) {
    if (sense.openForMs >= 0) confirmTrip(sense);
    return false;
  }
  // By ticks and not by laps: an input needs looks, and a late tick has made only one.
  let sinceMs = charger.limits.tickMs;
  if (sense.openForMs < 0) {
    const trip = reflex.trip();
    if (trip === Trip.None) {
      const wasTold = sense.trip === Trip.None;
      sense.trip = Trip.None;
      reflex.feed();
      return !wasTold;
    }
    noteTrip(sense, trip);
    if (trip === Trip.Stopped) charger.seen.reflexStopped = true;
    sinceMs = 0;
  }
  charger.seen.opened = isUnconfirmed(sense, sinceMs);
  return charger.seen.opened || sinceMs === 0;
}
