/**
 * Sentinel: whether the raw readings of a tick open the contactor, asked before anything is believed.
 *
 * Each driver of a fast net keeps how long its readings have contradicted what it believes. The sentinel asks
 * whether the new sample makes up that driver's own time: with the driver's window, evidence and limit, so that
 * no figure stands here. It opens in the very tick in which the driver accepts the danger, at a tenth of the
 * cost; that it demands no less than `open-conditions` is a property of the search and of a test.
 */

import type { Charger } from './charger.ts';
import { isDue } from './control/age.ts';
import type { ControlPilot } from './drivers/control-pilot.ts';
import { isLeavingCharge, PILOT_DANGER_MS } from './drivers/control-pilot.ts';
import { idleNet, type LevelNet } from './drivers/debounce.ts';
import { Level } from './drivers/digital-inputs.ts';
import { LATCH_SETTLE_MS, type LatchSense } from './drivers/latch-sense.ts';
import { isBlind, type ResidualCurrent } from './drivers/residual-current.ts';
import type { Readings } from './hal.ts';

/** Where the evidence stands: one record, because a small engine finds a captured name by walking a list. */
export interface Sentinel {
  readonly eStop: LevelNet;
  readonly residual: LevelNet;
  readonly supply: LevelNet;
  readonly sensor: ResidualCurrent;
  readonly latch: LatchSense;
  readonly pilot: ControlPilot;
  readonly limits: Charger['limits'];
}

function netOf(nets: readonly LevelNet[], bit: Level): LevelNet {
  for (let i = 0; i < nets.length; i++) {
    const net = nets[i] as LevelNet;
    if (net.bit === bit) return net;
  }
  return idleNet(bit);
}

export function createSentinel(
  senses: Pick<Charger, 'nets' | 'residual' | 'latch' | 'pilot' | 'limits'>,
): Sentinel {
  return {
    eStop: netOf(senses.nets, Level.EStop),
    residual: netOf(senses.nets, Level.Residual),
    supply: netOf(senses.nets, Level.Supply),
    sensor: senses.residual,
    latch: senses.latch,
    pilot: senses.pilot,
    limits: senses.limits,
  };
}

function seesLeak(sentinel: Sentinel, levels: number, lapMs: number): boolean {
  const net = sentinel.residual;
  if ((levels & Level.Residual) === 0 || !isDue(net.forMs, lapMs, net.riseMs)) return false;
  return !isBlind(sentinel.sensor);
}

function seesOutage(sentinel: Sentinel, levels: number, lapMs: number): boolean {
  const net = sentinel.supply;
  return (levels & Level.Supply) === 0 && isDue(net.forMs, lapMs, net.fallMs);
}

function seesPinMove(sentinel: Sentinel, readings: Readings, lapMs: number): boolean {
  const latch = sentinel.latch;
  if (!isDue(latch.candidateForMs, lapMs, LATCH_SETTLE_MS)) return false;
  const millivolts = readings.latchMillivolts;
  const windows = latch.windows;
  return millivolts > windows.lockedToMillivolts || millivolts < windows.lockedFromMillivolts;
}

function seesCarLeave(sentinel: Sentinel, readings: Readings, lapMs: number): boolean {
  const pilot = sentinel.pilot;
  if (!isDue(pilot.candidateForMs, lapMs, PILOT_DANGER_MS)) return false;
  const limits = sentinel.limits;
  return isLeavingCharge(pilot, readings, lapMs, limits.waitInBMs, limits.ventilation);
}

function seesMore(sentinel: Sentinel, readings: Readings, lapMs: number): boolean {
  const levels = readings.levels;
  if (seesLeak(sentinel, levels, lapMs) || seesOutage(sentinel, levels, lapMs)) return true;
  return seesPinMove(sentinel, readings, lapMs) || seesCarLeave(sentinel, readings, lapMs);
}

/**
 * Asked while the contactor is closed, and some reading has contradicted a belief before: the first bad sample
 * proves no time.
 *
 * @param lapMs time since the last sample
 */
export function seesDanger(sentinel: Sentinel, readings: Readings, lapMs: number): boolean {
  const net = sentinel.eStop;
  // What Espruino skips costs it as well: the rest is one call.
  return (
    ((readings.levels & Level.EStop) !== 0 && isDue(net.forMs, lapMs, net.riseMs)) ||
    seesMore(sentinel, readings, lapMs)
  );
}
