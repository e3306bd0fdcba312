/**
 * Setup: what a world is built from. Everything has a default; a scenario's `given` lines change it.
 */

import { checkFittings, type Fittings, fitLimits } from '../../firmware/charger.ts';
import { checkLimits } from '../../firmware/control/limit-check.ts';
import { createLimits, type Limits } from '../../firmware/control/limits.ts';
import { Level, PROOFS } from '../../firmware/drivers/digital-inputs.ts';
import { canReleaseOnLoss } from '../../firmware/drivers/hold-up.ts';
import {
  findBistablePart,
  findHoldToLockPart,
  senseOf,
} from '../../firmware/drivers/lock-parts.ts';
import { type Pole, type Poles, unsensedPhase } from '../../firmware/drivers/poles.ts';
import type { Stored } from '../../firmware/hal.ts';
import { Role } from '../../firmware/storage/access.ts';
import { poleNames } from '../plant/contactor.ts';
import type { Plant } from '../plant/plant.ts';
import { phaseNames } from '../plant/pole.ts';
import type { ReflexKind } from './hardware-reflex.ts';
import type { SearchStart } from './search-start.ts';

export interface Setup {
  seed: number;
  /** Name of the fitted lock part. */
  lock: string;
  /** Level.Mirror, Level.Outgoing, or both. */
  proofs: number;
  /** Lines that the contactor switches, beside the neutral. */
  phases: 1 | 3;
  /** What each proof covers, where it is fitted; poles that are not switched are ignored. */
  mirrored: readonly Pole[];
  sensed: readonly Pole[];
  residualFitted: boolean;
  pilotBreak: boolean;
  trip: boolean;
  /** Hardware keeps a coil held while the outgoing side is live (hold-to-lock). */
  coilHold: boolean;
  /** A capacitor behind the lock's bridge is declared. */
  storedEnergy: boolean;
  /** The controller's own supply lasts for so long without mains, and the map declares it. */
  holdUpMs: number;
  /** The board ends a stroke in hardware. */
  oneShot: boolean;
  /** What opens the contactor beside the firmware: as on the Pico with Kaluma, or with Espruino. */
  reflex: ReflexKind;
  /** What the firmware finds when it reads the stored program again; null where the board cannot read it. */
  stored: Stored | null;
  /** From one of Espruino's looks to the contactor's pin, in µs. */
  lookTakesUs: number;
  currentMeter: boolean;
  supplyMeter: boolean;
  /** From the rail to the first line of the firmware. */
  bootMs: number;
  /** Shifts every tick against the world's instants. */
  phaseUs: number;
  /** Ticks come this much early or late, at random. */
  jitterUs: number;
  watchdogMs: number;
  /** Quiet ticks that are proven to have no effect pass at once. */
  skipsIdle: boolean;
  /** Every tick decides: to prove that quiet ticks lose nothing. */
  alwaysDeliberates: boolean;
  /** What storage holds before the first start: a charger that was idle, or a new board. */
  journal: 'idle' | 'empty';
  /** Whose role the console has at the start; a charger in commissioning is open to everybody. */
  role: Role;
  /** A path of the search, played without a plant; null for a whole charger. */
  counterexample: SearchStart | null;
  /** The scenario begins in Idle with everything rested, or at power-on. */
  startsRested: boolean;
  /** Changes to the limits as shipped. */
  limits: ((limits: Limits) => void)[];
  /** Changes to the plant before mains comes on. */
  furnish: ((plant: Plant) => void)[];
}

export function createSetup(): Setup {
  return {
    seed: 1,
    lock: 'kuester-02s',
    proofs: PROOFS,
    phases: 1,
    mirrored: poleNames,
    sensed: phaseNames,
    residualFitted: true,
    pilotBreak: false,
    trip: true,
    coilHold: true,
    storedEnergy: true,
    holdUpMs: 4000,
    oneShot: true,
    reflex: 'none',
    stored: null,
    lookTakesUs: 0,
    currentMeter: true,
    supplyMeter: true,
    bootMs: 50,
    phaseUs: 0,
    jitterUs: 0,
    watchdogMs: 1000,
    skipsIdle: true,
    alwaysDeliberates: false,
    journal: 'idle',
    role: Role.Installer,
    counterexample: null,
    startsRested: true,
    limits: [],
    furnish: [],
  };
}

/** The poles that are switched, and by which fitted proof each is seen. */
export function polesOf(setup: Setup): Poles {
  const switched = poleNames.filter((name) => setup.phases === 3 || name === 'L1' || name === 'N');
  const covered = (proof: Level, poles: readonly Pole[]): Pole[] =>
    (setup.proofs & proof) === 0 ? [] : switched.filter((name) => poles.includes(name));
  return {
    switched,
    mirror: covered(Level.Mirror, setup.mirrored),
    outgoing: covered(Level.Outgoing, setup.sensed),
  };
}

/**
 * What is fitted on the board.
 *
 * @throws Error where there is no such lock part
 */
export function fittingsOf(setup: Setup): Fittings {
  const bistable = findBistablePart(setup.lock);
  const holdToLock = findHoldToLockPart(setup.lock);
  if (bistable === null && holdToLock === null) throw new Error(`no lock part "${setup.lock}"`);
  return {
    bistablePart: bistable,
    holdToLockPart: holdToLock,
    sense: senseOf(bistable, holdToLock),
    coilHold: setup.coilHold,
    storedEnergy: canReleaseOnLoss(
      setup.storedEnergy,
      setup.holdUpMs,
      bistable,
      createLimits().deadProofMs,
    ),
    residualFitted: setup.residualFitted,
    residualIgnoreMs: 0,
  };
}

/** The limits that the board was built with: as shipped, for what is fitted, and as changed. */
export function limitsOf(setup: Setup): Limits {
  const limits = createLimits();
  fitLimits(limits, fittingsOf(setup), setup.proofs);
  for (const change of setup.limits) change(limits);
  return limits;
}

/**
 * Whether the firmware would start on such a board.
 *
 * @returns what is wrong, in words; empty when it would
 * @throws Error where a change of the limits is refused
 */
export function checkSetup(setup: Setup): string {
  const unfit = checkFittings(fittingsOf(setup), setup.proofs);
  const unsensed = unsensedPhase(polesOf(setup));
  if (unsensed !== '') return `${unsensed} is switched, and no proof covers it`;
  return unfit === '' ? checkLimits(limitsOf(setup)) : unfit;
}
