/**
 * Setting value: a setting's value as a person types and reads it.
 */

import { type Setting, Unit } from './settings.ts';

/** The setting's value as it is typed: `500 ms`, `32 A`, `release`. */
export function writeValue(setting: Setting, value: number): string {
  if (setting.unit === Unit.Word) return setting.words[value] as string;
  if (setting.unit === Unit.Milliseconds) return `${value} ms`;
  if (setting.unit === Unit.Decivolts) return `${value / 10} V`;
  return setting.unit === Unit.Milliamps ? `${value / 1000} A` : `${value}`;
}

/** What may be typed, for the answer to a value that cannot be taken. */
export function expectedOf(setting: Setting): string {
  if (setting.unit === Unit.Word) return setting.words.join(' | ');
  return `${writeValue(setting, setting.least)} to ${writeValue(setting, setting.most)}`;
}

/** Not a value of this setting. */
export const NOT_A_VALUE = -1;

/** How many of the smallest parts one of that unit is; 0 for no such unit. */
export function scaleOf(unit: Unit, word: string): number {
  if (unit === Unit.Milliseconds) {
    if (word === 'ms') return 1;
    if (word === 's') return 1000;
    if (word === 'min') return 60000;
    return word === 'h' ? 3600000 : 0;
  }
  if (unit === Unit.Milliamps) {
    if (word === 'mA') return 1;
    return word === 'A' ? 1000 : 0;
  }
  if (unit === Unit.Decivolts) return word === 'V' ? 10 : 0;
  return word === '' ? 1 : 0;
}

/**
 * Reads a value as it is typed. A bare number is refused where there is a unit.
 *
 * @param word the number, or the word
 * @param unit the unit's word, '' where there is none
 * @returns the value in the setting's own unit, or NOT_A_VALUE
 */
export function readValue(setting: Setting, word: string, unit: string): number {
  if (setting.unit === Unit.Word) {
    const index = setting.words.indexOf(word);
    return unit === '' ? index : NOT_A_VALUE;
  }
  const scale = scaleOf(setting.unit, unit);
  const value = Math.floor(Number(word) * scale + 0.5);
  const isNumber = word !== '' && scale > 0 && value >= setting.least && value <= setting.most;
  return isNumber ? value : NOT_A_VALUE;
}
