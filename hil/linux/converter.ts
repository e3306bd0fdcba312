/**
 * Converter: analogue inputs by the kernel's industrial I/O. A reading is one read of a file; the kernel
 * converts during the read.
 */

import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { LinuxConverter } from '../../firmware/platforms/linux-map.ts';
import { BenchError } from '../line/bench-error.ts';

export interface Converter {
  /** The device's folder, for the log. */
  readonly said: string;
  /** The voltage at an input, as a share of the map's full voltage. */
  readShare(pin: string): number;
  close(): void;
}

interface Input {
  readonly file: number;
  readonly countMillivolts: number;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    // A value that the kernel does not have is an error of the read.
    return '';
  }
}

function folderOf(sys: string, device: string): string {
  const root = join(sys, 'bus/iio/devices');
  const folders = existsSync(root)
    ? readdirSync(root).filter((one) => one.startsWith('iio:device'))
    : [];
  const names = folders.map((one) => textOf(join(root, one, 'name')));
  const folder = folders[names.indexOf(device)];
  if (folder !== undefined) return join(root, folder);
  const found = names.length === 0 ? 'none' : names.join(', ');
  const what = `the kernel has no converter "${device}" in ${root}, found ${found}`;
  throw new BenchError('converter', what, 'load its overlay, or name another in the pin map');
}

function countOf(folder: string, channel: number, map: LinuxConverter): number {
  if (map.countMillivolts !== null) return map.countMillivolts;
  const own = textOf(join(folder, `in_voltage${channel}_scale`));
  const scale = Number(own === '' ? textOf(join(folder, 'in_voltage_scale')) : own);
  if (scale > 0) return scale;
  const what = `${folder} does not say what a count of input ${channel} is`;
  throw new BenchError('converter', what, 'write countMillivolts into the pin map');
}

/**
 * @param pins the inputs that are wired, AIN0 and on
 * @throws BenchError where the device or an input of it does not exist
 */
export function openConverter(
  sys: string,
  map: LinuxConverter,
  pins: readonly string[],
): Converter {
  const folder = folderOf(sys, map.device);
  const inputs = new Map<string, Input>();
  const close = (): void => {
    for (const { file } of inputs.values()) closeSync(file);
    inputs.clear();
  };
  for (const pin of pins) {
    const channel = Number(pin.slice('AIN'.length));
    const path = join(folder, `in_voltage${channel}_raw`);
    if (!existsSync(path)) {
      close();
      throw new BenchError('converter', `${pin} is not there: no ${path}`, 'wire another input');
    }
    const countMillivolts = countOf(folder, channel, map);
    inputs.set(pin, { file: openSync(path, 'r'), countMillivolts });
  }
  const bytes = Buffer.alloc(32);
  return {
    said: `${map.device}, ${pins.length} inputs, ${folder}`,
    readShare: (pin) => {
      const input = inputs.get(pin);
      if (input === undefined) throw new Error(`${pin} is not open`);
      const raw = Number.parseInt(
        bytes.toString('latin1', 0, readSync(input.file, bytes, 0, 32, 0)),
        10,
      );
      if (Number.isNaN(raw)) throw new Error(`${pin} reads no number`);
      return (raw * input.countMillivolts) / map.fullMillivolts;
    },
    close,
  };
}
