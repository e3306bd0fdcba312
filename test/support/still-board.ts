/**
 * Still board: a board of records on which nothing happens but what a test puts there, and what is asked of it.
 */

import { type Charger, createCharger } from '../../firmware/charger.ts';
import { createLimits, type Limits } from '../../firmware/control/limits.ts';
import type { Drive } from '../../firmware/control/outputs.ts';
import { PROOFS } from '../../firmware/drivers/digital-inputs.ts';
import { type Board, ResetCause } from '../../firmware/hal.ts';
import { crc16 } from '../../firmware/storage/crc16.ts';
import { createSetup, fittingsOf, type Setup } from '../../sim/world/setup.ts';

export interface StillBoard {
  readonly board: Board;
  /** Every call, in order: `contactor true`, `read proximity`. */
  readonly calls: string[];
  /** What the readings say, by the net's name. */
  readonly readings: Record<string, number>;
  readonly slots: string[];
}

/** @param over what of the board is another */
export function stillBoard(over: Partial<Board> = {}): StillBoard {
  const calls: string[] = [];
  const slots: string[] = [];
  const readings: Record<string, number> = {
    proximity: 3000,
    lockSupply: 12000,
    thermometer: 1650,
    current: 0,
    supply: 2300,
    earth: 0,
  };
  const read = (name: string) => (): number => {
    calls.push(`read ${name}`);
    return readings[name] ?? 0;
  };
  const output = (name: string) => ({
    write: (value: boolean | number) => {
      calls.push(`${name} ${value}`);
    },
    writePermille: (permille: number) => {
      calls.push(`${name} ${permille}`);
    },
  });
  const board: Board = {
    name: 'still',
    resetCause: ResetCause.PowerOn,
    restedForMs: 0,
    entropy: 0,
    inputs: { sample: () => undefined },
    proofs: PROOFS,
    proximity: { readMillivolts: read('proximity') },
    lockSupply: { readMillivolts: read('lockSupply') },
    thermometer: { readMillivolts: read('thermometer') },
    jumper: null,
    outgoingCurrent: { readMilliamps: read('current') },
    supplyMeter: {
      measuresSupply: true,
      measuresEarth: true,
      readSupplyDecivolts: read('supply'),
      readEarthDecivolts: read('earth'),
    },
    contactor: output('contactor'),
    pilot: output('pilot'),
    lockBridge: {
      write: (drive: Drive, limitMs: number) => {
        calls.push(`bridge ${drive} ${limitMs}`);
      },
    },
    lockCoil: output('coil'),
    pilotBreak: output('break'),
    trip: output('trip'),
    residualTest: output('test'),
    light: output('light'),
    clock: { lapMs: () => 10 },
    watchdog: { feed: () => undefined },
    reflex: null,
    storage: {
      read: (slot) => slots[slot] ?? '',
      sum: crc16,
      write: (slot, text) => {
        slots[slot] = text;
      },
    },
    console: { read: () => '', write: () => true },
    program: null,
    heap: null,
    ...over,
  };
  return { board, calls, readings, slots };
}

export function stillCharger(
  { board }: StillBoard,
  change: Partial<Setup> = {},
  limits: Limits = createLimits(),
): Charger {
  return createCharger(board, fittingsOf({ ...createSetup(), ...change }), limits);
}
