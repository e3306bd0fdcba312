/**
 * Pins: the board of a pin map, over the few calls that every platform has. What is special to a
 * platform comes in as `PinCalls`.
 */

import { Drive } from '../control/outputs.ts';
import { Level, type LevelPin } from '../drivers/digital-inputs.ts';
import type {
  AnalogInput,
  Board,
  Clock,
  ColourLight,
  ConsolePort,
  CurrentInput,
  DigitalOutput,
  Heap,
  LockBridge,
  Program,
  Reflex,
  ResetCause,
  Storage,
  SupplyMeter,
  Watchdog,
} from '../hal.ts';
import { createAnalogReader } from './analog.ts';
import { createFastInputs } from './fast-inputs.ts';
import type { PinCalls } from './pin-calls.ts';
import type { AnalogNet, NetMap } from './pin-map.ts';

/** What else a platform gives. */
export interface Surroundings {
  readonly resetCause: ResetCause;
  readonly restedForMs: number;
  readonly entropy: number;
  readonly program: Program | null;
  readonly clock: Clock;
  readonly watchdog: Watchdog;
  /** The contactor's pin, where it belongs to hardware that opens by itself. */
  readonly guarded: Guarded | null;
  /** The lock's bridge, where hardware ends its strokes. */
  readonly timedBridge: TimedBridge | null;
  readonly storage: Storage;
  readonly console: ConsolePort;
  readonly heap: Heap | null;
}

/** A bridge whose strokes hardware ends. */
export interface TimedBridge {
  readonly bridge: LockBridge;
  makeSafe(): void;
}

/** An output that hardware may take to its safe level as well. */
export interface Guarded {
  readonly contactor: DigitalOutput;
  readonly reflex: Reflex;
  makeSafe(): void;
}

export interface PinBoard {
  readonly board: Board;
  makeSafe(): void;
}

/** Makes the reader of an analogue net. */
type Reader = (net: AnalogNet) => () => number;

/** What puts each output to rest. */
type Safe = (() => void)[];

function openOutput<Pin>(net: LevelPin, calls: PinCalls<Pin>, safe: Safe): DigitalOutput {
  const pin = calls.open(net.pin);
  const on = !net.activeLow;
  calls.asOutput(pin, !on);
  safe.push(() => calls.write(pin, !on));
  return { write: (asserted) => calls.write(pin, asserted === on) };
}

function openPwm<Pin>(
  net: LevelPin,
  calls: PinCalls<Pin>,
  onPermille: number,
): (permille: number) => void {
  const shareOf = (permille: number): number =>
    net.activeLow ? 1 - permille / 1000 : permille / 1000;
  const set = calls.startPwm(calls.open(net.pin), shareOf(onPermille));
  let written = onPermille;
  return (permille) => {
    // A PWM that is set again waits for its own period on some platforms, and glitches on others.
    if (permille === written) return;
    written = permille;
    set(shareOf(permille));
  };
}

function openBridge<Pin>(
  nets: { readonly extend: string; readonly retract: string },
  calls: PinCalls<Pin>,
  safe: Safe,
): LockBridge {
  const extend = calls.open(nets.extend);
  const retract = calls.open(nets.retract);
  calls.asOutput(extend, false);
  calls.asOutput(retract, false);
  let stroke = 0;
  const put = (drive: Drive): void => {
    const isBrake = drive === Drive.Brake;
    // Off first, so that a reversal never has both directions on.
    if (!isBrake) {
      calls.write(extend, false);
      calls.write(retract, false);
    }
    if (isBrake || drive === Drive.Extend) calls.write(extend, true);
    if (isBrake || drive === Drive.Retract) calls.write(retract, true);
  };
  safe.push(() => put(Drive.Off));
  return {
    write: (drive, limitMs) => {
      stroke++;
      put(drive);
      if (limitMs === 0) return;
      const own = stroke;
      calls.after(limitMs, () => {
        if (stroke === own) put(Drive.Off);
      });
    },
  };
}

function openLight<Pin>(nets: readonly LevelPin[], calls: PinCalls<Pin>, safe: Safe): ColourLight {
  const light: DigitalOutput[] = [];
  for (let i = 0; i < nets.length; i++) light.push(openOutput(nets[i] as LevelPin, calls, safe));
  return {
    write: (colour) => {
      for (let i = 0; i < light.length; i++) {
        (light[i] as DigitalOutput).write((colour & (1 << i)) !== 0);
      }
    },
  };
}

/** Half-way between the windows that a supply is judged by: what is not measured is never out of them. */
const UNMEASURED_DECIVOLTS = 2300;

