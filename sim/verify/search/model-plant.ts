/**
 * Little plant: the least physical world in which a driver's belief can be wrong, and the shipping
 * drivers that look at it.
 *
 * The groups of `inputs.ts` let the adversary choose what the drivers *say*. Here it chooses what is
 * *so*: the vehicle's resistor, mains, whether the contacts stick, whether the pin moves, a cut latch
 * wire; the pilot, latch, contactor and isolator drivers of the firmware make of it what they can, and
 * the property is physical: a socket that is live never has its pin withdrawn. One tick is 50 ms for the
 * drivers, so that their real debounce times are one or a few ticks long.
 */

import type { Limits } from '../../../firmware/control/limits.ts';
import {
  Drive,
  DUTY_STEADY,
  DUTY_UNAVAILABLE,
  type Outputs,
} from '../../../firmware/control/outputs.ts';
import type { Signals } from '../../../firmware/control/signals.ts';
import { createControlPilot, retunePilot } from '../../../firmware/drivers/control-pilot.ts';
import { createLevelNets, Level, PROOFS } from '../../../firmware/drivers/digital-inputs.ts';
import { createLatchSense } from '../../../firmware/drivers/latch-sense.ts';
import {
  ALL_CHANGED,
  createQuietWindow,
  createReadings,
} from '../../../firmware/drivers/quiet-window.ts';
import { createResidualCurrent } from '../../../firmware/drivers/residual-current.ts';
import { adoptFirst, observeFast, type Senses } from '../../../firmware/observe.ts';
import type { LimitSet } from './limit-sets.ts';

/** What one tick is for the drivers. */
export const DRIVER_TICK_MS = 50;

/** What the vehicle's resistor and a spike make of the pilot's positive peak. */
export const carMillivolts: readonly number[] = [12000, 9000, 6000, 0];
export const carWords: readonly string[] = ['A', 'B', 'C', 'short'];

/**
 * The world as it must be wired, or one in which the voltage senses do not bridge the zero crossings:
 * the tests use that one to see that the search finds what it is there for.
 */
export type WorldKind = 'drivers' | 'bare-senses';
export const worldKinds: readonly WorldKind[] = ['drivers', 'bare-senses'];

export interface ModelPlant {
  /** The main contacts, whatever the coil says. */
  closed: boolean;
  /** 0 = withdrawn; as many ticks of stroke as the part needs = extended. */
  pin: number;
  /** Mains at the charger, by the choice of this tick. */
  mains: boolean;
  /** Both voltage senses bridge the zero crossings: what was there a tick ago is still seen. */
  mainsBefore: boolean;
  outgoingBefore: boolean;
}

/** What the world does in one tick. */
export interface Deed {
  readonly car: number;
  readonly mains: boolean;
  /** Contacts that are let go stay where they are. */
  readonly sticks: boolean;
  /** The pin does not move. */
  readonly jams: boolean;
  readonly latchWireCut: boolean;
}

/** How a power-up finds the plant. */
export type Found = Pick<ModelPlant, 'pin' | 'closed' | 'mains'>;

export interface ModelWorld extends Senses {
  readonly plant: ModelPlant;
  readonly kind: WorldKind;
  readonly travel: number;
}

export function createModelWorld(set: LimitSet, seen: Signals, kind: WorldKind): ModelWorld {
  const proofs = set.limits.mirrorFitted ? PROOFS : Level.Outgoing;
  const sense = set.bistable?.sense ?? set.holdToLock?.sense ?? null;
  if (sense === null) throw new Error(`the set "${set.name}" has no lock`);
  const world: ModelWorld = {
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
    seen,
  };
  lookFirst(world, { pin: 0, closed: false, mains: true });
  return world;
}

function latchMillivolts(world: ModelWorld, deed: Deed): number {
  if (deed.latchWireCut) return 4000;
  if (world.plant.pin === world.travel) return 500;
  return world.plant.pin === 0 ? 2500 : 1500;
}

function sample(world: ModelWorld, deed: Deed): void {
  const { readings, plant, pilot } = world;
  const high = carMillivolts[deed.car] as number;
  const isPwm = pilot.dutyPermille > DUTY_UNAVAILABLE && pilot.dutyPermille < DUTY_STEADY;
  readings.pilotHighMillivolts = high;
  readings.pilotLowMillivolts = isPwm && high > 0 ? -12000 : high;
  readings.latchMillivolts = latchMillivolts(world, deed);
  const mirror = plant.closed ? Level.Mirror : 0;
  const isLive = plant.closed && deed.mains;
  const outgoing = isLive || plant.outgoingBefore ? Level.Outgoing : 0;
  const supply = deed.mains || plant.mainsBefore ? Level.Supply : 0;
  readings.levels = mirror | outgoing | supply;
  const bridges = world.kind === 'drivers';
  plant.outgoingBefore = bridges && isLive;
  plant.mainsBefore = bridges && deed.mains;
}

/** The first sample after a power-up, wherever the pin and the contacts are found. */
export function lookFirst(world: ModelWorld, found: Found): void {
  const { mains } = found;
  world.plant.pin = found.pin;
  world.plant.closed = found.closed;
  world.plant.mainsBefore = mains;
  world.plant.outgoingBefore = world.plant.closed && mains;
  const deed = { car: 0, mains, sticks: false, jams: false, latchWireCut: false };
  sample(world, deed);
  adoptFirst(world);
}

/** What the drivers make of this tick. */
export function look(world: ModelWorld, deed: Deed, elapsedTicks: number): void {
  world.plant.mains = deed.mains;
  sample(world, deed);
  observeFast(world, ALL_CHANGED, elapsedTicks * DRIVER_TICK_MS);
}

/** What the world makes of what was put out. */
export function move(world: ModelWorld, outputs: Outputs, limits: Limits, deed: Deed): void {
  const { plant } = world;
  if (outputs.contactorClosed) plant.closed = true;
  else if (!deed.sticks) plant.closed = false;
  if (!deed.jams) movePin(world, outputs, limits);
  retunePilot(world.pilot, outputs.dutyPermille, world.seen, world.quietWindow);
}

function movePin(world: ModelWorld, outputs: Outputs, limits: Limits): void {
  const { plant } = world;
  if (limits.isHoldToLock) {
    // The hardware keeps the coil while the outgoing side is live.
    const holds = outputs.coilPermille >= limits.holdPermille || (plant.closed && plant.mains);
    plant.pin = holds ? world.travel : 0;
  } else if (outputs.drive === Drive.Extend && plant.pin < world.travel) plant.pin++;
  else if (outputs.drive === Drive.Retract && plant.pin > 0) plant.pin--;
}

/** The hazard: somebody can pull the plug out of a live socket. */
export function isHazard(plant: ModelPlant): boolean {
  return plant.closed && plant.mains && plant.pin === 0;
}
