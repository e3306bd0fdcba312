/**
 * Buttons: Stop, an optional Start, and the emergency stop.
 *
 * Wiring: Stop and Start close to ground; the e-stop is a normally closed contact, so that a broken
 * wire reads as pressed. A press is one request, however long it lasts. The e-stop is a level: it says
 * stop for as long as it is pressed.
 */

import { Level } from '../hal.ts';
import type { LevelNet } from './debounce.ts';

/** Contacts bounce, and static on a wet panel is short. [G] */
const PRESS_MS = 30;
/** The e-stop is believed at once, but for a single disturbed sample. [D] */
const ESTOP_MS = 20;
const ESTOP_RELEASE_MS = 200;

export function createButtonNets(): LevelNet[] {
  return [
    { bit: Level.StopButton, riseMs: PRESS_MS, fallMs: PRESS_MS, forMs: -1 },
    { bit: Level.StartButton, riseMs: PRESS_MS, fallMs: PRESS_MS, forMs: -1 },
    { bit: Level.EStop, riseMs: ESTOP_MS, fallMs: ESTOP_RELEASE_MS, forMs: -1 },
  ];
}
