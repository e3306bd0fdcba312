/**
 * Board parts: every resistor between what is sensed and a board's converter, from the sheets that the board is built
 * by, each named by its sheet as well.
 */

import type { NetMap } from '../../firmware/platforms/pin-map.ts';
import { contactsFor } from './contacts-circuit.ts';
import { bistableCircuit } from './lock-circuits.ts';
import { metersCircuit } from './meters-circuit.ts';
import type { Circuit, Part } from './part.ts';
import { peopleCircuit } from './people-circuit.ts';
import { pilotCircuit } from './pilot-circuit.ts';
import { narrowCircuit, replacedByNarrow, slowCircuit } from './slow-circuit.ts';

/** Whether the parts of the narrow converter's sheet stand before this board's. */
export const isNarrow = (map: NetMap): boolean => map.name.startsWith('esp32');

const named = ({ name }: Circuit, part: Part): Part => ({ ...part, ref: `${name} ${part.ref}` });

export function partsBefore(map: NetMap, lock: string): Part[] {
  const sheets = [
    pilotCircuit,
    contactsFor(lock),
    bistableCircuit,
    metersCircuit,
    slowCircuit,
    peopleCircuit,
  ];
  const replaced = (sheet: Circuit, { ref }: Part): boolean =>
    isNarrow(map) && (replacedByNarrow[sheet.name] ?? []).includes(ref);
  const shared = sheets.flatMap((sheet) =>
    sheet.parts.filter((part) => !replaced(sheet, part)).map((part) => named(sheet, part)),
  );
  return isNarrow(map)
    ? [...shared, ...narrowCircuit.parts.map((part) => named(narrowCircuit, part))]
    : shared;
}
