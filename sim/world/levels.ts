/**
 * Levels: what the board's digital inputs say of the plant.
 */

import type { InputName, Level } from '../../firmware/drivers/digital-inputs.ts';
import { bitOf, inputNames, type WorkedName } from '../../firmware/drivers/input-words.ts';
import type { Plant } from '../plant/plant.ts';

/** What is sensed of the plant; all other inputs are contacts that a person works. */
const sensed: Readonly<Record<Exclude<InputName, WorkedName>, (plant: Plant) => boolean>> = {
  mirror: ({ contactor }) => contactor.mirrorClosed,
  outgoing: (plant) => plant.outgoingSensed,
  supply: (plant) => plant.supplySensed,
  residual: ({ residual }) => residual.tripped,
  jumper: ({ asserted }) => asserted.has('jumper'),
};

interface Look {
  readonly bit: Level;
  readonly isAsserted: (plant: Plant) => boolean;
}

const looks: readonly Look[] = inputNames.map((name) => {
  const ofPlant = name in sensed ? sensed[name as keyof typeof sensed] : null;
  return { bit: bitOf(name), isAsserted: ofPlant ?? (({ asserted }) => asserted.has(name)) };
});

/** Every input that is asserted, as bits of `Level`. */
export function levelsOf(plant: Plant): number {
  let levels = 0;
  for (const { bit, isAsserted } of looks) if (isAsserted(plant)) levels |= bit;
  return levels;
}
