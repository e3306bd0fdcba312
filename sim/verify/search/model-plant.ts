/**
 * Model plant: the smallest physical world in which a driver's signal can be wrong, and the shipping drivers
 * that measure it.
 *
 * The groups of `inputs.ts` let the adversary choose the drivers' *signals*. Here it chooses the *physical
 * state*: the vehicle's resistor, mains, whether the contacts stick, whether the pin moves, a cut latch wire;
 * the pilot, latch, contactor and isolator drivers of the firmware derive their signals from it, and the
 * property is physical: a socket that is live never has its pin withdrawn. One tick is 50 ms for the drivers,
 * so that their real debounce times are one or a few ticks long.
 */

import type { Limits } from '../../../firmware/control/limits.ts';
import {
  Drive,
  DUTY_STEADY,
  DUTY_UNAVAILABLE,
  type Outputs,
} from '../../../firmware/control/outputs.ts';
import type { Signals } from '../../../firmware/control/signals.ts';
import {
  createControlPilot,
  followBreak,
  retunePilot,
} from '../../../firmware/drivers/control-pilot.ts';
import { createLevelNets, Level, PROOFS } from '../../../firmware/drivers/digital-inputs.ts';
import { createLatchSense } from '../../../firmware/drivers/latch-sense.ts';
import {
  ALL_CHANGED,
  createQuietWindow,
  createReadings,
} from '../../../firmware/drivers/quiet-window.ts';
import { createResidualCurrent } from '../../../firmware/drivers/residual-current.ts';
import { adoptFirst, observeFast, type Senses } from '../../../firmware/observe.ts';
import { createSentinel, type Sentinel, seesDanger } from '../../../firmware/sentinel.ts';
import type { LimitSet } from './limit-sets.ts';

/** The drivers' duration of one tick. */
export const DRIVER_TICK_MS = 50;

/** The pilot's positive peak for each resistor of the vehicle, and for a spike. */
export const carMillivolts: readonly number[] = [12000, 9000, 6000, 0];
export const carWords: readonly string[] = ['A', 'B', 'C', 'short'];

/**
 * Correct wiring; voltage senses that do not bridge the zero crossings, with which the tests show that the search
 * finds the hazard; a latch sense that reads locked wherever the pin is; a mirror contact that says in every tick
 * what the adversary wants.
 */
export const worldKinds = ['drivers', 'bare-senses', 'stuck-latch', 'false-mirror'] as const;
export type WorldKind = (typeof worldKinds)[number];

export interface ModelPlant {
  /** The main contacts, independent of the coil. */
  closed: boolean;
  /** 0 = withdrawn; as many ticks of stroke as the part needs = extended. */
  pin: number;
  /** Mains at the charger, by the choice of this tick. */
  mains: boolean;
  /** Both voltage senses bridge the zero crossings: the value of a tick ago still counts. */
  mainsBefore: boolean;
  outgoingBefore: boolean;
}

/** The world's behaviour in one tick. */
export interface Deed {
  readonly car: number;
  readonly mains: boolean;
  /** Contacts without coil voltage stay where they are. */
  readonly sticks: boolean;
  /** The pin does not move. */
  readonly jams: boolean;
  readonly latchWireCut: boolean;
  /** A false mirror contact says the opposite. */
  readonly mirrorLies: boolean;
}

/** Nothing fails, and no vehicle is there. */
export const idleDeed: Deed = {
  car: 0,
  mains: true,
  sticks: false,
  jams: false,
  latchWireCut: false,
  mirrorLies: false,
};

/** The plant's state at power-up. */
export type Found = Pick<ModelPlant, 'pin' | 'closed' | 'mains'>;

export interface ModelWorld extends Senses {
  readonly plant: ModelPlant;
  readonly kind: WorldKind;
  readonly travel: number;
  readonly sentinel: Sentinel;
  /** What the sentinel does with the raw readings of this tick, if the contactor is closed. */
  opens: boolean;
}

