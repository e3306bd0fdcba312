/**
 * Relays: what a person measures when a jig is brought up, one setting at a time.
 */

import { contacts } from '../../firmware/drivers/input-words.ts';
import { setJigPart } from '../../firmware/jig/switches.ts';
import type { Output } from './outputs.ts';
import { partsOf, type Rig } from './rig.ts';

const CP = 'between CP (+) and PE';
const PP = 'between PP and PE';

type Row = readonly [part: string, word: string, rest: string, question: string];

/** Part, word, the word that releases it, and what the instrument must show. */
const rows: readonly Row[] = [
  ['car', 'B', 'A', `Does the ohmmeter show 2.74 kOhm behind a diode ${CP}?`],
  ['car', 'C', 'A', `Does the ohmmeter show 882 Ohm behind a diode ${CP}?`],
  ['car', 'D', 'A', `Does the ohmmeter show 246 Ohm behind a diode ${CP}?`],
  ['diode', 'missing', 'whole', "Is the vehicle's diode bridged, 0 Ohm across it?"],
  ['pilot', 'shorted', 'whole', `Does the ohmmeter show 0 Ohm ${CP}?`],
  ['proximity', '100', 'none', `Does the ohmmeter show 100 Ohm ${PP}?`],
  ['proximity', '220', 'none', `Does the ohmmeter show 220 Ohm ${PP}?`],
  ['proximity', '680', 'none', `Does the ohmmeter show 680 Ohm ${PP}?`],
  ['proximity', '1500', 'none', `Does the ohmmeter show 1.5 kOhm ${PP}?`],
  ['proximity', 'short', 'none', `Does the ohmmeter show 0 Ohm ${PP}?`],
  ['latch', 'locked', 'unlocked', "Is the lock's sense line closed, as if locked?"],
  ['supply', 'on', 'off', "Does the isolator's sense input get its signal?"],
  ['stop', 'pressed', 'released', 'Is the stop button closed?'],
  ['start', 'pressed', 'released', 'Is the start button closed?'],
  ...contacts.map(
    ({ word, what, done }): Row => [word, 'pressed', 'released', `Is the ${what} as if ${done}?`],
  ),
  ['reset', 'pressed', 'released', 'Is the reset pin of the board under test at ground?'],
];

/** The rows that are wired on a rig, as far as its file tells. */
export function relaysOf(rig: Rig): Output[] {
  const parts = partsOf(rig);
  const lines = rig.gpio?.lines;
  const switches = {
    has: (name: string): boolean => lines === undefined || lines[name] !== undefined,
    write: () => undefined,
  };
  const isWired = (part: string, word: string): boolean =>
    parts.has(part) && setJigPart(switches, part, word) === '';
  return rows
    .filter(([part, word]) => isWired(part, word))
    .map(([part, word, rest, question]) => ({
      net: `${part} ${word}`,
      drive: `set ${part} ${word}`,
      rest: `set ${part} ${rest}`,
      question,
    }));
}
