/**
 * Pilot scale: what the firmware reads from a voltage at the converter.
 */

import { pinMap } from '../../firmware/boards/pico.ts';

/** In V at CP. */
export function atPilot(volts: number): number {
  const { atZero, atFull } = pinMap.pilotHigh;
  return (atZero + ((atFull - atZero) * volts) / 3.3) / 1000;
}
