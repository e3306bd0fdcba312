/**
 * Computer: opens every device of this computer that a map names, for this process alone, and closes it
 * again.
 */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eachLevel } from '../../firmware/drivers/digital-inputs.ts';
import type { LinuxMap } from '../../firmware/platforms/linux-map.ts';
import type { Lines, LinesPlan } from '../gpio/lines.ts';
import { openLines } from '../gpio/open.ts';
import type { BenchError } from '../line/bench-error.ts';
import { type Converter, openConverter } from './converter.ts';
import { openPulses, type Pulses } from './pulses.ts';
import { openWatchdog, type WatchdogFile } from './watchdog-file.ts';

export interface Computer {
  readonly lines: Lines;
  readonly converter: Converter;
  /** By pin. */
  readonly pulses: ReadonlyMap<string, Pulses>;
  readonly watchdog: WatchdogFile | null;
  /** The devices that were opened and those that are missing, a line each. */
  readonly said: readonly string[];
  /** Every output low, every device closed; a second call does nothing. */
  close(): Promise<void>;
}

/** GPIO17 is line 17 of the header's chip. */
export const lineOf = (pin: string): number => Number(pin.slice('GPIO'.length));

function inputsOf(map: LinuxMap): string[] {
  const pins: string[] = [];
  eachLevel(map, ({ pin }) => pins.push(pin));
  if (map.earthRelay !== null) pins.push(map.earthRelay.pin);
  return pins;
}

function outputsOf(map: LinuxMap): string[] {
  const single = [map.contactor, map.trip, map.residualTest, ...map.light];
  const bridge = map.bridge === null ? [] : [map.bridge.extend, map.bridge.retract];
  const pins = single.flatMap((net) => (net === null ? [] : [net.pin]));
  return [...pins, ...bridge, ...(map.multiplexer?.select ?? [])];
}

function analogOf(map: LinuxMap): string[] {
  const nets = [
    map.pilotHigh,
    map.pilotLow,
    map.latch,
    map.proximity,
    map.lockSupply,
    map.thermometer,
    map.jumperVoltage ?? null,
    map.outgoingCurrent,
    map.outgoingCurrentL2,
    map.outgoingCurrentL3,
    map.supplyVoltage,
    map.earthVoltage,
  ];
  const common = map.multiplexer === null ? [] : [map.multiplexer.pin];
  return [...nets.flatMap((net) => (net === null || net.pin === null ? [] : [net.pin])), ...common];
}

/** The state of the outputs when this program does not end by itself, but is killed. */
function whenKilled(sys: string, lines: Lines): string {
  const modules = ['pinctrl_bcm2835', 'pinctrl_rp1'].map((name) =>
    join(sys, 'module', name, 'parameters/persist_gpio_outputs'),
  );
  const keeps = modules.some((file) => existsSync(file) && readFileSync(file, 'utf8')[0] === 'Y');
  if (keeps) return 'outputs stay as they are (dtparam=strict_gpiod in config.txt changes that)';
  const isSysfs = lines.said.startsWith('sysfs');
  return isSysfs
    ? 'outputs stay as they are'
    : 'outputs are released; the kernel decides their level';
}

/**
 * @param channels the PWM's, by pin
 * @param onGone a line or a tool has disappeared
 * @throws BenchError where something is missing; what was opened until then is closed
 */
export async function openComputer(
  map: LinuxMap,
  channels: Readonly<Record<string, number>>,
  sys: string,
  onGone: (error: BenchError) => void,
): Promise<Computer> {
  const taken: (() => void | Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    const errors: unknown[] = [];
    // The pins first. A device that cannot be closed must not prevent the others from being closed.
    for (const giveBack of taken.splice(0)) {
      try {
        await giveBack();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  };
  try {
    const plan: LinesPlan = {
      outputs: outputsOf(map).map(lineOf),
      inputs: inputsOf(map).map(lineOf),
      onEdge: () => undefined,
      onGone,
    };
    const lines = await openLines(plan, map.gpioChip, sys);
    taken.push(() => lines.close());
    const converter = openConverter(sys, map.converter, analogOf(map));
    taken.push(() => converter.close());
    const pulses = new Map<string, Pulses>();
    for (const net of [map.pilotOut, map.coil]) {
      if (net === null) continue;
      const one = await openPulses(sys, map.pwmChip, channels[net.pin] ?? 0);
      taken.push(() => one.close());
      pulses.set(net.pin, one);
    }
    const watchdog = map.watchdog === null ? null : openWatchdog(map.watchdog, sys, map.watchdogMs);
    taken.push(() => watchdog?.close());
    const said = [
      `pins: ${lines.said}`,
      `converter: ${converter.said}`,
      `pilot: ${pulses.get(map.pilotOut.pin)?.said}`,
      `watchdog: ${map.watchdog ?? 'none, and a program that hangs leaves its outputs as they are'}`,
      `killed: ${whenKilled(sys, lines)}`,
    ];
    return { lines, converter, pulses, watchdog, said, close };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}
