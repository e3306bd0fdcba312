/**
 * Capacitor: how much stored energy a bistable lock needs to release after a supply loss.
 *
 * A motor against a pin that does not move draws its stalled current for the whole stroke: that is the
 * stroke that must be stored. The voltage falls by I · t / C in each stroke and by I · R at its beginning;
 * between two strokes the bridge's own current goes on. Two things must hold: the last stroke begins
 * above the voltage below which the firmware begins none, and ends above the actuator's least.
 */

import type { BistablePart } from '../../firmware/drivers/lock-parts.ts';

export interface Demand {
  readonly strokeMs: number;
  readonly restMs: number;
  readonly strokes: number;
  /** From the loss of supply to the first stroke: ride-through, belief, dead proof. */
  readonly waitMs: number;
  readonly stalledMilliamps: number;
  /** What the bridge and dividers draw all the time. */
  readonly idleMilliamps: number;
  /** Series resistance of capacitor and wires. */
  readonly seriesOhms: number;
  /** What the capacitor is charged to at the worst. */
  readonly fullVolts: number;
  /** Below this the firmware begins no stroke. */
  readonly beginsAboveVolts: number;
  /** What the actuator needs at the end of a stroke. */
  readonly leastVolts: number;
}

/** New, a capacitor may hold a fifth less than it says, and at its end three tenths less than that. */
export const TOLERANCE = 0.2;
export const AGEING = 0.3;

/** A supply loss is acted on by 65 ms, and proven dead 250 ms later; 100 ms for drop-out and decay. */
export const WAIT_MS = 65 + 250 + 100;

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
    beginsAboveVolts: 9.5,
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
 * The least capacitance that is enough, in farads, of a capacitor as it is and not as it says.
 *
 * @returns infinity where no capacitor is enough at this voltage
 */
export function leastFarads(demand: Demand): number {
  const { before, after } = drawn(demand);
  const drop = (demand.stalledMilliamps / 1000) * demand.seriesOhms;
  const forBeginning = before / (demand.fullVolts - demand.beginsAboveVolts);
  const room = demand.fullVolts - drop - demand.leastVolts;
  if (room <= 0 || demand.fullVolts <= demand.beginsAboveVolts) return Number.POSITIVE_INFINITY;
  return Math.max(forBeginning, after / room);
}

/** What must be printed on it, so that it is enough at the end of its life. */
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
