/**
 * Pilot sense: what the shipping driver believes of the two halves, and the two ways in which a drawn resistor fails.
 */

import { createSignals, Pilot } from '../../firmware/control/signals.ts';
import {
  createControlPilot,
  observePilot,
  retunePilot,
} from '../../firmware/drivers/control-pilot.ts';
import { createQuietWindow, createReadings } from '../../firmware/drivers/quiet-window.ts';

/** In Ω: a resistor that is cut, or bridged. */
export const ways = { open: 1e9, short: 0.01 } as const;
export type Way = keyof typeof ways;

/** What is believed under PWM of the two halves, both in mV. */
export function believePilot(pilotHighMillivolts: number, pilotLowMillivolts: number): string {
  const [sense, seen, quiet] = [createControlPilot(), createSignals(), createQuietWindow()];
  retunePilot(sense, 500, seen, quiet);
  const readings = { ...createReadings(), pilotHighMillivolts, pilotLowMillivolts };
  for (let i = 0; i < 20; i++) observePilot(sense, readings, 10, 0, seen, quiet);
  return Pilot[seen.pilot];
}
