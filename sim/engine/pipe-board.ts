/**
 * Pipe board: the firmware behind a line of text. It runs in the engine, in the firmware's own dialect.
 *
 * One text in for every tick, with everything that the firmware may read; one text out, with everything that
 * it has written, in its order. `engine-loop.ts` is the other end.
 */

import type { Fittings } from '../../firmware/charger.ts';
import { createLimits, type Limits } from '../../firmware/control/limits.ts';
import { createController } from '../../firmware/controller.ts';
import {
  findBistablePart,
  findHoldToLockPart,
  senseOf,
} from '../../firmware/drivers/lock-parts.ts';
import type { QuietWindow } from '../../firmware/drivers/quiet-window.ts';
import type { Board, DigitalOutput, Readings, SupplyMeter } from '../../firmware/hal.ts';
import type { Loop } from '../../firmware/loop.ts';
import { crc16 } from '../../firmware/storage/crc16.ts';
import { putField } from '../../firmware/storage/limit-field.ts';
import { createSettings, type Setting } from '../../firmware/storage/settings.ts';
import { Input } from './engine-inputs.ts';

/** A tick's text: its letter, the lap, the inputs, and behind them what was typed. */
const FIRST_INPUT = 2;
const TYPED = FIRST_INPUT + Input.Trip + 1;

const numbers: number[] = [];
let lapMs = 0;
let isLapAsked = false;
/** Time that the firmware has waited for within this tick. */
let busyMs = 0;
let typed = '';
let told: string[] = [];
let slots: string[] = [];
let loop: Loop | null = null;

function output(sign: string): DigitalOutput {
  return {
    write: (on) => {
      told.push(sign + (on ? '1' : '0'));
    },
  };
}

function analog(input: Input): { readMillivolts: () => number } {
  return { readMillivolts: () => numbers[input] as number };
}

/** A second request within one tick waits: no time passes here, so the other end is informed. */
function askLap(): number {
  if (isLapAsked) {
    busyMs++;
    return 1;
  }
  isLapAsked = true;
  return lapMs;
}

function sample(readings: Readings): void {
  readings.pilotHighMillivolts = numbers[Input.High] as number;
  readings.pilotLowMillivolts = numbers[Input.Low] as number;
  readings.latchMillivolts = numbers[Input.Latch] as number;
  readings.levels = numbers[Input.Levels] as number;
}

const supplyMeter: SupplyMeter = {
  measuresSupply: true,
  measuresEarth: true,
  readSupplyDecivolts: () => numbers[Input.Supply] as number,
  readEarthDecivolts: () => numbers[Input.Earth] as number,
};

/** What is fitted, by the words of the first text. */
function createBoard(fitted: readonly number[]): Board {
  const isCoil = fitted[3] === 1;
  const stored = fitted[12] as number;
  return {
    name: 'simulator',
    resetCause: fitted[0] as number,
    restedForMs: fitted[8] as number,
    program: stored < 0 ? null : { stored: () => stored },
    heap: null,
    entropy: fitted[1] as number,
    inputs: { sample: sample },
    proofs: fitted[2] as number,
    proximity: analog(Input.Proximity),
    lockSupply: analog(Input.LockSupply),
    thermometer: fitted[4] === 1 ? analog(Input.Thermometer) : null,
    jumper: null,
    outgoingCurrent:
      fitted[5] === 1 ? { readMilliamps: () => numbers[Input.Current] as number } : null,
    supplyMeter: fitted[6] === 1 ? supplyMeter : null,
    contactor: output('C'),
    pilot: {
      writePermille: (duty) => {
        told.push(`P${duty}`);
      },
    },
    lockBridge: isCoil
      ? null
      : {
          write: (drive, limitMs) => {
            told.push(`L${drive},${limitMs}`);
          },
        },
    lockCoil: isCoil
      ? {
          writePermille: (permille) => {
            told.push(`K${permille}`);
          },
        }
      : null,
    pilotBreak: fitted[9] === 1 ? output('B') : null,
    trip: fitted[7] === 1 ? output('R') : null,
    residualTest: output('Q'),
    light: {
      write: (colour) => {
        told.push(`G${colour}`);
      },
    },
    clock: { lapMs: askLap },
    watchdog: {
      feed: () => {
        told.push('W');
      },
    },
    reflex:
      fitted[10] === 0
        ? null
        : {
            watches: fitted[10] as number,
            patienceMs: fitted[11] as number,
            feed: () => {
              told.push('F');
            },
            trip: () => numbers[Input.Trip] as number,
          },
    storage: {
      read: (slot) => slots[slot] as string,
      sum: crc16,
      write: (slot, text) => {
        slots[slot] = text;
        told.push(`S${slot},${text}`);
      },
    },
    console: {
      read: () => {
        const text = typed;
        typed = '';
        if (text !== '') told.push('<');
        return text;
      },
      write: (text) => {
        told.push(`>${text.split('\n').join('')}`);
        return true;
      },
    },
  };
}

