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
  ConsolePort,
  DigitalOutput,
  Heap,
  LockBridge,
  ResetCause,
  Storage,
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
  readonly clock: Clock;
  readonly watchdog: Watchdog;
  readonly storage: Storage;
  readonly console: ConsolePort;
  readonly heap: Heap | null;
}

export interface PinBoard {
  readonly board: Board;
  makeSafe(): void;
}

/** @throws Error where the platform refuses a pin */
export function createPinBoard<Pin>(
  map: NetMap,
  calls: PinCalls<Pin>,
  around: Surroundings,
): PinBoard {
  const safe: (() => void)[] = [];

  const output = (net: LevelPin): DigitalOutput => {
    const pin = calls.open(net.pin);
    const on = !net.activeLow;
    calls.asOutput(pin, !on);
    safe.push(() => calls.write(pin, !on));
    return { write: (asserted) => calls.write(pin, asserted === on) };
  };

  // The contactor first: it is the one that must not stay as a reset has left it.
  const contactor = output(map.contactor);
  const trip = map.trip === null ? null : output(map.trip);
  const residualTest = map.residualTest === null ? null : output(map.residualTest);

  const pwm = (net: LevelPin, onPermille: number): ((permille: number) => void) => {
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
  };

  const duty = pwm(map.pilotOut, 1000);
  const coil = map.coil === null ? null : { writePermille: pwm(map.coil, 0) };

  const createBridge = (extendName: string, retractName: string): LockBridge => {
    const extend = calls.open(extendName);
    const retract = calls.open(retractName);
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
  };
  const bridge = map.bridge;
  const lockBridge = bridge === null ? null : createBridge(bridge.extend, bridge.retract);

  const light: DigitalOutput[] = [];
  for (let i = 0; i < map.light.length; i++) light.push(output(map.light[i] as LevelPin));

  const reader = createAnalogReader(map, calls);
  const analog = (net: AnalogNet): AnalogInput => ({ readMillivolts: reader(net) });

  const inputs = createFastInputs(map, calls, reader);
  const proofs =
    (map.mirror === null ? 0 : Level.Mirror) | (map.outgoing === null ? 0 : Level.Outgoing);
  const current = map.outgoingCurrent;
  const proximity = analog(map.proximity);
  const lockSupply = analog(map.lockSupply);
  const thermometer = map.thermometer === null ? null : analog(map.thermometer);
  const outgoingCurrent = current === null ? null : { readMilliamps: reader(current) };
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
      outgoingCurrent: outgoingCurrent,
      supplyMeter: null,
      contactor: contactor,
      pilot: { writePermille: duty },
      lockBridge: lockBridge,
      lockCoil: coil,
      trip: trip,
      residualTest: residualTest,
      light: {
        write: (colour) => {
          for (let i = 0; i < light.length; i++) {
            (light[i] as DigitalOutput).write((colour & (1 << i)) !== 0);
          }
        },
      },
      clock: around.clock,
      watchdog: around.watchdog,
      storage: around.storage,
      console: around.console,
      heap: around.heap,
    },
    makeSafe: () => {
      for (let i = 0; i < safe.length; i++) (safe[i] as () => void)();
      duty(1000);
    },
  };
}
