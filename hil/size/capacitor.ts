/**
 * Capacitor: the stored energy that a bistable lock needs for a release after a supply loss.
 *
 * A motor against a blocked pin draws its stalled current for the whole stroke, so this stroke determines the
 * capacitor. The voltage falls by I · t / C in each stroke and by I · R at its beginning; between two strokes
 * the bridge's own current continues. Two conditions must hold: the last stroke begins above the voltage
 * below which the firmware starts none, and ends above the actuator's minimum.
 */

import { LOSS_COMMAND_MS } from '../../firmware/drivers/hold-up.ts';
import type { BistablePart } from '../../firmware/drivers/lock-parts.ts';

export interface Demand {
  readonly strokeMs: number;
  readonly restMs: number;
  readonly strokes: number;
  /** From the loss of supply to the first stroke: ride-through, debounce, dead proof. */
  readonly waitMs: number;
  readonly stalledMilliamps: number;
  /** The permanent current of bridge and dividers. */
  readonly idleMilliamps: number;
  /** Series resistance of capacitor and wires. */
  readonly seriesOhms: number;
  /** The lowest voltage to which the capacitor is charged. */
  readonly fullVolts: number;
  /** Below this the firmware begins no stroke. */
  readonly beginsAboveVolts: number;
  /** The minimum voltage of the actuator at the end of a stroke. */
  readonly leastVolts: number;
}

/**
 * A new capacitor may have a fifth less than its nominal value, and at the end of its life three tenths less
 * than that.
 */
export const TOLERANCE = 0.2;
export const AGEING = 0.3;

/** A double-layer capacitor's own resistance in the cold, and at the end of its life, beside that of a new one. [D] */
export const COLD_RESISTANCE = 2;

/** Of the wires from capacitor to actuator and back, in Ω. [D] */
export const WIRES_OHMS = 0.1;

/** Of the drawn parts (hil/wiring/lock-circuits.ts; a test compares them): the capacitor's limit in the cold, and wires. */
export const DRAWN_SERIES_OHMS = 0.94;
export const DRAWN_CHARGE_OHMS = 6.8;

/** Below this the firmware begins no stroke (firmware/drivers/lock-supply.ts; a test compares them). */
export const BEGINS_VOLTS = 9.5;

/** From a supply loss to the stroke: the command, 250 ms of dead proof, 100 ms for drop-out and decay. */
export const WAIT_MS = LOSS_COMMAND_MS + 250 + 100;

export function demandOf(
  part: BistablePart,
  electrical: Pick<
    Demand,
    'strokes' | 'stalledMilliamps' | 'idleMilliamps' | 'seriesOhms' | 'fullVolts' | 'leastVolts'
  >,
): Demand {
  return {
    ...electrical,
    strokeMs: part.ratedMs,
    restMs: part.ratedMs * part.restRatio,
    waitMs: WAIT_MS,
    beginsAboveVolts: BEGINS_VOLTS,
  };
}

/** Charge that has left the capacitor, in coulombs, before and after the last stroke. */
function drawn(demand: Demand): { before: number; after: number } {
  const stroke = (demand.stalledMilliamps * demand.strokeMs) / 1000000;
  const idleMs = demand.waitMs + (demand.strokes - 1) * (demand.restMs + demand.strokeMs);
  const idle = (demand.idleMilliamps * idleMs) / 1000000;
  const before = (demand.strokes - 1) * stroke + idle;
  return { before, after: before + stroke };
}

/**
 * The smallest sufficient real capacitance, in farads, without the tolerance of its nominal value.
 *
 * @returns infinity where no capacitor is sufficient at this voltage
 */
export function leastFarads(demand: Demand): number {
  const { before, after } = drawn(demand);
  const drop = (demand.stalledMilliamps / 1000) * demand.seriesOhms;
  const forBeginning = before / (demand.fullVolts - demand.beginsAboveVolts);
  const room = demand.fullVolts - drop - demand.leastVolts;
  if (room <= 0 || demand.fullVolts <= demand.beginsAboveVolts) return Number.POSITIVE_INFINITY;
  return Math.max(forBeginning, after / room);
}

/** The nominal capacitance that is sufficient at the end of its life. */
export function nominalFarads(demand: Demand): number {
  return leastFarads(demand) / ((1 - TOLERANCE) * (1 - AGEING));
}

/** From empty to the voltage at which the firmware begins strokes, in seconds. */
export function chargeSeconds(
  farads: number,
  ohms: number,
  volts: number,
  toVolts: number,
): number {
  return farads * ohms * Math.log(volts / (volts - toVolts));
}
