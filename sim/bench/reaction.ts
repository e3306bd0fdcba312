/**
 * Reaction figures: how fast the shipping firmware reacts, over the phases of tick and pilot.
 *
 * Each row is one measurement that exists for other open controllers as well: their own source, compiled
 * against one stub plant in virtual time. Their figures are in `published.ts`.
 */

import { createLimits } from '../../firmware/control/limits.ts';
import { ms } from '../clock.ts';
import type { StartFirmware } from '../world/processor.ts';
import type { Setup } from '../world/setup.ts';
import type { World } from '../world/world.ts';
import {
  chargingWorld,
  firstSince,
  latencyMs,
  type PhasePoint,
  phasePoints,
  plugIn,
  restedWorld,
  type Spread,
  spreadOf,
  waitFor,
} from './measure.ts';

export interface Row {
  readonly id: string;
  readonly question: string;
  /** The required value, in ms; null where it depends on the tick. */
  readonly limitMs: (tickMs: number) => number;
  readonly least: (tickMs: number) => number;
  readonly measure: (point: PhasePoint) => number;
}

const none = (): number => 0;

/** From an event in C to the contactor-off command. */
function openingAfter(act: (world: World) => void) {
  return (point: PhasePoint): number => {
    const world = chargingWorld(point);
    act(world);
    return latencyMs(world, 'contactor', 'open', 10000);
  };
}

/** The car opens its switch; from the edge on the wire, which the low half of the PWM hides. */
function carOpens(point: PhasePoint): number {
  const world = chargingWorld(point);
  const hiddenUs = untilHighHalf(world);
  world.plant.car.force('B');
  return latencyMs(world, 'contactor', 'open', 1000) - hiddenUs / 1000;
}

/**
 * Time until the PWM's next high half, in µs; 0 inside one. A positive edge is not visible on the wire
 * before.
 */
function untilHighHalf(world: World): number {
  const duty = Number.parseInt(world.trace.valueOf('duty') ?? '1000', 10);
  const phase = world.clock.nowUs % 1000;
  return phase < duty ? 0 : 1000 - phase;
}

function unlockAfterProof(point: PhasePoint): number {
  const world = chargingWorld(point);
  const fromUs = world.clock.nowUs;
  world.plant.car.plug(false);
  waitFor(world, 'drive', 'retract', ms(10000));
  const unlockUs = world.clock.nowUs;
  const proof = firstSince(world, fromUs, 'contacts', 'open');
  return proof === undefined ? Number.NEGATIVE_INFINITY : (unlockUs - proof.atUs) / 1000;
}

function stopIgnored(point: PhasePoint): number {
  const world = chargingWorld(point, (setup) => {
    setup.furnish.push((plant) => {
      plant.car.manner = 'ignoring';
    });
  });
  world.plant.work('stopButton', true);
  waitFor(world, 'duty', '1000 permille', ms(1000));
  return latencyMs(world, 'contactor', 'open', 10000);
}

/** Plug in with a car that already requests energy: time beyond the actuator's own stroke. */
function plugToEnergy(point: PhasePoint): number {
  const world = restedWorld(point);
  plugIn(world);
  world.plant.car.force('C');
  const strokeMs = world.fittings.bistablePart?.strokeMs ?? 0;
  return latencyMs(world, 'contactor', 'closed', 10000) - strokeMs;
}

function lockCommand(point: PhasePoint): number {
  const world = restedWorld(point);
  plugIn(world);
  world.plant.car.force('C');
  return latencyMs(world, 'drive', 'extend', 10000);
}

function bootReleases(point: PhasePoint): number {
  const world = restedWorld(point, (setup) => {
    setup.startsRested = false;
    setup.furnish.push((plant) => plant.pin.place(1));
  });
  plugIn(world);
  waitFor(world, 'lock-supply', 'yes', ms(20000));
  return latencyMs(world, 'latch', 'unlocked', 20000);
}

/**
 * Boot with the car in C: time from a lock supply that is ready, beyond the part's own strokes and rest, and what
 * is left then of the minimum open time.
 */
function bootIntoC(point: PhasePoint): number {
  const world = restedWorld(point, (setup) => {
    setup.startsRested = false;
  });
  plugIn(world);
  world.plant.car.force('C');
  waitFor(world, 'processor', 'on', ms(1000));
  const beganUs = world.clock.nowUs;
  waitFor(world, 'lock-supply', 'yes', ms(20000));
  const openMs = (world.clock.nowUs - beganUs) / ms(1);
  const energizedMs = latencyMs(world, 'contactor', 'closed', 60000);
  const part = world.fittings.bistablePart;
  const ownMs = part === null ? 0 : part.strokeMs * (2 + part.restRatio);
  return energizedMs - Math.max(ownMs, createLimits().minOpenMs - openMs);
}

