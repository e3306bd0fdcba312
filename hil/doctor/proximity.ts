/**
 * Proximity: its line without a plug and with one, each over several readings.
 */

import type { Cause } from './causes.ts';
import type { Device } from './device.ts';
import { type Finding, failed, inWindow } from './finding.ts';
import { several } from './readings.ts';
import { noPlugWindow, PROXIMITY_NOISE_MILLIVOLTS, plugWindow } from './windows.ts';

export function readProximity(device: Device): Promise<number[]> {
  return several(async () => (await device.sense('proximity')) ?? 0);
}

/** @returns null where the readings are one */
function judgeNoise(check: string, millivolts: readonly number[]): Finding | null {
  const least = Math.min(...millivolts);
  const most = Math.max(...millivolts);
  if (most - least <= PROXIMITY_NOISE_MILLIVOLTS) return null;
  return failed(check, 'proximity-unstable', `${least} to ${most} mV`, 'one reading');
}

export function judgeNoPlug(millivolts: readonly number[]): Finding {
  const check = 'proximity, no plug';
  const least = Math.min(...millivolts);
  const below: Cause =
    least < 100
      ? 'proximity-shorted'
      : least <= plugWindow.to
        ? 'proximity-plug'
        : 'proximity-pull-up';
  const noise = judgeNoise(check, millivolts);
  return noise ?? inWindow(check, least, noPlugWindow, below, 'proximity-pull-up');
}

export function judgePlug(millivolts: readonly number[]): Finding {
  const check = 'proximity, tester in';
  const least = Math.min(...millivolts);
  const noise = judgeNoise(check, millivolts);
  return noise ?? inWindow(check, least, plugWindow, 'proximity-shorted', 'proximity-open');
}
