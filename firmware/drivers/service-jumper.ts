/**
 * Service jumper: on an analogue line, for boards without a free digital pin.
 *
 * Wiring: 10 kΩ to 3.3 V beside the multiplexer; the jumper closes 1.5 kΩ to ground, 0.43 V. Cut behind the 10 kΩ the
 * line reads the rail; cut ahead of it, it floats and can read anything. A set jumper stands for a key, so only that
 * level is believed, three times in a row: a line or a multiplexer that is shorted to ground reads 0 V and opens
 * nothing, and one that stands at another channel would have to read this very level. Every other reading ends it at
 * once.
 */

/** A thermometer at 0.6 V is above 62 °C: at lower temperatures its channel is not taken for the jumper's. */
export const SET_FROM_MILLIVOLTS = 300;
export const SET_TO_MILLIVOLTS = 600;
/** A third of a second apart at a tick of 10 ms. */
const BELIEVE_READINGS = 3;

export interface ServiceJumper {
  /** So many readings in a row, the last one among them, said set. */
  setReadings: number;
}

export function createServiceJumper(): ServiceJumper {
  return { setReadings: 0 };
}

/** Looks at one reading. */
export function observeJumper(jumper: ServiceJumper, millivolts: number): void {
  if (millivolts < SET_FROM_MILLIVOLTS || millivolts > SET_TO_MILLIVOLTS) jumper.setReadings = 0;
  else if (jumper.setReadings < BELIEVE_READINGS) jumper.setReadings++;
}

export function isJumperSet(jumper: ServiceJumper): boolean {
  return jumper.setReadings >= BELIEVE_READINGS;
}
