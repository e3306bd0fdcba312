/** The doctor's last step, at a board that believes its jumper late, or never. */

import { expect, test } from 'vitest';
import { examineJumper } from '../../../hil/doctor/buttons.ts';
import type { Device } from '../../../hil/doctor/device.ts';
import type { Person } from '../../../hil/doctor/examination.ts';

/** A board that shows the jumper `looks` answers after it was set or taken off. */
async function verdict(setAfter: number, offAfter: number): Promise<string> {
  let isSet = false;
  let looks = 0;
  const levels = async (): Promise<ReadonlySet<string>> => {
    looks++;
    const isShown = isSet ? looks > setAfter : looks <= offAfter;
    return new Set(isShown ? ['jumper'] : []);
  };
  const act = async (task: string): Promise<boolean> => {
    isSet = task === 'set-jumper';
    looks = 0;
    return true;
  };
  const findings = await examineJumper({ levels } as Device, { act } as unknown as Person);
  expect(findings).toHaveLength(1);
  return findings[0]?.cause ?? 'passed';
}

test.each([
  ['a digital input', 0, 0, 'passed'],
  ["a multiplexer's channel, believed after twelve rounds", 12, 4, 'passed'],
  ['a line that is cut', Number.POSITIVE_INFINITY, 0, 'jumper-dead'],
  ['a line that stays set', 0, Number.POSITIVE_INFINITY, 'jumper-stuck'],
])('%s', async (_what, setAfter, offAfter, expected) => {
  expect(await verdict(setAfter, offAfter)).toBe(expected);
});
