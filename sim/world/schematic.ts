/**
 * Schematic: what the simulated board has fitted.
 */

import type { SenseWindows } from '../../firmware/drivers/lock-parts.ts';
import type { Program } from '../../firmware/hal.ts';
import type { ReflexKind } from './hardware-reflex.ts';

export interface Schematic {
  proofs: number;
  holdToLock: boolean;
  coilHold: boolean;
  thermometer: boolean;
  currentMeter: boolean;
  supplyMeter: boolean;
  pilotBreak: boolean;
  trip: boolean;
  /** The board ends a stroke by itself when its limit has passed. */
  oneShot: boolean;
  /** What opens the contactor by itself. */
  reflex: ReflexKind;
  program: Program | null;
  /** From one of Espruino's looks to the contactor's pin. */
  lookTakesUs: number;
  sense: SenseWindows;
}
