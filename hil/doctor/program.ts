/**
 * Program: what the board says of the program that runs on it, against the file that it should have been flashed
 * with. A board tells version and map, and whether it is as it was built; it tells no hash.
 */

import { type Health, health } from './controller.ts';
import type { Device } from './device.ts';
import { type Finding, failed, passed, skipped } from './finding.ts';
import type { Fittings } from './fittings.ts';

/** The file that the board should have been flashed with. */
export interface ExpectedProgram {
  readonly file: string;
  readonly version: string;
  readonly map: string;
  /** Whether its signature was checked, and is right. */
  readonly isSigned: boolean;
}

export function judgeStored({ program }: Pick<Health, 'program'>): Finding {
  if (program === null) return skipped('stored program', 'this board cannot read it again');
  if (program === 'unread') return skipped('stored program', 'not read to its end yet');
  if (program === 'whole') return passed('stored program', 'whole', 'as it was built');
  return failed('stored program', 'program-damaged', program, 'whole');
}

/** @param device `holdfast VERSION MAP tick N ms` */
export function judgeProgram(device: string, expected: ExpectedProgram): Finding {
  const [, version = '', map = ''] = device.split(' ');
  const found = `version ${version}, map ${map}`;
  const signed = expected.isSigned ? ', which is signed' : '';
  const isIt = version === expected.version && map === expected.map;
  return isIt
    ? passed('program', found, `as in ${expected.file}${signed}; only flash compares the bytes`)
    : failed('program', 'program-other', found, `version ${expected.version}, map ${expected.map}`);
}

export async function examineProgram(
  device: Device,
  fittings: Fittings,
  expected: ExpectedProgram | null,
): Promise<Finding[]> {
  const said = await health(device);
  const stored =
    said === null
      ? skipped('stored program', '"health" was not answered as expected')
      : judgeStored(said);
  return expected === null ? [stored] : [judgeProgram(fittings.device, expected), stored];
}
