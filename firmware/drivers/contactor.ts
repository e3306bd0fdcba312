/**
 * Contactor: what the outgoing side is known to be.
 *
 * Wiring: the coil by the board's contactor output, pulled down so that a reset opens it. Proofs: a
 * mirror contact (mechanically linked, EN 60947-4-1 Annex F, second-hand), a sense of the outgoing
 * voltage behind the contactor, or both; a board with neither is refused, because then nothing could be
 * proven. The voltage sense must bridge the zero crossings by itself: alone and without a bridge, mains
 * that flickers between the samples looks dead behind a welded contact (the search finds the way).
 * "Commanded open" is never taken for "open". The latch contact in series with the coil is the one
 * interlock that software cannot give; see the wiring guide.
 */

import { Contacts } from '../control/signals.ts';
/** What every fitted proof together says. */
export function contactsOf(levels: number, proofs: number): Contacts {
  const closed = levels & proofs;
  if (closed === 0) return Contacts.Open;
  return closed === proofs ? Contacts.Closed : Contacts.Unproven;
}
