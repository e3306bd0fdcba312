/**
 * Fittings: what the device reports that it was built for.
 */

import type { SenseWindows } from '../../firmware/drivers/lock-parts.ts';
import type { Device } from './device.ts';
import { DoctorError } from './examination.ts';

export interface Fittings {
  /** `holdfast VERSION BOARD tick N ms`. */
  readonly device: string;
  readonly lock: string;
  /** A bistable part's stroke, or the solenoid's way in, in ms. */
  readonly strokeMs: number;
  readonly windows: SenseWindows;
  /** `mirror`, `outgoing`, or both. */
  readonly proofs: ReadonlySet<string>;
  readonly residual: boolean;
}

/** The name of the pin map that its program was built from. */
export function mapOf({ device }: Pick<Fittings, 'device'>): string {
  return device.split(' ')[2] ?? '';
}

/** Numbers of a line, in their order. */
function numbersOf(line: string): number[] {
  return (line.match(/(?<= )-?\d+(?= |$)/g) ?? []).map(Number);
}

/** @throws DoctorError where the answers are not those of a Holdfast of this version */
export async function readFittings(device: Device): Promise<Fittings> {
  const hello = await device.ask('hello', ['ok holdfast']);
  const lines = await device.collect('fitted', 1500);
  const find = (begin: string): string => {
    const line = lines.find((one) => one.startsWith(`ok fitted ${begin}`));
    if (line !== undefined) return line;
    const what = `${device.line.name}: "fitted" was not answered as expected (no ${begin})`;
    throw new DoctorError(`${what}; this doctor needs firmware of its own version: flash it first`);
  };
  const lock = lines.find((one) => /^ok fitted (lock|solenoid) /.test(one)) ?? find('lock');
  const [lockedFrom, lockedTo, unlockedFrom, unlockedTo] = numbersOf(find('window'));
  return {
    device: hello.slice(3),
    lock: lock.split(' ')[3] ?? '',
    strokeMs: numbersOf(lock)[0] ?? 0,
    windows: {
      lockedFromMillivolts: lockedFrom ?? 0,
      lockedToMillivolts: lockedTo ?? 0,
      unlockedFromMillivolts: unlockedFrom ?? 0,
      unlockedToMillivolts: unlockedTo ?? 0,
    },
    proofs: new Set(find('proofs').split(' ').slice(3)),
    residual: find('residual').endsWith('yes'),
  };
}
