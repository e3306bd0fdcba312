/**
 * Board words: a simulated board's state as messages of the bench protocol, and its nets from the board's
 * messages.
 */

import type { Fittings } from '../../firmware/charger.ts';
import { createLimits, type Limits } from '../../firmware/control/limits.ts';
import type { Drive } from '../../firmware/control/outputs.ts';
import { SLOTS } from '../../firmware/hal.ts';
import type { SimBoard } from '../../sim/world/board.ts';

function fittingWords(board: SimBoard, fittings: Fittings): [string, string | number][] {
  const bit = (value: boolean): number => (value ? 1 : 0);
  return [
    ['name', board.name],
    ['lock', (fittings.bistablePart ?? fittings.holdToLockPart)?.name ?? ''],
    ['proofs', board.proofs],
    ['coil-hold', bit(fittings.coilHold)],
    ['stored-energy', bit(fittings.storedEnergy)],
    ['residual', bit(fittings.residualFitted)],
    ['thermometer', bit(board.thermometer !== null)],
    ['current-meter', bit(board.outgoingCurrent !== null)],
    ['supply-meter', bit(board.supplyMeter !== null)],
    ['trip', bit(board.trip !== null)],
  ];
}

/** Only what the scenario has changed; everything else keeps the value that the board was built with. */
function changedLimits(limits: Limits): [string, string][] {
  const shipped = new Map<string, unknown>(Object.entries(createLimits()));
  return Object.entries(limits)
    .filter(([name, value]) => shipped.get(name) !== value)
    .map(([name, value]) => [name, String(value)]);
}

/** Everything that a board must receive before its firmware starts, except the readings. */
export function prepareWords(
  mode: 'stepped' | 'live',
  board: SimBoard,
  fittings: Fittings,
  limits: Limits,
): string[] {
  const slots = Array.from(
    { length: SLOTS },
    (_, slot) => `slot ${slot} ${board.storage.read(slot)}`,
  );
  return [
    `clear ${mode}`,
    ...fittingWords(board, fittings).map(([name, word]) => `fit ${name} ${word}`),
    ...changedLimits(limits).map(([name, value]) => `limit ${name} ${value}`),
    ...slots,
  ];
}

/** The readings of the slow inputs, by name. */
export function slowWords(board: SimBoard): [string, number][] {
  return [
    ['proximity', board.proximity.readMillivolts()],
    ['lock-supply', board.lockSupply.readMillivolts()],
    ['thermometer', board.thermometer?.readMillivolts() ?? 0],
    ['current', board.outgoingCurrent?.readMilliamps() ?? 0],
    ['supply', board.supplyMeter?.readSupplyDecivolts() ?? 0],
    ['earth', board.supplyMeter?.readEarthDecivolts() ?? 0],
  ];
}

/** An output was written: `net contactor 1`. */
export function applyNet(board: SimBoard, words: readonly string[]): void {
  const name = words[1];
  const value = Number(words[2]);
  const on = value === 1;
  if (name === 'contactor') board.contactor.write(on);
  else if (name === 'duty') board.pilot.writePermille(value);
  else if (name === 'bridge') board.lockBridge?.write(value as Drive, Number(words[3]));
  else if (name === 'coil') board.lockCoil?.writePermille(value);
  else if (name === 'trip') board.trip?.write(on);
  else if (name === 'test') board.residualTest?.write(on);
  else if (name === 'light') board.light.write(value);
}

/**
 * Applies a message of the board to the world.
 *
 * @returns false where the message does not concern the world
 */
export function applyWord(board: SimBoard, message: string): boolean {
  const words = message.split(' ');
  const [name, first = ''] = words;
  if (name === 'net') applyNet(board, words);
  else if (name === 'say') board.console.write(`${message.slice(4)}\n`);
  else if (name === 'slot') board.storage.write(Number(first), message.slice(6 + first.length));
  else return false;
  return true;
}