function weldReported(point: PhasePoint): number {
  const world = chargingWorld(point);
  world.plant.contactor.welded = true;
  world.plant.car.plug(false);
  waitFor(world, 'contactor', 'open', ms(1000));
  return latencyMs(world, 'fault', 'welded', 2000);
}

export const rows: readonly Row[] = [
  {
    id: 'c-to-b',
    question: 'C→B: contactor-off command',
    limitMs: (tickMs) => (tickMs <= 10 ? 40 : 60),
    least: none,
    measure: carOpens,
  },
  {
    id: 'pilot-short',
    question: 'pilot short in C: off',
    limitMs: (tickMs) => (tickMs <= 10 ? 60 : 80),
    least: none,
    measure: openingAfter((world) => {
      world.plant.line.shorted = true;
      world.plant.line.reconsider();
    }),
  },
  {
    id: 'latch-lost',
    question: 'latch lost while live: off',
    limitMs: () => 40,
    least: none,
    measure: openingAfter((world) => {
      world.plant.latchWire = 'cut';
      world.plant.settle();
    }),
  },
  {
    id: 'c-to-a-unlock',
    question: 'C→A: unlock command after proven open',
    limitMs: () => 1000,
    least: () => 250,
    measure: unlockAfterProof,
  },
  {
    id: 'stop-ignored',
    question: 'stop ignored by the car: off',
    limitMs: () => 6100,
    least: () => 6000,
    measure: stopIgnored,
  },
  {
    id: 'lock-command',
    question: 'plug in: lock command',
    limitMs: () => 100,
    least: none,
    measure: lockCommand,
  },
  {
    id: 'plug-to-energy',
    question: 'plug in, car wanting: energized, beyond the stroke',
    limitMs: (tickMs) => (tickMs <= 10 ? 150 : 300),
    least: () => Number.NEGATIVE_INFINITY,
    measure: plugToEnergy,
  },
  {
    id: 'boot-locked',
    question: 'boot, plug locked, no car: free after lock supply',
    limitMs: () => 2000,
    least: none,
    measure: bootReleases,
  },
  {
    id: 'boot-c',
    question: 'boot, car in C: from lock supply, beyond strokes',
    limitMs: () => 1000,
    least: () => Number.NEGATIVE_INFINITY,
    measure: bootIntoC,
  },
  {
    id: 'weld',
    question: 'weld, then unplugged at the car: reported, held',
    limitMs: () => 250,
    least: none,
    measure: weldReported,
  },
];

export interface RowResult {
  readonly id: string;
  readonly question: string;
  readonly tickMs: number;
  readonly spread: Spread;
  /** The value of every phase, in the order of the phases. */
  readonly valuesMs: readonly number[];
  readonly limitMs: number;
  readonly passed: boolean;
}

/** Measures one row at one tick length. */
export function measureRow(
  row: Row,
  tickMs: number,
  phases: number,
  start?: StartFirmware,
  fit?: (setup: Setup) => void,
): RowResult {
  const valuesMs = phasePoints(tickMs, phases, start, fit).map((point) => row.measure(point));
  const spread = spreadOf(valuesMs);
  const limitMs = row.limitMs(tickMs);
  const passed = spread.max <= limitMs && spread.min >= row.least(tickMs);
  return { id: row.id, question: row.question, tickMs, spread, valuesMs, limitMs, passed };
}

export interface SpikePoint {
  readonly lengthMs: number;
  /** Share of the phases in which the spike had any effect. */
  readonly share: number;
}

/** The effect of a 12 V spike of each length while charging, at every phase. */
export function measureSpikes(
  tickMs: number,
  phases: number,
  lengthsMs: readonly number[],
  start?: StartFirmware,
  fit?: (setup: Setup) => void,
): SpikePoint[] {
  const points = phasePoints(tickMs, phases, start, fit);
  const worlds = points.map((point) => chargingWorld(point));
  return lengthsMs.map((lengthMs) => {
    let reactions = 0;
    points.forEach((point, i) => {
      const world = worlds[i] as World;
      if (!causesAnything(world, lengthMs)) return;
      reactions++;
      worlds[i] = chargingWorld(point);
    });
    return { lengthMs, share: reactions / points.length };
  });
}

/** Every spike begins at the same phase of tick and pilot as the first. */
const BEAT_US = ms(20);

/** Whether one spike makes the contactor, the lock or the duty move. */
function causesAnything(world: World, lengthMs: number): boolean {
  const from = world.trace.events.length;
  const startUs = world.clock.nowUs;
  world.plant.line.spike(12000, ms(lengthMs));
  world.advanceTo(startUs + Math.ceil(ms(lengthMs + 200) / BEAT_US) * BEAT_US);
  const moved = ['contactor', 'drive', 'duty', 'phase'];
  return world.trace.events.slice(from).some((event) => moved.includes(event.name));
}
