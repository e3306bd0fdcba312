/**
 * Measure: one reaction of the shipping firmware, over the phases of tick and pilot.
 */

import { type Clock, ms } from '../clock.ts';
import type { TraceEvent } from '../trace.ts';
import { type StartFirmware, startFirmware } from '../world/processor.ts';
import { createSetup, type Setup } from '../world/setup.ts';
import { World } from '../world/world.ts';

/** Smallest, median and largest of some figures, in ms. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
  readonly count: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] as number;
  return { min: at(0), median: at(0.5), max: at(1), count: sorted.length };
}

/** Before anything is measured: boot, lock reset, self-test, rests, minimum off time. */
const REST_US = ms(16000);

/** One instant in the common period of ticks and PWM. */
export interface PhasePoint {
  readonly tickMs: number;
  /** Shift of the ticks. */
  readonly phaseUs: number;
  /** Shift of the event against the pilot's period. */
  readonly pilotUs: number;
  /** The firmware without computing time, or with a board's. */
  readonly start: StartFirmware;
  /** Adds what opens the contactor beside the firmware. */
  readonly fit: (setup: Setup) => void;
}

/** Points that cover the tick's period evenly, and the pilot's with another step. */
export function phasePoints(
  tickMs: number,
  count: number,
  start: StartFirmware = startFirmware,
  fit: (setup: Setup) => void = () => undefined,
): PhasePoint[] {
  return Array.from({ length: count }, (_, i) => ({
    tickMs,
    phaseUs: Math.round((i * tickMs * 1000) / count),
    pilotUs: (i * 377) % 1000,
    start,
    fit,
  }));
}

/** A world at a phase point, at rest in Idle. */
export function restedWorld(point: PhasePoint, adjust: (setup: Setup) => void = () => {}): World {
  const setup = createSetup();
  setup.phaseUs = point.phaseUs;
  point.fit(setup);
  setup.limits.push((limits) => {
    limits.tickMs = point.tickMs;
  });
  adjust(setup);
  const world = new World(setup, point.start);
  world.start();
  if (setup.startsRested) advanceToPhase(world, REST_US, point);
  return world;
}

/** Both tick lengths divide this period. The ticks are shifted against it, not the event. */
const BEAT_US = ms(20);

/** Waits, then advances to the point's instant in the period. */
function advanceToPhase(world: World, us: number, point: PhasePoint): void {
  const beats = Math.ceil((world.clock.nowUs + us) / BEAT_US);
  world.advanceTo(beats * BEAT_US + point.pilotUs);
}

/** A world that charges, with the contactor closed for a while. */
export function chargingWorld(point: PhasePoint, adjust?: (setup: Setup) => void): World {
  const world = restedWorld(point, adjust);
  plugIn(world);
  world.plant.car.plug(true);
  waitFor(world, 'contacts', 'closed', ms(10000));
  advanceToPhase(world, ms(5000), point);
  return world;
}

export function plugIn(world: World): void {
  world.plant.socket.insert('in');
}

/** Lets time pass until a matching event is traced; null if there is none. */
export function waitFor(
  world: World,
  name: string,
  value: string,
  withinUs: number,
): number | null {
  if (world.trace.valueOf(name) === value) return world.clock.nowUs;
  const found = world.advanceTo(
    world.clock.nowUs + withinUs,
    () => world.trace.valueOf(name) === value,
  );
  return found ? world.clock.nowUs : null;
}

/** The first matching event since an instant. */
export function firstSince(
  world: World,
  fromUs: number,
  name: string,
  value: string,
): TraceEvent | undefined {
  return world.trace.events.find(
    (event) => event.atUs >= fromUs && event.name === name && event.value === value,
  );
}

/** From now until a matching event is traced, in ms; infinite if there is none. */
export function latencyMs(world: World, name: string, value: string, withinMs: number): number {
  const fromUs = world.clock.nowUs;
  const atUs = waitFor(world, name, value, ms(withinMs));
  return atUs === null ? Number.POSITIVE_INFINITY : (atUs - fromUs) / 1000;
}

export function nowMs(clock: Clock): number {
  return clock.nowUs / 1000;
}
