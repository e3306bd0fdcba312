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
 *
 * A proof that says "open" for ever, by a shorted mirror wire or a cut sense wire, is found because it
 * does not change with the contactor. In each cycle that lasts long enough every fitted proof must say closed; one that does
 * not is not believed: `proof-stuck` opens the contactor, and what proves the socket dead is the other one,
 * because a proof that says "open" for ever decides nothing beside it. With one proof alone it looks
 * like a contactor that stays open.
 */

import { Contacts } from '../control/signals.ts';

/** What every fitted proof together says. */
export function contactsOf(levels: number, proofs: number): Contacts {
  const closed = levels & proofs;
  if (closed === 0) return Contacts.Open;
  return closed === proofs ? Contacts.Closed : Contacts.Unproven;
}

/** The proofs that do not say closed: asked when the contactor opens, they are the ones that did not follow. */
export function silentProofs(levels: number, proofs: number): number {
  return proofs & ~levels;
}
