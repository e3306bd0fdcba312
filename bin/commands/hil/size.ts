/**
 * `holdfast size capacitor`: the stored energy that a lock needs to release after a supply loss.
 */

import {
  type BistablePart,
  createBistableParts,
  createHoldToLockParts,
} from '../../../firmware/drivers/lock-parts.ts';
import { READY_MILLIVOLTS } from '../../../firmware/drivers/lock-supply.ts';
import {
  AGEING,
  BEGINS_VOLTS,
  chargeSeconds,
  demandOf,
  leastFarads,
  nominalFarads,
  TOLERANCE,
  WAIT_MS,
} from '../../../hil/size/capacitor.ts';
import { UsageError } from '../../../sim/errors.ts';
import { didYouMean } from '../../../sim/scenario/source.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { readWhole } from '../../options.ts';

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
const READY_VOLTS = READY_MILLIVOLTS / 1000;

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

/** What the figures are counted from, and where each of it comes from. */
function printGiven(part: BistablePart, options: SizeOptions, stalled: number, print: Print): void {
  const { idle, resistance, volts } = options;
  print(`${paint.bold(part.name)}: ${part.ratedMs} ms a stroke, rest ${part.restRatio} times that`);
  print(paint.dim('  the row of the part in firmware/drivers/lock-parts.ts, with its source'));
  print(`stalled ${stalled} mA, idle ${idle} mA, ${resistance} Ohm in series, from ${volts} V`);
  if (options.stalled !== undefined) print(paint.dim('  stalled as given by --stalled'));
  else if (documented[part.name] !== undefined) {
    print(paint.dim('  stalled: the most that the document of its maker gives'));
  } else {
    print(
      paint.yellow(
        '  No document gives this part’s stalled current: 1 A is assumed. Measure it: --stalled.',
      ),
    );
  }
}

/** The rule behind each column. */
function printRules(leastVolts: number, chargeOhms: number, print: Print): void {
  const percent = (part: number): string => `${Math.round(part * 100)} %`;
  print('rules, for n = strokes + 1, stalled current I, stroke t, series R, from U:');
  print(`  at least      the larger of two, with what idles through waits and rests added:`);
  print(
    `                (n - 1) I t / (U - ${BEGINS_VOLTS} V)   no stroke begins below ${BEGINS_VOLTS} V`,
  );
  print(
    `                n I t / (U - I R - ${leastVolts} V)   none may end below ${leastVolts} V (--least)`,
  );
  print(
    `  wait          ${WAIT_MS} ms from the loss to the first stroke: seen, opened, proven dead`,
  );
  print(
    `  to buy        at least / (${1 - TOLERANCE} × ${1 - AGEING}): new ${percent(TOLERANCE)} too small, aged ${percent(AGEING)}`,
  );
  print(
    `  first charge  R C ln(U / (U - ${READY_VOLTS} V)) through ${chargeOhms} Ohm: the first stroke waits for it`,
  );
  print(paint.dim('docs/wiring.md, "Bistable lock", derives them.'));
}

type Electrical = Parameters<typeof demandOf>[1];

/** Every number is read, also where the part needs none. @throws SizeError, UsageError */
function readElectrical(options: SizeOptions): Omit<Electrical, 'strokes'> {
  const fullVolts = read('volts', options.volts, 9.6, 30);
  const leastVolts = read('least', options.least, 1, 20);
  if (leastVolts >= fullVolts) {
    throw new SizeError(
      `--least expects less than the ${fullVolts} V to which it is charged (--volts), found "${options.least}"`,
    );
  }
  return {
    stalledMilliamps: stalledOf(options),
    idleMilliamps: read('idle', options.idle, 0, 1000),
    seriesOhms: read('resistance', options.resistance, 0, 100),
    fullVolts,
    leastVolts,
  };
}

/** One row for each count of strokes. @returns whether a capacitor is enough for all of them */
function printTable(
  part: BistablePart,
  rest: Omit<Electrical, 'strokes'>,
  { most, chargeOhms }: { most: number; chargeOhms: number },
  print: Print,
): boolean {
  const { fullVolts } = rest;
  let isEnough = true;
  print(paint.dim('strokes   at least    to buy (−20 % new, −30 % aged)   first charge to 10 V'));
  for (let strokes = 1; strokes <= most; strokes++) {
    const demand = demandOf(part, { ...rest, strokes: strokes + 1 });
    const nominal = nominalFarads(demand);
    const isPossible = fullVolts > READY_VOLTS && Number.isFinite(nominal);
    isEnough &&= isPossible;
    const seconds = chargeSeconds(nominal, chargeOhms, fullVolts, READY_VOLTS);
    const charge = isPossible ? `${seconds.toFixed(1)} s` : 'never';
    print(
      `${String(strokes).padStart(4)}      ${writeFarads(leastFarads(demand)).padEnd(11)} ` +
        `${writeFarads(nominal).padEnd(32)} ${charge}`,
    );
  }
  return isEnough;
}

/** Nothing that could be bought is enough: what has to change. */
function printImpossible(rest: Omit<Electrical, 'strokes'>, print: Print): void {
  const { fullVolts, seriesOhms, stalledMilliamps, leastVolts } = rest;
  const dropVolts = (stalledMilliamps / 1000) * seriesOhms;
  const why =
    fullVolts <= READY_VOLTS
      ? `no stroke begins before ${READY_VOLTS} V are reached, and it is charged to ${fullVolts} V: raise --volts`
      : `the stroke alone takes ${dropVolts.toFixed(2)} of ${fullVolts} V, and ${leastVolts} V must be left: ` +
        'shorten or thicken the wires (--resistance), raise --volts, or take a part that draws less';
  print(paint.red(`No capacitor is enough: ${why}.`));
}

/** @returns 0, or 1 where no capacitor is enough */
export function sizeCapacitor(options: SizeOptions, print: Print): number {
  const parts = createBistableParts();
  const solenoids = createHoldToLockParts();
  const part = parts.find(({ name }) => name === options.lock);
  const isSolenoid = solenoids.some(({ name }) => name === options.lock);
  if (part === undefined && !isSolenoid) {
    const names = [...parts, ...solenoids].map(({ name }) => name);
    throw new SizeError(
      `no lock part "${options.lock}"${didYouMean(options.lock, names)}; known: ${names.join(' ')}`,
    );
  }
  const rest = readElectrical(options);
  const most = readWhole('--strokes', options.strokes, 1, 10);
  const chargeOhms = read('charge', options.charge, 0.1, 10000);
  if (part === undefined) {
    print(`${options.lock} releases by its spring: it needs no stored energy`);
    return 0;
  }
  printGiven(part, options, rest.stalledMilliamps, print);
  print('one more stroke is counted: supply may be lost when the pin has just been locked');
  const isEnough = printTable(part, rest, { most, chargeOhms }, print);
  if (!isEnough) printImpossible(rest, print);
  printRules(rest.leastVolts, chargeOhms, print);
  return isEnough ? 0 : 1;
}
