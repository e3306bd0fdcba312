/**
 * `holdfast size capacitor`: the stored energy that a lock needs to release after a supply loss.
 */

import {
  createBistableParts,
  createHoldToLockParts,
} from '../../../firmware/drivers/lock-parts.ts';
import {
  chargeSeconds,
  demandOf,
  leastFarads,
  nominalFarads,
} from '../../../hil/size/capacitor.ts';
import { UsageError } from '../../../sim/errors.ts';
import { didYouMean } from '../../../sim/scenario/source.ts';
import { paint } from '../../../sim/view/colours.ts';

type Print = (line: string) => void;

export interface SizeOptions {
  readonly lock: string;
  readonly stalled?: string;
  readonly idle: string;
  readonly resistance: string;
  readonly volts: string;
  readonly least: string;
  readonly charge: string;
  readonly strokes: string;
}

/** An unknown part, or a number or unit out of range. Exit code 2. */
export class SizeError extends UsageError {}

/** Stalled currents that a document gives, in mA. [M: HARTING, at most 2.4 A] */
const documented: Readonly<Record<string, number>> = { 'harting-motor': 2400 };
const ASSUMED_MILLIAMPS = 1000;
const READY_VOLTS = 10;

function read(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most)) {
    throw new SizeError(`--${name} expects ${least} to ${most}, found "${text}"`);
  }
  return value;
}

function writeFarads(farads: number): string {
  if (!Number.isFinite(farads)) return 'none is enough';
  return farads >= 1 ? `${farads.toFixed(2)} F` : `${Math.ceil(farads * 1000)} mF`;
}

function stalledOf(options: SizeOptions): number {
  if (options.stalled !== undefined) return read('stalled', options.stalled, 1, 20000);
  return documented[options.lock] ?? ASSUMED_MILLIAMPS;
}

export function sizeCapacitor(options: SizeOptions, print: Print): number {
  const parts = createBistableParts();
  const solenoids = createHoldToLockParts();
  const part = parts.find(({ name }) => name === options.lock);
  if (solenoids.some(({ name }) => name === options.lock)) {
    print(`${options.lock} releases by its spring: it needs no stored energy`);
    return 0;
  }
  if (part === undefined) {
    const names = [...parts, ...solenoids].map(({ name }) => name);
    throw new SizeError(
      `no lock part "${options.lock}"${didYouMean(options.lock, names)}; known: ${names.join(' ')}`,
    );
  }
  const stalledMilliamps = stalledOf(options);
  const fullVolts = read('volts', options.volts, 9.6, 30);
  const chargeOhms = read('charge', options.charge, 0.1, 10000);
  const most = read('strokes', options.strokes, 1, 10);
  const rest = {
    stalledMilliamps,
    idleMilliamps: read('idle', options.idle, 0, 1000),
    seriesOhms: read('resistance', options.resistance, 0, 100),
    fullVolts,
    leastVolts: read('least', options.least, 1, 20),
  };
  print(`${paint.bold(part.name)}: ${part.ratedMs} ms a stroke, rest ${part.restRatio} times that`);
  print(
    `stalled ${stalledMilliamps} mA, idle ${options.idle} mA, ${options.resistance} Ohm in series,`,
  );
  print(
    `from ${options.volts} V; no stroke begins below 9.5 V, none may end below ${options.least} V`,
  );
  if (options.stalled === undefined && documented[options.lock] === undefined) {
    print(
      paint.yellow(
        'No document gives this part’s stalled current: 1 A is assumed. Measure it: --stalled.',
      ),
    );
  }
  print('one more stroke is counted: supply may be lost when the pin has just been locked');
  print(paint.dim('strokes   at least    to buy (−20 % new, −30 % aged)   first charge to 10 V'));
  for (let strokes = 1; strokes <= most; strokes++) {
    const demand = demandOf(part, { ...rest, strokes: strokes + 1 });
    const nominal = nominalFarads(demand);
    const seconds = chargeSeconds(nominal, chargeOhms, fullVolts, READY_VOLTS);
    const charge =
      fullVolts > READY_VOLTS && Number.isFinite(nominal) ? `${seconds.toFixed(1)} s` : 'never';
    print(
      `${String(strokes).padStart(4)}      ${writeFarads(leastFarads(demand)).padEnd(11)} ` +
        `${writeFarads(nominal).padEnd(32)} ${charge}`,
    );
  }
  return 0;
}
