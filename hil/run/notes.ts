/**
 * Notes: events of the board itself, independent of the scenario and its result.
 */

import { writeDuration } from '../../sim/scenario/quantity.ts';
import type { Result } from '../../sim/scenario/result.ts';
import type { TraceEvent } from '../../sim/trace.ts';

/**
 * Whether the processor stopped while its supply was present and reset was not held: that is a watchdog
 * reset.
 */
function isBite(event: TraceEvent, events: readonly TraceEvent[]): boolean {
  if (event.name !== 'processor' || event.value !== 'off') return false;
  const together = events.filter(({ atUs }) => atUs === event.atUs);
  return !together.some(
    ({ name, value }) =>
      (name === 'rail' && value === 'off') ||
      (name === 'action' && value.startsWith('reset')) ||
      (name === 'watchdog' && value.startsWith('bites')),
  );
}

export function notesOf({ events, startUs }: Pick<Result, 'events' | 'startUs'>): string[] {
  return events.flatMap((event) => {
    const what = isBite(event, events) ? 'bites: the board is reset' : event.value;
    const isTold = event.name === 'watchdog' || what !== event.value;
    return isTold ? [`${writeDuration(event.atUs - startUs)}: the watchdog ${what}`] : [];
  });
}
