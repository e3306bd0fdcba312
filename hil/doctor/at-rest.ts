/**
 * At rest: every input with its expected window, with nothing plugged in and nothing commanded.
 */

import { inputNames, inputWords, wordOf } from '../../firmware/drivers/input-words.ts';
import type { Cause } from './causes.ts';
import type { Device } from './device.ts';
import { type Finding, failed, inWindow, passed, skipped } from './finding.ts';
import type { Fittings } from './fittings.ts';
import { judgeNoPlug, readProximity } from './proximity.ts';
import { several } from './readings.ts';
import * as windows from './windows.ts';

/** Inputs that must not be asserted at rest, each with its cause if it is. */
const quietLevels = inputNames.flatMap((name): (readonly [string, string, Cause])[] => {
  const { what, atRest } = inputWords[name];
  return atRest === null ? [] : [[wordOf(name), what, atRest.cause]];
});

/** State of the proofs while nothing is commanded. */
function judgeProofs(levels: ReadonlySet<string>, proofs: ReadonlySet<string>): Finding {
  const check = 'outgoing side at rest';
  const closed = [...proofs].filter((proof) => levels.has(proof));
  if (closed.length === 0) return passed(check, `${[...proofs].join(' and ')}: open and dead`);
  const found = `${closed.join(' and ')}: asserted`;
  if (closed.length === proofs.size && proofs.size > 1) {
    return failed(check, 'contactor-welded', found, 'none asserted');
  }
  const cause = closed.includes('mirror') ? 'mirror-says-closed' : 'outgoing-says-live';
  return failed(check, cause, found, 'none asserted');
}

/** Digital inputs at rest. */
export function judgeLevels(levels: ReadonlySet<string>, proofs: ReadonlySet<string>): Finding[] {
  const supply = levels.has('supply')
    ? passed('supply sense', 'mains is there')
    : failed('supply sense', 'supply-sense-silent', 'no mains', 'mains');
  const quiet = quietLevels.map(([name, check, cause]) =>
    levels.has(name) ? failed(check, cause, 'asserted', 'not asserted') : passed(check, 'at rest'),
  );
  return [supply, judgeProofs(levels, proofs), ...quiet];
}

/** The steady pilot without a vehicle, over several readings of its positive peak. */
export function judgeSteadyPilot(millivolts: readonly number[]): Finding {
  const check = 'pilot +12 V, no vehicle';
  const least = Math.min(...millivolts);
  const most = Math.max(...millivolts);
  if (most - least > windows.PILOT_NOISE_MILLIVOLTS) {
    const limit = `within ${windows.PILOT_NOISE_MILLIVOLTS} mV`;
    return failed(check, 'pilot-noisy', `${least} to ${most} mV`, limit);
  }
  const low = least < 2000 ? 'pilot-grounded' : 'pilot-source-low';
  return inWindow(check, least, windows.pilotWindows.A, low, 'pilot-source-high');
}

/** The self-test has run since the start; it may still be running. */
async function checkSelfTest(device: Device, fittings: Fittings): Promise<Finding> {
  const check = 'residual-current self-test';
  if (!fittings.residual) return skipped(check, 'no sensor is fitted on this board');
  await device.becomes('self-test', ['passed', 'failed'], 8000);
  const found = device.valueOf('self-test') ?? 'not known';
  if (found === 'passed') return passed(check, found);
  if (found === 'failed') return failed(check, 'self-test-failed', found, 'passed');
  return skipped(
    check,
    `${found}: it runs when the outgoing side is proven dead and nothing is tripped`,
  );
}

export async function examineAtRest(device: Device, fittings: Fittings): Promise<Finding[]> {
  const findings = judgeLevels(await device.levels(), fittings.proofs);
  findings.push(judgeNoPlug(await readProximity(device)));
  findings.push(judgeSteadyPilot(await several(async () => (await device.pilot()).high)));
  const meters = [
    ['lock supply', 'lock-supply', windows.lockSupplyWindow, 'lock-supply-low', 'lock-supply-high'],
    [
      'thermometer',
      'thermometer',
      windows.thermometerWindow,
      'thermometer-shorted',
      'thermometer-cut',
    ],
    ['current at rest', 'current', windows.currentWindow, 'current-offset', 'current-offset'],
    ['supply voltage', 'supply', await device.supplyWindow(), 'supply-low', 'supply-high'],
    ['earth voltage', 'earth', windows.earthWindow, 'earth-fault', 'earth-fault'],
  ] as const;
  for (const [check, name, window, below, above] of meters) {
    findings.push(inWindow(check, await device.sense(name), window, below, above));
  }
  findings.push(await checkSelfTest(device, fittings));
  return findings;
}
