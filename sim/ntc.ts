/**
 * NTC: what the thermometer's part has at a temperature. Plant and drawn circuits ask here, so that both have one part.
 */

/** In Ω: 10 kΩ at 25 °C, B = 3950, as docs/wiring.md draws it. */
export function ntcOhms(celsius: number): number {
  return 10e3 * Math.exp(3950 * (1 / (celsius + 273.15) - 1 / 298.15));
}
