/**
 * Polarity: whether a lock's actuator moves in the ordered direction. One stroke in each direction, within
 * the part's rating and with its rest, and after each a reading of the latch's own sense.
 */

import type { Finding } from './check-finding.ts';

/**
 * Position of the pin by its sense; `neither` is between its ends or a broken wire, `none` means no real
 * lock.
 */
export type Sensed = 'locked' | 'unlocked' | 'neither' | 'none';

/** A lock under check, independent of the way it is driven. */
export interface LockHand {
  /** One stroke, and the rest after it. @returns in words what was wrong; empty where nothing was */
  stroke(way: 'extend' | 'retract'): Promise<string>;
  latch(): Promise<Sensed>;
  /** Why no real lock can be seen, for the finding. */
  readonly whyNone: string;
}

const what = 'actuator polarity';

function judge(extended: Sensed, retracted: Sensed): Finding {
  if (extended === 'locked' && retracted === 'unlocked') {
    const detail = 'extend was sensed locked, retract was sensed unlocked';
    return { what, verdict: 'ok', detail };
  }
  const found = `extend was sensed ${extended}, retract was sensed ${retracted}`;
  const isSwapped = extended === 'unlocked' && retracted === 'locked';
  const why = isSwapped
    ? "the motor's two wires are swapped, or its sense contact is of the other kind"
    : 'the pin does not move: look at its supply, its bridge, and whether it is jammed';
  return { what, verdict: 'wrong', detail: `${found}: ${why}` };
}

/** No plug may be inserted, and nothing live: the caller has checked that. */
export async function provePolarity(hand: LockHand): Promise<Finding> {
  if ((await hand.latch()) === 'none') return { what, verdict: 'skipped', detail: hand.whyNone };
  const first = await hand.stroke('extend');
  if (first !== '') return { what, verdict: 'wrong', detail: `extend: ${first}` };
  const extended = await hand.latch();
  const second = await hand.stroke('retract');
  if (second !== '') return { what, verdict: 'wrong', detail: `retract: ${second}` };
  const retracted = await hand.latch();
  const finding = judge(extended, retracted);
  // A lock with swapped wires is left so that a plug can be removed: by the stroke that retracts the pin.
  if (retracted === 'locked') await hand.stroke('extend');
  return finding;
}
