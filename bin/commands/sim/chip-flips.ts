/**
 * `holdfast bench flips`: single bits of the stored program are changed on an emulated chip.
 */

import { bitsOf, flip, outcomes } from '../../../sim/chip/flips.ts';
import { contactorPinOf, install } from '../../../sim/chip/installed.ts';
import { createRandom } from '../../../sim/random.ts';
import { createProgress } from '../../progress.ts';

export interface FlipOptions {
  readonly chip: string;
  readonly flips: number;
  readonly seed: number;
}

/** Bits are drawn from the seed alone: with another seed the count goes on where this one ends. */
export async function benchFlips(
  { chip: name, flips, seed }: FlipOptions,
  root: string,
  print: (line: string) => void,
): Promise<number> {
  const installed = await install(root, name);
  const chip = installed.chip();
  const restore = chip.pico.keep();
  const bits = bitsOf(chip);
  const contactorPin = contactorPinOf(installed);
  const random = createRandom(seed);
  const progress = createProgress(`flips on ${name}`, flips);
  const counts = outcomes.map(() => 0);
  for (let i = 0; i < flips; i++) {
    const bit = Math.floor(random() * bits);
    const outcome = flip(chip, restore, bit, contactorPin);
    counts[outcome] = (counts[outcome] as number) + 1;
    if (outcome === 3) print(`missed: bit ${bit & 7} of character ${bit >> 3}`);
    progress.step();
  }
  progress.stop();
  print(`${flips} single bits of ${bits} changed on ${name}, seed ${seed}`);
  for (const [i, words] of outcomes.entries())
    print(`  ${String(counts[i]).padStart(5)}  ${words}`);
  return (counts[3] as number) * 100 <= flips ? 0 : 1;
}
