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
import type { QuietWindow } from './drivers/quiet-window.ts';
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
  readonly quietWindow: QuietWindow;
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
  senses: Pick<Charger, 'nets' | 'residual' | 'latch' | 'pilot' | 'quietWindow' | 'limits'>,
): Sentinel {
  return {
    eStop: netOf(senses.nets, Level.EStop),
    residual: netOf(senses.nets, Level.Residual),
    supply: netOf(senses.nets, Level.Supply),
    sensor: senses.residual,
    latch: senses.latch,
    pilot: senses.pilot,
    quietWindow: senses.quietWindow,
    limits: senses.limits,
  };
}

/**
 * Asked while the contactor is closed, and some reading has contradicted a belief before: the first bad sample
 * proves no time.
 *
 * @param lapMs time since the last sample
 */
export function seesDanger(sentinel: Sentinel, readings: Readings, lapMs: number): boolean {
  const levels = readings.levels;
  const eStop = sentinel.eStop;
  if ((levels & Level.EStop) !== 0 && isDue(eStop.forMs, lapMs, eStop.riseMs)) return true;
  const residual = sentinel.residual;
  if ((levels & Level.Residual) !== 0 && isDue(residual.forMs, lapMs, residual.riseMs)) {
    if (!isBlind(sentinel.sensor)) return true;
  }
  const supply = sentinel.supply;
  if ((levels & Level.Supply) === 0 && isDue(supply.forMs, lapMs, supply.fallMs)) return true;
  const quietWindow = sentinel.quietWindow;
  if (isDue(sentinel.latch.candidateForMs, lapMs, LATCH_SETTLE_MS)) {
    const latch = readings.latchMillivolts;
    if (latch > quietWindow.latchToMillivolts || latch < quietWindow.latchFromMillivolts) return true;
  }
  if (!isDue(sentinel.pilot.candidateForMs, lapMs, PILOT_DANGER_MS)) return false;
  return isLeavingCharge(sentinel.pilot, readings, lapMs, sentinel.limits.waitInBMs, sentinel.limits.ventilation);
}
