/**
 * Polarity: whether a lock's actuator moves the way that it is told. One stroke in each direction, within the
 * part's rating and with its rest, and after each a look at the latch's own sense.
 */

import type { Finding } from './check-finding.ts';

/** Where the pin is by its sense; `neither` is between its ends or a wire that is off, `none` no real lock. */
export type Sensed = 'locked' | 'unlocked' | 'neither' | 'none';

/** A lock in the hands of a check, however it is reached. */
export interface LockHand {
  /** One stroke, and the rest after it; in words what was wrong with it, empty where nothing was. */
  stroke(way: 'extend' | 'retract'): Promise<string>;
  latch(): Promise<Sensed>;
  /** Why there is no real lock to be seen, for the finding. */
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

/** No plug may be in, and nothing live: whoever calls has seen to that. */
export async function provePolarity(hand: LockHand): Promise<Finding> {
  if ((await hand.latch()) === 'none') return { what, verdict: 'skipped', detail: hand.whyNone };
  const first = await hand.stroke('extend');
  if (first !== '') return { what, verdict: 'wrong', detail: `extend: ${first}` };
  const extended = await hand.latch();
  const second = await hand.stroke('retract');
  if (second !== '') return { what, verdict: 'wrong', detail: `retract: ${second}` };
  const retracted = await hand.latch();
  const finding = judge(extended, retracted);
  // A lock whose wires are swapped is left as a plug can be taken: by the stroke that takes it back.
  if (retracted === 'locked') await hand.stroke('extend');
  return finding;
}
