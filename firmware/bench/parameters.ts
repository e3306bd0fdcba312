/**
 * Parameters: what the words of a message set: what is fitted, what the inputs read, a limit.
 */

import type { Limits } from '../control/limits.ts';
import type { Fitted, Injected } from './bench-board.ts';

export type Words = readonly string[];

export function wordAt(words: Words, index: number): string {
  const word = words[index];
  return word === undefined ? '' : word;
}

export function numberAt(words: Words, index: number): number {
  return Number(wordAt(words, index));
}

/** Sets one thing that is fitted; returns false where it is not known. */
export function setFitted(fitted: Fitted, name: string, word: string): boolean {
  const on = word === '1';
  if (name === 'name') fitted.name = word;
  else if (name === 'lock') fitted.lock = word;
  else if (name === 'proofs') fitted.proofs = Number(word);
  else if (name === 'coil-hold') fitted.coilHold = on;
  else if (name === 'stored-energy') fitted.storedEnergy = on;
  else if (name === 'residual') fitted.residual = on;
  else if (name === 'thermometer') fitted.thermometer = on;
  else if (name === 'current-meter') fitted.currentMeter = on;
  else if (name === 'supply-meter') fitted.supplyMeter = on;
  else if (name === 'trip') fitted.trip = on;
  else return false;
  return true;
}

/** Sets what one input reads; returns false where it is not known. */
export function inject(injected: Injected, words: Words): boolean {
  const name = wordAt(words, 1);
  const value = numberAt(words, 2);
  if (name === 'pilot') {
    injected.pilotHighMillivolts = value;
    injected.pilotLowMillivolts = numberAt(words, 3);
  } else if (name === 'latch') injected.latchMillivolts = value;
  else if (name === 'levels') injected.levels = value;
  else if (name === 'proximity') injected.proximityMillivolts = value;
  else if (name === 'lock-supply') injected.lockSupplyMillivolts = value;
  else if (name === 'thermometer') injected.thermometerMillivolts = value;
  else if (name === 'current') injected.milliamps = value;
  else if (name === 'supply') injected.supplyDecivolts = value;
  else if (name === 'earth') injected.earthDecivolts = value;
  else return false;
  return true;
}

/** The fast readings of one tick. */
export function injectFast(injected: Injected, words: Words): void {
  injected.pilotHighMillivolts = numberAt(words, 2);
  injected.pilotLowMillivolts = numberAt(words, 3);
  injected.latchMillivolts = numberAt(words, 4);
  injected.levels = numberAt(words, 5);
}

/** Changes one limit by its name; values are numbers, or true and false. */
export function setLimit(limits: Limits, name: string, word: string): boolean {
  const table = limits as unknown as Record<string, number | boolean>;
  if (table[name] === undefined) return false;
  if (word === 'true' || word === 'false') table[name] = word === 'true';
  else table[name] = Number(word);
  return true;
}
