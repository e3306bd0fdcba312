/**
 * Buttons and service jumper: inputs that only a person can change, and whether the controller detects it.
 */

import { contacts } from '../../firmware/drivers/input-words.ts';
import type { Cause } from './causes.ts';
import type { Device } from './device.ts';
import type { Person, Task } from './examination.ts';
import { type Finding, failed, passed, skipped } from './finding.ts';

/**
 * Stop comes last: after an emergency stop nothing closes before a person has acted (R10), and pressing Stop is
 * such an act.
 */
const rows: readonly (readonly [string, string, Task, Task, Cause])[] = [
  ...contacts.map(
    ({ what, done, word, asserted, released, dead }) =>
      [`${what} ${done}`, word, asserted.name, released.name, dead.cause] as const,
  ),
  ['Stop pressed', 'stop-button', 'press-stop', 'let-stop-go', 'stop-button-dead'],
];

export async function examineButtons(device: Device, person: Person): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [check, level, press, release, cause] of rows) {
    if (!(await person.act(press))) {
      findings.push(skipped(check, 'left out'));
      continue;
    }
    const isSeen = (await device.levels()).has(level);
    findings.push(isSeen ? passed(check, 'seen') : failed(check, cause, 'not seen', 'seen'));
    await person.act(release);
  }
  return findings;
}

/** An analogue line is believed after three readings, in twelve rounds; an answer takes one round at least. */
const LOOKS = 24;

async function showsJumper(device: Device, isSet: boolean): Promise<boolean> {
  for (let look = 0; look < LOOKS; look++) {
    if ((await device.levels()).has('jumper') === isSet) return true;
  }
  return false;
}

/** Last of all: it may be what the examination itself works by. */
export async function examineJumper(device: Device, person: Person): Promise<Finding[]> {
  const check = 'service jumper';
  if (!(await person.act('set-jumper'))) return [skipped(check, 'left out')];
  const isSeen = await showsJumper(device, true);
  await person.act('take-jumper-off');
  if (!isSeen) return [failed(check, 'jumper-dead', 'not seen', 'seen')];
  const isOff = await showsJumper(device, false);
  const found = 'set, and taken off';
  return [isOff ? passed(check, found) : failed(check, 'jumper-stuck', 'still set', found)];
}