function fittingsOf(lock: string, flags: readonly number[]): Fittings {
  const bistable = findBistablePart(lock);
  const holdToLock = findHoldToLockPart(lock);
  return {
    bistablePart: bistable,
    holdToLockPart: holdToLock,
    sense: senseOf(bistable, holdToLock),
    coilHold: flags[0] === 1,
    storedEnergy: flags[1] === 1,
    residualFitted: flags[2] === 1,
    residualIgnoreMs: flags[3] as number,
  };
}

/** The tick, then every setting in the settings' own order. */
function limitsOf(values: readonly number[]): Limits {
  const limits = createLimits();
  const settings = createSettings();
  limits.tickMs = values[0] as number;
  for (let i = 0; i < settings.length; i++) {
    putField(limits, (settings[i] as Setting).field, values[i + 1] as number);
  }
  return limits;
}

function hearTick(text: string): void {
  const words = text.split(' ');
  lapMs = Number(words[1]);
  isLapAsked = false;
  for (let i = 0; i <= Input.Trip; i++) numbers[i] = Number(words[FIRST_INPUT + i]);
  typed = words.length > TYPED ? `${words.slice(TYPED).join(' ')}\n` : '';
}

function begin(text: string): void {
  const parts = text.split('\t');
  hearTick(parts[1] as string);
  slots = [];
  for (let i = 6; i < parts.length; i++) slots.push(parts[i] as string);
  const board = createBoard(JSON.parse(parts[2] as string) as number[]);
  const fittings = fittingsOf(parts[3] as string, JSON.parse(parts[4] as string) as number[]);
  loop = createController(board, fittings, limitsOf(JSON.parse(parts[5] as string)), true);
}

/** The windows of the fast readings, in the order in which the other end reads them. */
function windowsOf(quietWindow: QuietWindow): string {
  const pilot = `${quietWindow.pilotHighFromMillivolts} ${quietWindow.pilotHighToMillivolts}`;
  const latch = `${quietWindow.latchFromMillivolts} ${quietWindow.latchToMillivolts}`;
  return `${pilot} ${quietWindow.pilotLowToMillivolts} ${latch} ${quietWindow.levels}`;
}

/**
 * One exchange: `B…` begins anew, `T…` is a tick, `H` makes the next one deliberate, `J n` skips ticks.
 *
 * @returns what the firmware has written, joined by tabs; last `I`, the ticks that could be skipped and the
 *   windows inside which the readings must stay meanwhile
 */
export function exchange(text: string): string {
  const what = text.charAt(0);
  told = [];
  if (what === 'B') begin(text);
  if (loop === null) return 'X not begun';
  if (what === 'T') {
    hearTick(text);
    loop.tick();
  } else if (what === 'H') loop.hurry();
  else if (what === 'J') loop.skip(Number(text.substring(1)));
  if (busyMs > 0) told.push(`D${busyMs}`);
  busyMs = 0;
  told.push(`I${loop.idleTicks()} ${windowsOf(loop.charger.quietWindow)}`);
  return told.join('\t');
}
