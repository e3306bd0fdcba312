/**
 * Variants: one scenario file played for every value of something, or for every pair of two values.
 */

import { createBistableParts, createHoldToLockParts } from '../../firmware/drivers/lock-parts.ts';
import { readQuantity } from './quantity.ts';
import { inFile, type Line, ScenarioError, Words } from './source.ts';

interface Sweep {
  readonly name: string;
  readonly values: readonly string[];
}

/** A swept variable and one of its values. */
export interface Value {
  readonly name: string;
  readonly value: string;
}

/** Every value is a scenario of its own: more of them than this is probably a wrong unit. */
const MOST_VALUES = 1000;

/** Every lock part that the firmware knows, by name: a list in a file would miss the next one. */
export const lockPartNames: readonly string[] = [
  ...createBistableParts(),
  ...createHoldToLockParts(),
].map((part) => part.name);

const EVERY_LOCK_PART = 'every lock part';

/** `sweep NAME over a b c`, `sweep NAME over every lock part`, or `sweep NAME from 0 ms to 19 ms step 1 ms`. */
function readSweep(file: string, line: Line): Sweep {
  return inFile(file, line, () => {
    const words = new Words(line);
    words.take('sweep');
    const name = words.next('a name');
    if (words.take('over')) {
      const rest = words.rest();
      if (rest === EVERY_LOCK_PART) return { name, values: lockPartNames };
      const values = rest.split(' ').filter((word) => word !== '');
      if (values.length === 0) words.complain('expected values');
      return { name, values };
    }
    if (!words.take('from')) words.complain('expected "over" or "from"');
    const from = readQuantity(words, 'duration');
    if (!words.take('to')) words.complain('expected "to"');
    const to = readQuantity(words, 'duration');
    if (!words.take('step')) words.complain('expected "step"');
    const step = readQuantity(words, 'duration');
    words.expectEnd();
    if (!(step > 0) || to < from)
      words.complain('expected a step above 0 and an end after the start');
    if ((to - from) / step >= MOST_VALUES) {
      words.complain(
        `expected at most ${MOST_VALUES} values, found ${Math.floor((to - from) / step) + 1}`,
      );
    }
    const values: string[] = [];
    for (let value = from; value <= to; value += step) values.push(`${value}us`);
    return { name, values };
  });
}

/** A file sweeps this many things at most. */
const MOST_SWEEPS = 2;

/**
 * Reads the sweeps of a file.
 *
 * @returns the values of every variant, in the order of the lines; one variant without values where nothing is
 *   swept
 */
export function readVariants(file: string, lines: readonly Line[]): (readonly Value[])[] {
  const refuse = ({ number, words }: Line, at: number, complaint: string): never => {
    throw new ScenarioError(file, number, words[at]?.column ?? 1, complaint);
  };
  let variants: (readonly Value[])[] = [[]];
  lines.forEach((line, i) => {
    if (i >= MOST_SWEEPS) refuse(line, 0, 'a file sweeps two things at most');
    const { name, values } = readSweep(file, line);
    if (variants.some((variant) => variant.some((one) => one.name === name))) {
      refuse(line, 1, `"${name}" is swept already`);
    }
    const count = variants.length * values.length;
    if (count > MOST_VALUES) {
      refuse(line, 1, `expected at most ${MOST_VALUES} variants, found ${count}`);
    }
    variants = variants.flatMap((variant) => values.map((value) => [...variant, { name, value }]));
  });
  return variants;
}

/** Puts a value in the places of a swept variable. The columns of what follows it move along. */
export function substitute(line: Line, { name, value }: Value): Line {
  const place = `{${name}}`;
  if (!line.text.includes(place)) return line;
  const words = line.words.map((word) => ({ ...word, text: word.text.replaceAll(place, value) }));
  return { ...line, words };
}