export function createModelWorld(set: LimitSet, seen: Signals, kind: WorldKind): ModelWorld {
  const proofs = set.limits.mirrorFitted ? PROOFS : Level.Outgoing;
  const sense = set.bistable?.sense ?? set.holdToLock?.sense ?? null;
  if (sense === null) throw new Error(`the set "${set.name}" has no lock`);
  const senses = {
    plant: { closed: false, pin: 0, mains: true, mainsBefore: true, outgoingBefore: false },
    kind,
    travel: set.bistable?.strokeMs ?? 1,
    board: { proofs },
    readings: createReadings(),
    quietWindow: createQuietWindow(),
    nets: createLevelNets(proofs | Level.Supply),
    pilot: createControlPilot(),
    latch: createLatchSense(sense),
    residual: createResidualCurrent(false, 0),
    limits: set.limits,
    seen,
  };
  const world: ModelWorld = { ...senses, sentinel: createSentinel(senses), opens: false };
  lookFirst(world, { pin: 0, closed: false, mains: true });
  return world;
}

function latchMillivolts(world: ModelWorld, deed: Deed): number {
  if (deed.latchWireCut) return 4000;
  if (world.kind === 'stuck-latch' || world.plant.pin === world.travel) return 500;
  return world.plant.pin === 0 ? 2500 : 1500;
}

function sample(world: ModelWorld, deed: Deed): void {
  const { readings, plant, pilot } = world;
  const high = carMillivolts[deed.car] as number;
  const isPwm = pilot.dutyPermille > DUTY_UNAVAILABLE && pilot.dutyPermille < DUTY_STEADY;
  readings.pilotHighMillivolts = high;
  readings.pilotLowMillivolts = isPwm && high > 0 ? -12000 : high;
  readings.latchMillivolts = latchMillivolts(world, deed);
  const saysClosed =
    world.kind === 'false-mirror' && deed.mirrorLies ? !plant.closed : plant.closed;
  const mirror = saysClosed ? Level.Mirror : 0;
  const isLive = plant.closed && deed.mains;
  const outgoing = isLive || plant.outgoingBefore ? Level.Outgoing : 0;
  const supply = deed.mains || plant.mainsBefore ? Level.Supply : 0;
  readings.levels = mirror | outgoing | supply;
  const bridges = world.kind !== 'bare-senses';
  plant.outgoingBefore = bridges && isLive;
  plant.mainsBefore = bridges && deed.mains;
}

/** The first sample after a power-up, with the pin and the contacts in any position. */
export function lookFirst(world: ModelWorld, found: Found): void {
  const { mains } = found;
  world.plant.pin = found.pin;
  world.plant.closed = found.closed;
  world.plant.mainsBefore = mains;
  world.plant.outgoingBefore = world.plant.closed && mains;
  const deed: Deed = { ...idleDeed, mains };
  sample(world, deed);
  adoptFirst(world);
}

/** The drivers' signals for this tick. */
export function look(world: ModelWorld, deed: Deed, elapsedTicks: number): void {
  world.plant.mains = deed.mains;
  sample(world, deed);
  const lapMs = elapsedTicks * DRIVER_TICK_MS;
  world.opens = seesDanger(world.sentinel, world.readings, lapMs);
  observeFast(world, ALL_CHANGED, lapMs);
}

/** Applies the outputs to the world. */
export function move(world: ModelWorld, outputs: Outputs, limits: Limits, deed: Deed): void {
  const { plant } = world;
  if (outputs.contactorClosed) plant.closed = true;
  else if (!deed.sticks) plant.closed = false;
  if (!deed.jams) movePin(world, outputs, limits);
  if (limits.pilotBreakFitted) followBreak(world.pilot, outputs.pilotBroken);
  retunePilot(world.pilot, outputs.dutyPermille, world.seen, world.quietWindow);
}

function movePin(world: ModelWorld, outputs: Outputs, limits: Limits): void {
  const { plant } = world;
  if (limits.isHoldToLock) {
    // The hardware keeps the coil energised while the outgoing side is live.
    const holds = outputs.coilPermille >= limits.holdPermille || (plant.closed && plant.mains);
    plant.pin = holds ? world.travel : 0;
  } else if (outputs.drive === Drive.Extend && plant.pin < world.travel) plant.pin++;
  else if (outputs.drive === Drive.Retract && plant.pin > 0) plant.pin--;
}

/** The hazard: the plug can be pulled out of a live socket. */
export function isHazard(plant: ModelPlant): boolean {
  return plant.closed && plant.mains && plant.pin === 0;
}
