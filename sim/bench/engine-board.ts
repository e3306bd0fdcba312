/**
 * Engine board: replays recorded inputs to the firmware inside an engine, tick by tick, with marks for a
 * profiler outside. It runs in the engine, in the firmware's own dialect.
 */

import type { Fittings } from '../../firmware/charger.ts';
import { createLimits } from '../../firmware/control/limits.ts';
import { createController } from '../../firmware/controller.ts';
import { findBistablePart, senseOf } from '../../firmware/drivers/lock-parts.ts';
import { type Board, type DigitalOutput, type Readings, SLOTS } from '../../firmware/hal.ts';
import { crc16 } from '../../firmware/storage/crc16.ts';
import { createJournal, note } from '../../firmware/storage/journal.ts';
import { Input } from '../engine/engine-inputs.ts';

/**
 * A recording, by position, because the names of a bundle's fields are short: lock part, tick in ms,
 * number of ticks, the inputs at the start, changes (tick, input, value in threes), marked ticks, proofs.
 */
export type Replay = readonly [
  string,
  number,
  number,
  number[],
  readonly number[],
  readonly number[],
  number,
];

let values: number[] = [];
let isMarking = false;
let wasClosed = false;
let lapMs = 0;
const slots: string[] = [];
for (let slot = 0; slot < SLOTS; slot++) slots.push('');

const nothing: DigitalOutput = { write: (_on: boolean): void => undefined };

function analog(input: Input): { readMillivolts: () => number } {
  return { readMillivolts: () => values[input] as number };
}

function sample(readings: Readings): void {
  readings.pilotHighMillivolts = values[Input.High] as number;
  readings.pilotLowMillivolts = values[Input.Low] as number;
  readings.latchMillivolts = values[Input.Latch] as number;
  readings.levels = values[Input.Levels] as number;
}

function createBoard(proofs: number, mark: () => void): Board {
  return {
    name: 'bench',
    resetCause: 0,
    restedForMs: 0,
    program: null,
    heap: null,
    entropy: 1,
    inputs: { sample: sample },
    proofs: proofs,
    proximity: analog(Input.Proximity),
    lockSupply: analog(Input.LockSupply),
    thermometer: analog(Input.Thermometer),
    jumper: null,
    outgoingCurrent: { readMilliamps: () => values[Input.Current] as number },
    supplyMeter: {
      measuresSupply: true,
      measuresEarth: true,
      readSupplyDecivolts: () => values[Input.Supply] as number,
      readEarthDecivolts: () => values[Input.Earth] as number,
    },
    contactor: {
      write: (on) => {
        if (wasClosed && !on && isMarking) mark();
        wasClosed = on;
      },
    },
    pilot: { writePermille: (_duty) => undefined },
    lockBridge: { write: (_drive, _limitMs) => undefined },
    lockCoil: null,
    pilotBreak: null,
    trip: nothing,
    residualTest: nothing,
    light: { write: (_colour) => undefined },
    clock: { lapMs: () => lapMs },
    watchdog: { feed: () => undefined },
    reflex: null,
    storage: {
      read: (slot) => slots[slot] as string,
      sum: crc16,
      write: (slot, text) => {
        slots[slot] = text;
      },
    },
    console: { read: () => '', write: (_text) => true },
  };
}

function fittingsOf(lock: string): Fittings {
  const part = findBistablePart(lock);
  return {
    bistablePart: part,
    holdToLockPart: null,
    sense: senseOf(part, null),
    coilHold: true,
    storedEnergy: true,
    residualFitted: true,
    residualIgnoreMs: 0,
  };
}

/** Runs the recording once; `mark` is called around every marked tick, and where it opens the contactor. */
export function replay(
  recording: Replay,
  mark: () => void,
  say: (line: string) => void,
  heap: () => number,
): void {
  const limits = createLimits();
  limits.tickMs = recording[1];
  lapMs = recording[1];
  values = recording[3];
  const board = createBoard(recording[6], mark);
  note(createJournal(board.storage), 0, false, 0, 0);
  const loop = createController(board, fittingsOf(recording[0]), limits, false);
  const changes = recording[4];
  const marked = recording[5];
  let change = 0;
  let next = 0;
  let heapAfterStart = 0;
  mark();
  mark();
  for (let i = 0; i < recording[2]; i++) {
    while (change < changes.length && changes[change] === i) {
      values[changes[change + 1] as number] = changes[change + 2] as number;
      change += 3;
    }
    if (i === 200) heapAfterStart = heap();
    isMarking = marked[next] === i;
    if (isMarking) {
      next++;
      mark();
      loop.tick();
      mark();
    } else {
      loop.tick();
    }
  }
  const end = heap();
  say(`heap ${heapAfterStart} ${end} phase ${loop.charger.state.phase}`);
}
