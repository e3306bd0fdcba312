/**
 * Explained pairs: two failures behind which people can be harmed, whatever a controller does, and why.
 */

import type { ModeName } from './failures.ts';

interface Explained {
  readonly one: RegExp;
  readonly other: RegExp;
  /** Contexts in which it is so. */
  readonly where: RegExp;
  readonly because: string;
}

const ANY = /./;

export const explainedPairs: readonly Explained[] = [
  {
    one: /^pin withdrawn by the bridge$/,
    other: ANY,
    where: ANY,
    because: 'One of the two does it alone.',
  },
  {
    one: /^crystal stops$/,
    other: ANY,
    where: ANY,
    because: 'Without a clock nothing on the board acts.',
  },
  {
    one: /^latch reads locked/,
    other: /^pin does not go in|^latch bounces/,
    where: /^restart, solenoid|^idle, bistable/,
    because:
      'In a lock stroke, and no sooner than a pin can have travelled, the sense comes to read locked by itself: no reading tells it from a pin that locks.',
  },
  {
    one: /^L1 welds$/,
    other: /^mirror reads open$/,
    where: /^idle, bistable, mirror$/,
    because: 'The only proof that is fitted says open behind a weld: two are better than one.',
  },
  {
    one: /^controller stalls for 2 s$/,
    other: /^contactor closes by itself$/,
    where: /solenoid/,
    because:
      "The watchdog lets the lock's coil go as the contactor closes: the latch contact in its line opens it within its drop-out time; nothing is quicker.",
  },
];

/** Why two failures may harm, in either order; null where nothing explains it. */
export function explanationOf(first: ModeName, second: ModeName, context: string): string | null {
  const found = explainedPairs.find(
    ({ one, other, where }) =>
      where.test(context) &&
      ((one.test(first) && other.test(second)) || (one.test(second) && other.test(first))),
  );
  return found?.because ?? null;
}
