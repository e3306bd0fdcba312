/**
 * Read map: a Linux map by its name, with the checks of the build.
 */

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BistablePart, HoldToLockPart } from '../../firmware/drivers/lock-parts.ts';
import type { LinuxMap } from '../../firmware/platforms/linux-map.ts';
import { UsageError } from '../../sim/errors.ts';

/** A map that cannot be used, by the person's choice: exit code 2. */
export class LinuxMapError extends UsageError {}

export interface ReadMap {
  readonly map: LinuxMap;
  /** Exactly one is null. */
  readonly bistable: BistablePart | null;
  readonly holdToLock: HoldToLockPart | null;
  /** Channels of the PWM, by pin. */
  readonly channels: Readonly<Record<string, number>>;
}

/**
 * @param root address of the project's folder
 * @param name the map's file in firmware/boards/, without `.ts`
 * @throws LinuxMapError with file and line of every error
 */
export async function readLinuxMap(root: string, name: string): Promise<ReadMap> {
  const file = fileURLToPath(new URL(`firmware/boards/${name}.ts`, root));
  if (!existsSync(file)) throw new LinuxMapError(`no pin map firmware/boards/${name}.ts`);
  const { readPinMap } = await import(new URL('build/boards/pin-map.mjs', root).href);
  const { chips } = await import(new URL('build/boards/chips.mjs', root).href);
  const read = await readPinMap(file, 'linux', fileURLToPath(root));
  if (read.complaints.length > 0) throw new LinuxMapError(read.complaints.join('\n'));
  const { map, bistable, holdToLock } = read;
  return { map, bistable, holdToLock, channels: chips[map.chip].pwm };
}
