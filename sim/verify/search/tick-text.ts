/**
 * Tick text: the adversary's choice in one tick, in the words of the trace, to be printed and to be typed.
 * `pilot C contacts open elapsed 3`: times in ms, currents in mA; inputs that are not listed are nominal.
 */

import * as words from '../../../firmware/control/words.ts';
import { forbidding } from '../../../firmware/drivers/input-words.ts';
import { type Choice, type InputName, inputNames, NOMINAL, nominalChoice } from './inputs.ts';
import { carWords } from './model-plant.ts';

/** The words of an input's values; inputs that are not here are numbers. */
const wordsOf: Partial<Record<InputName, readonly string[]>> = {
  pilot: words.pilotWords,
  proximity: words.proximityWords,
  latch: words.latchWords,
  contacts: words.contactsWords,
  supply: words.yesNoWords,
  lockSupply: words.yesNoWords,
  ...Object.fromEntries(forbidding.map(({ name }) => [name, words.yesNoWords])),
  selfTest: words.selfTestWords,
  overCurrent: words.yesNoWords,
  mains: words.mainsWords,
  heat: words.heatWords,
  sensorsRead: words.yesNoWords,
  stop: ['no', 'yes', 'button'],
  start: words.yesNoWords,
  unlock: words.yesNoWords,
  loadDoubted: words.yesNoWords,
  car: carWords,
  isolator: words.yesNoWords,
  sticks: words.yesNoWords,
  jams: words.yesNoWords,
  latchWireCut: words.yesNoWords,
  mirrorLies: words.yesNoWords,
};

/** A name as it is typed: `lock-supply`. */
export function nameOfInput(name: InputName): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** A value as it is typed. */
export function wordOfValue(name: InputName, value: number): string {
  return value === NOMINAL ? 'nominal' : (wordsOf[name]?.[value] ?? String(value));
}

export function writeChoice(choice: Choice): string {
  const parts = inputNames
    .filter((name) => choice[name] !== NOMINAL)
    .map((name) => `${nameOfInput(name)} ${wordOfValue(name, choice[name])}`);
  return parts.length === 0 ? 'nothing new' : parts.join(' ');
}

/**
 * Reads what `tellChoice` writes.
 *
 * @throws Error that states what was expected
 */
export function readChoice(text: string): Choice {
  if (text === 'nothing new') return nominalChoice;
  const found = text.split(' ');
  const choice: Record<InputName, number> = { ...nominalChoice };
  for (let i = 0; i < found.length; i += 2) {
    const name = inputNames.find((one) => nameOfInput(one) === found[i]);
    if (name === undefined) {
      throw new Error(`expected ${inputNames.map(nameOfInput).join(' | ')}, found "${found[i]}"`);
    }
    const known = wordsOf[name];
    const word = found[i + 1] ?? '';
    const value = known === undefined ? Number.parseInt(word, 10) : known.indexOf(word);
    if (!(value >= 0)) {
      throw new Error(
        `expected ${known?.join(' | ') ?? 'a number'} for ${nameOfInput(name)}, found "${word}"`,
      );
    }
    choice[name] = value;
  }
  return choice;
}
