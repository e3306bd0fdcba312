/**
 * Real outputs: the outputs of a rig's board, switched off or driven by hand for bringing a board up.
 */

import { Drive } from '../control/outputs.ts';
import { createReadings } from '../drivers/quiet-window.ts';
import type { Board } from '../hal.ts';

/** Every real output at its pull-down. */
export function restOutputs(pins: Board | null): void {
  if (pins === null) return;
  pins.contactor.write(false);
  if (pins.lockBridge !== null) pins.lockBridge.write(Drive.Off, 0);
  if (pins.lockCoil !== null) pins.lockCoil.writePermille(0);
  if (pins.trip !== null) pins.trip.write(false);
  if (pins.residualTest !== null) pins.residualTest.write(false);
  pins.pilot.writePermille(1000);
  if (pins.light !== null) pins.light.write(0);
}

/**
 * Drives one real output by hand, for bringing a board up.
 *
 * @param value a level, a duty in permille, a `Drive`, or a colour
 * @param limitMs of a stroke of the bridge; 0 with everything else
 * @returns false for a name that is no output
 */
export function driveOutput(
  pins: Board | null,
  name: string,
  value: number,
  limitMs: number,
): boolean {
  const known = ['contactor', 'duty', 'bridge', 'coil', 'trip', 'test', 'light'];
  if (known.indexOf(name) < 0) return false;
  if (pins === null) return true;
  const on = value === 1;
  if (name === 'contactor') pins.contactor.write(on);
  if (name === 'duty') pins.pilot.writePermille(value);
  if (name === 'bridge' && pins.lockBridge !== null) pins.lockBridge.write(value as Drive, limitMs);
  if (name === 'coil' && pins.lockCoil !== null) pins.lockCoil.writePermille(value);
  if (name === 'trip' && pins.trip !== null) pins.trip.write(on);
  if (name === 'test' && pins.residualTest !== null) pins.residualTest.write(on);
  if (name === 'light' && pins.light !== null) pins.light.write(value);
  return true;
}

/**
 * What the real latch reads, past what is injected.
 *
 * @returns in mV; null where there are no pins
 */
export function senseLatch(pins: Board | null): number | null {
  if (pins === null) return null;
  const readings = createReadings();
  // A board may convert the latch in every other sample only.
  pins.inputs.sample(readings);
  pins.inputs.sample(readings);
  return readings.latchMillivolts;
}
