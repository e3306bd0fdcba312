/**
 * Poles: which conductors the contactor switches, and by which proof each is seen.
 *
 * One mirror contact covers every pole of its own contactor; several contactors need one each, in series. A
 * sense of the outgoing voltage covers the poles that it names: from a line behind the contactor to the
 * neutral in front of it. Across line and neutral behind the contactor it is blind to one welded pole: there
 * is no way back, and the line stands at 230 V to earth. A sense of the neutral is not drawn, because it
 * would lead mains to a pin of the dead socket, and would say "closed" for a line that did not close.
 */

export type Pole = 'L1' | 'L2' | 'L3' | 'N';

/** What is switched, and what each proof covers; empty where a proof is not fitted. */
export interface Poles {
  readonly switched: readonly Pole[];
  readonly mirror: readonly Pole[];
  readonly outgoing: readonly Pole[];
}

/**
 * The first switched phase that no proof covers; '' where every one is covered. A neutral that nothing
 * covers is no danger: welded alone it makes nothing live.
 */
export function unsensedPhase(poles: Poles): Pole | '' {
  for (let i = 0; i < poles.switched.length; i++) {
    const pole = poles.switched[i] as Pole;
    const isSensed = poles.mirror.indexOf(pole) >= 0 || poles.outgoing.indexOf(pole) >= 0;
    if (pole !== 'N' && !isSensed) return pole;
  }
  return '';
}
