/**
 * Bench: the board for a rig. Its outputs are real where pins are given, its inputs come over the line.
 *
 * The firmware on it is the one that ships, and notices no difference. Every write of an output is reported at once,
 * so that the host stamps it, or reads the stamp, of the instant at which it happened.
 */

import type { Fittings } from '../charger.ts';
import type { Drive } from '../control/outputs.ts';
import { PROOFS } from '../drivers/digital-inputs.ts';
import {
  createBistableParts,
  createHoldToLockParts,
  findBistablePart,
  findHoldToLockPart,
  senseOf,
} from '../drivers/lock-parts.ts';
import type { Board, ColourLight, FastInputs, LockBridge, Readings, ResetCause } from '../hal.ts';
import { crc16 } from '../storage/crc16.ts';

/** What the host says that the inputs read, in the units of the board contract. */
export interface Injected {
  pilotHighMillivolts: number;
  pilotLowMillivolts: number;
  latchMillivolts: number;
  levels: number;
  proximityMillivolts: number;
  lockSupplyMillivolts: number;
  thermometerMillivolts: number;
  milliamps: number;
  supplyDecivolts: number;
  earthDecivolts: number;
}

/** What the host says is fitted. */
export interface Fitted {
  /** What the firmware says that it runs on. */
  name: string;
  lock: string;
  proofs: number;
  coilHold: boolean;
  storedEnergy: boolean;
  residual: boolean;
  thermometer: boolean;
  currentMeter: boolean;
  supplyMeter: boolean;
  trip: boolean;
}

/** The rig's side of the board: where outputs are reported, and where the rest comes from. */
export interface BenchOutside {
  tell(message: string): boolean;
  lapMs(): number;
  feed(): void;
  readSlot(slot: number): string;
  writeSlot(slot: number, text: string): void;
  readTyped(): string;
  strokeBegins(limitMs: number): void;
}

export function createInjected(): Injected {
  return {
    pilotHighMillivolts: 0,
    pilotLowMillivolts: 0,
    latchMillivolts: 0,
    levels: 0,
    proximityMillivolts: 3300,
    lockSupplyMillivolts: 0,
    thermometerMillivolts: 1650,
    milliamps: 0,
    supplyDecivolts: 0,
    earthDecivolts: 0,
  };
}

export function createFitted(): Fitted {
  return {
    name: 'bench',
    lock: '',
    proofs: PROOFS,
    coilHold: false,
    storedEnergy: false,
    residual: false,
    thermometer: true,
    currentMeter: false,
    supplyMeter: false,
    trip: false,
  };
}

/** @returns null where no such lock part is known */
export function fittingsOf(fitted: Fitted): Fittings | null {
  const bistable = findBistablePart(fitted.lock);
  const holdToLock = findHoldToLockPart(fitted.lock);
  if (bistable === null && holdToLock === null) return null;
  return {
    bistablePart: bistable,
    holdToLockPart: holdToLock,
    sense: senseOf(bistable, holdToLock),
    coilHold: fitted.coilHold,
    storedEnergy: fitted.storedEnergy,
    residualFitted: fitted.residual,
    residualIgnoreMs: 0,
  };
}

/** The names of all lock parts, for the answer to a wrong one. */
export function lockNames(): string {
  const names: string[] = [];
  const bistable = createBistableParts();
  const holdToLock = createHoldToLockParts();
  for (let i = 0; i < bistable.length; i++) names.push((bistable[i] as { name: string }).name);
  for (let i = 0; i < holdToLock.length; i++) names.push((holdToLock[i] as { name: string }).name);
  return names.join(' ');
}

/** A switched net: reported, and put out where there is a pin. */
function createSwitch(
  name: string,
  outside: BenchOutside,
  pin: { write(on: boolean): void } | null,
): { write(on: boolean): void } {
  return {
    write: (on: boolean) => {
      if (pin !== null) pin.write(on);
      outside.tell(`net ${name} ${on ? 1 : 0}`);
    },
  };
}

