/**
 * Bench: the board for a rig. Its outputs are real where pins are given, its inputs come over the line.
 *
 * The firmware above it is the one that ships and cannot tell. Every write of an output is told at once,
 * so that the host stamps it, or reads the stamp, of the instant at which it happened.
 */

import type { Fittings } from '../charger.ts';
import { Drive } from '../control/outputs.ts';
import { PROOFS } from '../drivers/digital-inputs.ts';
import {
  createBistableParts,
  createHoldToLockParts,
  findBistablePart,
  findHoldToLockPart,
  senseOf,
} from '../drivers/lock-parts.ts';
import { createReadings } from '../drivers/quiet-window.ts';
import type { Board, Readings, ResetCause } from '../hal.ts';

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

/** The rig's side of the board: where outputs are told, and where the rest comes from. */
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

/** Every real output at its pull-down. */
export function restOutputs(pins: Board | null): void {
  if (pins === null) return;
  pins.contactor.write(false);
  if (pins.lockBridge !== null) pins.lockBridge.write(Drive.Off, 0);
  if (pins.lockCoil !== null) pins.lockCoil.writePermille(0);
  if (pins.trip !== null) pins.trip.write(false);
  if (pins.residualTest !== null) pins.residualTest.write(false);
  pins.pilot.writePermille(1000);
  if (pins.light !== null) pins.light.write(0);
}

/**
 * Drives one real output by hand, for bringing a board up.
 *
 * @param value a level, a duty in permille, a `Drive`, or a colour
 * @param limitMs of a stroke of the bridge; 0 with everything else
 * @returns false for what is no output
 */
export function driveOutput(
  pins: Board | null,
  name: string,
  value: number,
  limitMs: number,
): boolean {
  const known = ['contactor', 'duty', 'bridge', 'coil', 'trip', 'test', 'light'];
  if (known.indexOf(name) < 0) return false;
  if (pins === null) return true;
  const on = value === 1;
  if (name === 'contactor') pins.contactor.write(on);
  if (name === 'duty') pins.pilot.writePermille(value);
  if (name === 'bridge' && pins.lockBridge !== null) pins.lockBridge.write(value as Drive, limitMs);
  if (name === 'coil' && pins.lockCoil !== null) pins.lockCoil.writePermille(value);
  if (name === 'trip' && pins.trip !== null) pins.trip.write(on);
  if (name === 'test' && pins.residualTest !== null) pins.residualTest.write(on);
  if (name === 'light' && pins.light !== null) pins.light.write(value);
  return true;
}

/**
 * What the real latch reads, past what is injected.
 *
 * @returns in mV; null where there are no pins
 */
export function senseLatch(pins: Board | null): number | null {
  if (pins === null) return null;
  const readings = createReadings();
  // A board may convert the latch in every other sample only.
  pins.inputs.sample(readings);
  pins.inputs.sample(readings);
  return readings.latchMillivolts;
}

/** A switched net: told, and put out where there is a pin. */
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

/**
 * The board as the firmware sees it, for one start.
 *
 * @param pins the real outputs, null where the rig has none
 */
export function createBenchBoard(
  injected: Injected,
  fitted: Fitted,
  outside: BenchOutside,
  pins: Board | null,
  resetCause: ResetCause,
  entropy: number,
): Board {
  const isCoil = findHoldToLockPart(fitted.lock) !== null;
  const bridge = pins === null ? null : pins.lockBridge;
  const coil = pins === null ? null : pins.lockCoil;
  const light = pins === null ? null : pins.light;
  return {
    name: fitted.name,
    resetCause: resetCause,
    restedForMs: 0,
    heap: null,
    entropy: entropy,
    inputs: {
      sample: (readings: Readings) => {
        readings.pilotHighMillivolts = injected.pilotHighMillivolts;
        readings.pilotLowMillivolts = injected.pilotLowMillivolts;
        readings.latchMillivolts = injected.latchMillivolts;
        readings.levels = injected.levels;
      },
    },
    proofs: fitted.proofs,
    proximity: { readMillivolts: () => injected.proximityMillivolts },
    lockSupply: { readMillivolts: () => injected.lockSupplyMillivolts },
    thermometer: fitted.thermometer
      ? { readMillivolts: () => injected.thermometerMillivolts }
      : null,
    outgoingCurrent: fitted.currentMeter ? { readMilliamps: () => injected.milliamps } : null,
    supplyMeter: fitted.supplyMeter
      ? {
          readSupplyDecivolts: () => injected.supplyDecivolts,
          readEarthDecivolts: () => injected.earthDecivolts,
        }
      : null,
    contactor: createSwitch('contactor', outside, pins === null ? null : pins.contactor),
    pilot: {
      writePermille: (dutyPermille: number) => {
        if (pins !== null) pins.pilot.writePermille(dutyPermille);
        outside.tell(`net duty ${dutyPermille}`);
      },
    },
    lockBridge: isCoil
      ? null
      : {
          write: (drive: Drive, limitMs: number) => {
            if (bridge !== null) bridge.write(drive, limitMs);
            outside.strokeBegins(limitMs);
            outside.tell(`net bridge ${drive} ${limitMs}`);
          },
        },
    lockCoil: isCoil
      ? {
          writePermille: (permille: number) => {
            if (coil !== null) coil.writePermille(permille);
            outside.tell(`net coil ${permille}`);
          },
        }
      : null,
    trip: fitted.trip ? createSwitch('trip', outside, pins === null ? null : pins.trip) : null,
    residualTest: createSwitch('test', outside, pins === null ? null : pins.residualTest),
    light: {
      write: (colour: number) => {
        if (light !== null) light.write(colour);
        outside.tell(`net light ${colour}`);
      },
    },
    clock: { lapMs: () => outside.lapMs() },
    watchdog: { feed: () => outside.feed() },
    storage: {
      read: (slot: number) => outside.readSlot(slot),
      write: (slot: number, text: string) => outside.writeSlot(slot, text),
    },
    console: {
      read: () => outside.readTyped(),
      write: (text: string) => outside.tell(`say ${text}`),
    },
  };
}
