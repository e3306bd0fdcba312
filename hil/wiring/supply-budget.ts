/**
 * Supply budget: how long the drawn storage holds the controller up, what the supplies must give at most, and what is
 * left of the pilot's ±12 V, from the drawn parts and the figures of their makers.
 */

import { bistableCircuit, DRAWN_STALLED_MILLIAMPS } from './lock-circuits.ts';
import { suppliesCircuit } from './mains-circuit.ts';
import { partOf, valueIn } from './part.ts';
import { mainsSupply, pilotSupply, twelveVolts } from './published-figures.ts';

/** What a board takes at C1, with the regulators' own losses in it: measure yours. */
export const CONTROLLER_WATTS = 2;
/** An electrolytic capacitor at the end of its life has a fifth less than a new one. [D] */
export const HOLD_UP_AGEING = 0.2;

/** A Schottky diode that carries its full current. [D] */
const DIODE_VOLTS = 0.5;
const STROKE_S = 0.6;

interface Span {
  readonly least: number;
  readonly most: number;
}

/** A part of the supplies at both ends of its tolerance. */
function spanOf(ref: string): Span {
  const { tolerance } = partOf(suppliesCircuit, ref);
  const drawn = valueIn(suppliesCircuit, ref);
  return { least: drawn * (1 - tolerance), most: drawn * (1 + tolerance) };
}

/** The capacity of C1 at the end of its life, and that of the largest new one. */
function holdUpFarads(): Span {
  const { least, most } = spanOf('C1');
  return { least: least * (1 - HOLD_UP_AGEING), most };
}

/** R1, through which C1 is charged. */
const chargeOhms = (): Span => spanOf('R1');

/** Between the 12 V and the lock capacitor. @param share of the drawn charging resistor */
const lockOhms = (share = 1): number =>
  share * valueIn(bistableCircuit, 'R1') + partOf(bistableCircuit, 'C1').seriesOhms;

/** What so much current, or charge, at 12 V takes ahead of their regulator. */
const aheadOfTwelve = (amount: number): number =>
  (amount * twelveVolts.volts) / twelveVolts.efficiency;

/** What C1 takes at most, in W: empty as mains comes, or shorted for good, all of it is heat in R1. */
export const emptyHoldUpWatts = (): number =>
  (mainsSupply.volts * (1 + mainsSupply.tolerance)) ** 2 / chargeOhms().least;

/** What C1 would give at most through R1, in W, without the diode beside it: half of its voltage is lost there. */
export const wattsWithoutDiode = (): number => mainsSupply.volts ** 2 / (4 * chargeOhms().least);

/** The voltage to which C1 is charged after so many seconds. */
const chargedVolts = (farads: number, seconds: number): number => {
  const full = mainsSupply.volts * (1 - mainsSupply.tolerance) - DIODE_VOLTS;
  return full * (1 - Math.exp(-seconds / (chargeOhms().most * farads)));
};

/** What PS2 gets out of C1 until it stops, through the diode that lies across the charging resistor. */
function storedJoules(farads: number, fromVolts: number, leastVolts: number): number {
  const toVolts = leastVolts + DIODE_VOLTS;
  if (fromVolts <= toVolts) return 0;
  return farads * ((fromVolts ** 2 - toVolts ** 2) / 2 - DIODE_VOLTS * (fromVolts - toVolts));
}

/** What the lock capacitor takes back from the 12 V within this time after a stalled stroke: no mains are needed for it. */
function refilledJoules(seconds: number): number {
  const coulombs = (DRAWN_STALLED_MILLIAMPS / 1000) * STROKE_S;
  const share = 1 - Math.exp(-seconds / (lockOhms() * valueIn(bistableCircuit, 'C1')));
  return aheadOfTwelve(coulombs * share);
}

/**
 * How long the controller outlives mains, in s: C1 old and small, the lock's stroke in it.
 *
 * @param chargedFor since mains came, in s; the largest capacitor is charged the slowest
 */
export function holdUpSeconds(
  chargedFor = Number.POSITIVE_INFINITY,
  leastVolts: number = twelveVolts.leastVolts,
): number {
  const { least, most } = holdUpFarads();
  const joules = [least, most].map((farads) =>
    storedJoules(farads, chargedVolts(farads, chargedFor), leastVolts),
  );
  let seconds = 0;
  // In steps of a millisecond, because what the lock takes back depends on the time itself.
  while ((seconds + 0.001) * CONTROLLER_WATTS + refilledJoules(seconds) <= Math.min(...joules))
    seconds += 0.001;
  return seconds;
}

/** The most that PS1 gives: in the first moment after mains, both capacitors empty and the coil without current. */
export function startWatts(): number {
  const leastOhms = lockOhms(1 - partOf(bistableCircuit, 'R1').tolerance);
  const lockWatts = aheadOfTwelve((twelveVolts.volts - DIODE_VOLTS) / leastOhms);
  return lockWatts + emptyHoldUpWatts() + CONTROLLER_WATTS;
}

/**
 * What a coil may take: nothing closes before a pin is locked, and none is driven before the lock's capacitor stands at
 * 10 V. It draws its last two volts then.
 */
export function coilWatts(): number {
  const readyVolts = 10;
  const lockWatts = aheadOfTwelve((twelveVolts.volts - readyVolts) / lockOhms());
  return mainsSupply.watts - lockWatts - emptyHoldUpWatts() - CONTROLLER_WATTS;
}

/** The largest error of the pilot's ±12 V, and what the regulators have above it, both in V. */
export function pilotRail(): { errorVolts: number; headroomVolts: number } {
  const { volts, positiveTolerance, negativeTolerance, resistorTolerance } = pilotSupply;
  const worst = Math.max(positiveTolerance, negativeTolerance) + 2 * resistorTolerance;
  const { converterVolts, converterTolerance, headroomVolts } = pilotSupply;
  return {
    errorVolts: volts * worst,
    headroomVolts: converterVolts * (1 - converterTolerance) - volts * (1 + worst) - headroomVolts,
  };
}