/** A net with a duty. */
function createDuty(
  name: string,
  outside: BenchOutside,
  pin: { writePermille(permille: number): void } | null,
): { writePermille(permille: number): void } {
  return {
    writePermille: (permille: number) => {
      if (pin !== null) pin.writePermille(permille);
      outside.tell(`net ${name} ${permille}`);
    },
  };
}

function createBridge(outside: BenchOutside, bridge: LockBridge | null): LockBridge {
  return {
    write: (drive: Drive, limitMs: number) => {
      if (bridge !== null) bridge.write(drive, limitMs);
      outside.strokeBegins(limitMs);
      outside.tell(`net bridge ${drive} ${limitMs}`);
    },
  };
}

function createLight(outside: BenchOutside, light: ColourLight | null): ColourLight {
  return {
    write: (colour: number) => {
      if (light !== null) light.write(colour);
      outside.tell(`net light ${colour}`);
    },
  };
}

function createInputs(injected: Injected): FastInputs {
  return {
    sample: (readings: Readings) => {
      readings.pilotHighMillivolts = injected.pilotHighMillivolts;
      readings.pilotLowMillivolts = injected.pilotLowMillivolts;
      readings.latchMillivolts = injected.latchMillivolts;
      readings.levels = injected.levels;
    },
  };
}

/** What one start of the firmware finds. */
export interface BenchStart {
  readonly injected: Injected;
  readonly fitted: Fitted;
  readonly outside: BenchOutside;
  /** The real outputs, null where the rig has none. */
  readonly pins: Board | null;
  readonly resetCause: ResetCause;
  readonly entropy: number;
}

/** The board as the firmware sees it, for one start. */
export function createBenchBoard(start: BenchStart): Board {
  const injected = start.injected;
  const fitted = start.fitted;
  const outside = start.outside;
  const pins = start.pins;
  const isCoil = findHoldToLockPart(fitted.lock) !== null;
  const bridge = createBridge(outside, pins === null ? null : pins.lockBridge);
  const coil = createDuty('coil', outside, pins === null ? null : pins.lockCoil);
  const trip = createSwitch('trip', outside, pins === null ? null : pins.trip);
  return {
    name: fitted.name,
    resetCause: start.resetCause,
    restedForMs: 0,
    program: null,
    heap: null,
    entropy: start.entropy,
    inputs: createInputs(injected),
    proofs: fitted.proofs,
    proximity: { readMillivolts: () => injected.proximityMillivolts },
    lockSupply: { readMillivolts: () => injected.lockSupplyMillivolts },
    thermometer: fitted.thermometer
      ? { readMillivolts: () => injected.thermometerMillivolts }
      : null,
    jumper: null,
    outgoingCurrent: fitted.currentMeter ? { readMilliamps: () => injected.milliamps } : null,
    supplyMeter: fitted.supplyMeter
      ? {
          measuresSupply: true,
          measuresEarth: true,
          readSupplyDecivolts: () => injected.supplyDecivolts,
          readEarthDecivolts: () => injected.earthDecivolts,
        }
      : null,
    contactor: createSwitch('contactor', outside, pins === null ? null : pins.contactor),
    pilot: createDuty('duty', outside, pins === null ? null : pins.pilot),
    lockBridge: isCoil ? null : bridge,
    lockCoil: isCoil ? coil : null,
    // The bench has no switch in the pilot's wire.
    pilotBreak: null,
    trip: fitted.trip ? trip : null,
    residualTest: createSwitch('test', outside, pins === null ? null : pins.residualTest),
    light: createLight(outside, pins === null ? null : pins.light),
    clock: { lapMs: () => outside.lapMs() },
    watchdog: { feed: () => outside.feed() },
    // The line to the host would starve it.
    reflex: null,
    storage: {
      read: (slot: number) => outside.readSlot(slot),
      sum: crc16,
      write: (slot: number, text: string) => outside.writeSlot(slot, text),
    },
    console: {
      read: () => outside.readTyped(),
      write: (text: string) => outside.tell(`say ${text}`),
    },
  };
}
