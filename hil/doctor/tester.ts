/**
 * Tester: pilot and proximity with the standard resistors, and whether the lock holds a plug. The contactor
 * stays open: the firmware waits for an authorisation that is never given.
 */

import type { Device } from './device.ts';
import type { Person } from './examination.ts';
import { type Finding, failed, inWindow, passed, skipped, type Window } from './finding.ts';
import { judgePlug, readProximity } from './proximity.ts';
import * as windows from './windows.ts';

/** An extend stroke after the longest rest. */
const LOCKS_WITHIN_MS = 12000;

/** A positive peak with the tester at B, C or D. */
export function judgeLevel(state: 'B' | 'C' | 'D', millivolts: number): Finding {
  const check = `pilot, tester at ${state}`;
  const window: Window = windows.pilotWindows[state];
  const low = millivolts < 1000 ? 'pilot-grounded' : 'pilot-level-wrong';
  const high = millivolts > 11000 ? 'pilot-wire-open' : 'pilot-level-wrong';
  return inWindow(check, millivolts, window, low, high);
}

async function checkProximity(device: Device): Promise<Finding[]> {
  const finding = judgePlug(await readProximity(device));
  if (finding.verdict === 'fail') return [finding];
  await device.becomes('proximity', ['seated'], 3000);
  const milliamps = Number.parseFloat(device.valueOf('cable') ?? '');
  const cable = Number.isNaN(milliamps) ? 'nothing' : `${milliamps / 1000} A`;
  return [{ ...finding, found: `${finding.found}, taken for ${cable}` }];
}

/** Locked at the tester's B, with a plug that is really held. */
async function checkHold(device: Device, person: Person): Promise<Finding> {
  const check = 'plug held';
  if (!(await device.becomes('latch', ['locked'], LOCKS_WITHIN_MS))) {
    const why = `never locked: phase ${device.valueOf('phase')}, fault ${device.valueOf('fault')}`;
    return skipped(check, why);
  }
  const held = await person.ask('plug-held');
  if (held === null) return skipped(check, 'the person could not tell');
  return held ? passed(check, 'held') : failed(check, 'lock-does-not-hold', 'it came out', 'held');
}

function judgeStillOpen(device: Device): Finding {
  const check = 'no energy without a yes';
  const contacts = device.valueOf('contacts') ?? 'not known';
  return contacts === 'closed'
    ? failed(check, 'closed-without-yes', 'the contactor closed', 'open')
    : passed(check, `contacts ${contacts} with the tester at C`);
}

const levels = [
  ['tester-b', 'B'],
  ['tester-c', 'C'],
  ['tester-d', 'D'],
] as const;

/** @returns null where the person has no tester */
export async function examineTester(device: Device, person: Person): Promise<Finding[] | null> {
  if (!(await person.act('tester-in'))) return null;
  const findings = await checkProximity(device);
  for (const [task, state] of levels) {
    if (!(await person.act(task))) {
      findings.push(skipped(`pilot, tester at ${state}`, 'left out'));
      continue;
    }
    await device.rest(300);
    findings.push(judgeLevel(state, (await device.pilot()).high));
    if (state === 'B') findings.push(await checkHold(device, person));
    if (state === 'C') {
      await device.rest(3000);
      findings.push(judgeStillOpen(device));
    }
  }
  await person.act('tester-b');
  return findings;
}
