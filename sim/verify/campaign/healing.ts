/**
 * Healing: for everything that can be broken, the line that mends it.
 *
 * Made from the lines of a story, so that a story that loses a line in shrinking loses its mending too,
 * and nothing that stays broken is ever counted as healed.
 */

/** What a line begins with, and what mends it. Lines that mend themselves in time are not here. */
const remedies: readonly (readonly [RegExp, string])[] = [
  [/^pull and hold/, 'let go'],
  [/^tension on/, 'tension off'],
  [/^emergency-stop press/, 'emergency-stop release'],
  [/^journal torn/, 'journal whole'],
  [/^(rail off|journal torn)/, 'rail on'],
  [/^supply /, 'supply 230 V'],
  [/^earth /, 'earth 0 V'],
  [/^capacitor source/, 'capacitor source 12 V'],
  [/^pilot shorted/, 'pilot whole'],
  [/^diode missing/, 'diode whole'],
  [/^noise /, 'noise 20 mV'],
  [/^contactor welds/, 'contactor gives-way'],
  [/^contactor dead/, 'contactor alive'],
  [/^contactor drops/, 'contactor drops in 20 ms'],
  [/^mirror stuck/, 'mirror whole'],
  [/^voltage-sense stuck/, 'voltage-sense whole'],
  [/^lock seized/, 'lock moves'],
  [/^lock jammed$/, 'lock freed'],
  [/^lock jammed-open/, 'lock goes-in'],
  [/^lock friction/, 'lock friction 1'],
  [/^lock wires swapped/, 'lock wires right'],
  [/^latch wire/, 'latch wire whole'],
  [/^proximity wire/, 'proximity wire whole'],
  [/^cable /, 'cable 220 Ohm'],
  [/^thermometer wire/, 'thermometer wire whole'],
  [/^temperature /, 'temperature 20 C'],
  [/^leak on/, 'leak off'],
  [/^residual sensor dead/, 'residual sensor alive'],
  [/^excess /, 'excess 0 A'],
  [/^isolator off/, 'isolator on'],
  [/^grid (off|dip)/, 'grid on'],
];

/** A weld that was seen, or believed, may have tripped the upstream breaker. */
const TRIPS = /^(contactor (welds|drops)|mirror stuck-closed|voltage-sense stuck-live)/;

/** The trip coil takes its time; whoever closes the breaker comes after it. */
const BREAKER = 'after 1 s breaker on';

/** The lines that mend everything that these lines have broken. */
export function healingOf(lines: readonly string[]): string[] {
  const mending = remedies
    .filter(([harm]) => lines.some((line) => harm.test(line)))
    .map(([, remedy]) => remedy);
  const healed = [...new Set(mending)];
  if (lines.some((line) => TRIPS.test(line))) healed.push(BREAKER);
  return healed;
}

/** Whether a line breaks something that `healingOf` knows how to mend. */
export function isHarm(line: string): boolean {
  return remedies.some(([harm]) => harm.test(line));
}
