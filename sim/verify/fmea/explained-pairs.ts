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
/** The socket may be live behind a contactor that is commanded open. */
const LIVE_ALL_THE_SAME = /welds$|^contactor closes by itself$/;
const ONE_PROOF =
  'The only proof that is fitted says open behind a contact that is closed: two are better than one.';

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
    one: LIVE_ALL_THE_SAME,
    other: /^mirror reads open$/,
    where: /, bistable, mirror$/,
    because: ONE_PROOF,
  },
  {
    one: LIVE_ALL_THE_SAME,
    other: /^voltage reads dead$/,
    where: /, bistable, voltage$/,
    because: ONE_PROOF,
  },
  {
    one: /welds$/,
    other: /^contactor closes by itself$/,
    where: /^without mains, solenoid, voltage$/,
    because:
      'Without mains a voltage sense sees no contact that closes, and a solenoid holds nothing: mains comes back behind a free plug. A mirror contact tells it, a lock that holds without power prevents it.',
  },
  {
    one: /^contactor closes by itself$/,
    other: /^lock wires swapped$/,
    where: /^without mains, bistable, voltage$/,
    because:
      'A weld is worked towards locked, and with its wires swapped the actuator pulls the pin away: the doctor finds swapped wires when the lock is fitted.',
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