/** One conversion a call: the highest of what each line had when it was last looked at. */
function openCurrent(map: NetMap, reader: Reader): CurrentInput | null {
  const nets = [map.outgoingCurrent, map.outgoingCurrentL2, map.outgoingCurrentL3];
  const reads: (() => number)[] = [];
  const last: number[] = [];
  for (let i = 0; i < nets.length; i++) {
    const net = nets[i] as AnalogNet | null;
    if (net === null) continue;
    reads.push(reader(net));
    last.push(0);
  }
  if (reads.length === 0) return null;
  let turn = 0;
  return {
    readMilliamps: () => {
      turn = turn + 1 < reads.length ? turn + 1 : 0;
      last[turn] = (reads[turn] as () => number)();
      let most = last[0] as number;
      for (let i = 1; i < last.length; i++) {
        const one = last[i] as number;
        if (one > most) most = one;
      }
      return most;
    },
  };
}

/** What a relay that watches the earth is taken for while its contact is open. */
const RELAY_DECIVOLTS = 2300;

function openEarth<Pin>(map: NetMap, calls: PinCalls<Pin>, reader: Reader): (() => number) | null {
  if (map.earthVoltage !== null) return reader(map.earthVoltage);
  const relay = map.earthRelay;
  if (relay === null) return null;
  const pin = calls.open(relay.pin);
  calls.asInput(pin, relay.pull);
  return () => (calls.read(pin) === relay.activeLow ? 0 : RELAY_DECIVOLTS);
}

function openSupplyMeter<Pin>(
  map: NetMap,
  calls: PinCalls<Pin>,
  reader: Reader,
): SupplyMeter | null {
  const supply = map.supplyVoltage;
  const earth = openEarth(map, calls, reader);
  if (supply === null && earth === null) return null;
  return {
    measuresSupply: supply !== null,
    measuresEarth: earth !== null,
    readSupplyDecivolts: supply === null ? () => UNMEASURED_DECIVOLTS : reader(supply),
    readEarthDecivolts: earth === null ? () => 0 : earth,
  };
}

function putToRest(safe: Safe, duty: (permille: number) => void): void {
  for (let i = 0; i < safe.length; i++) (safe[i] as () => void)();
  duty(1000);
}

/** The proofs of the outgoing side that a map has, as bits of `Level`. */
export function proofsOf(map: Pick<NetMap, 'mirror' | 'outgoing'>): number {
  return (map.mirror === null ? 0 : Level.Mirror) | (map.outgoing === null ? 0 : Level.Outgoing);
}

/** @throws Error where the platform refuses a pin */
export function createPinBoard<Pin>(
  map: NetMap,
  calls: PinCalls<Pin>,
  around: Surroundings,
): PinBoard {
  const safe: Safe = [];
  // The contactor first: it is the one that must not stay as a reset has left it.
  const guarded = around.guarded;
  const contactor = guarded === null ? openOutput(map.contactor, calls, safe) : guarded.contactor;
  if (guarded !== null) safe.push(guarded.makeSafe);
  const pilotBreak = map.pilotBreak === null ? null : openOutput(map.pilotBreak, calls, safe);
  const trip = map.trip === null ? null : openOutput(map.trip, calls, safe);
  const test = map.residualTest;
  const residualTest = test === null ? null : openOutput(test, calls, safe);
  const duty = openPwm(map.pilotOut, calls, 1000);
  const coil = map.coil === null ? null : { writePermille: openPwm(map.coil, calls, 0) };
  const timed = around.timedBridge;
  if (timed !== null) safe.push(timed.makeSafe);
  const lockBridge =
    timed !== null
      ? timed.bridge
      : map.bridge === null
        ? null
        : openBridge(map.bridge, calls, safe);
  const light = openLight(map.light, calls, safe);

  const reader = createAnalogReader(map, calls);
  const analog = (net: AnalogNet): AnalogInput => ({ readMillivolts: reader(net) });

  const inputs = createFastInputs(map, calls, reader);
  const proofs = proofsOf(map);
  const outgoingCurrent = openCurrent(map, reader);
  const proximity = analog(map.proximity);
  const lockSupply = analog(map.lockSupply);
  const thermometer = map.thermometer === null ? null : analog(map.thermometer);
  const jumper = map.jumperVoltage ? analog(map.jumperVoltage) : null;
  return {
    board: {
      name: map.name,
      resetCause: around.resetCause,
      restedForMs: around.restedForMs,
      entropy: around.entropy,
      inputs: inputs,
      proofs: proofs,
      proximity: proximity,
      lockSupply: lockSupply,
      thermometer: thermometer,
      jumper: jumper,
      outgoingCurrent: outgoingCurrent,
      supplyMeter: openSupplyMeter(map, calls, reader),
      contactor: contactor,
      pilot: { writePermille: duty },
      lockBridge: lockBridge,
      lockCoil: coil,
      pilotBreak: pilotBreak,
      trip: trip,
      residualTest: residualTest,
      light: light,
      clock: around.clock,
      watchdog: around.watchdog,
      reflex: guarded === null ? null : guarded.reflex,
      storage: around.storage,
      console: around.console,
      program: around.program,
      heap: around.heap,
    },
    makeSafe: () => putToRest(safe, duty),
  };
}
