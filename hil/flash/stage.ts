/**
 * Stage: what is on a board at every moment of flashing, for a person who interrupts it.
 */

import type { Platform } from './identity.ts';

export type Stage =
  /** Nothing has been sent that changes the flash. */
  | 'untouched'
  /** From the erasure on, until everything has been read back. */
  | 'incomplete'
  /** Read back, and the same. */
  | 'whole';

export class FlashStage {
  stage: Stage = 'untouched';

  /** What is on the board now, and how to go on. */
  tell(platform: Platform): string {
    if (this.stage === 'untouched') return 'nothing was written: the old program is still there';
    if (this.stage === 'whole') {
      return 'the new program is there, and was read back the same; unplug the board once to start it';
    }
    const held = platform === 'kaluma' ? 'GPIO22 held low' : 'its button held';
    return (
      'the old program is erased, and the new one is NOT whole. Do not connect the board to a charger: ' +
      `run the same command again, which erases it and writes everything; if the board does not answer, start it with ${held} first`
    );
  }
}
