/**
 * The demonstration of the README, in real time: a foreign back-end frees a plug, in less than a minute.
 */

import { expect, test } from 'vitest';
import { playDemo } from '../../../bridge/simulated/demo.ts';

test('a back-end that others wrote frees the plug', async () => {
  const told: string[] = [];
  const beganMs = performance.now();
  expect(await playDemo((line) => told.push(line))).toBe(true);
  expect(performance.now() - beganMs).toBeLessThan(60000);
  expect(told.join('\n')).toMatch(/answers Unlocked[^\n]*\n[^\n]*is dead, the pin is withdrawn/);
});
