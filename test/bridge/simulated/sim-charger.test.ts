/**
 * Simulated charger: what is typed happens, and nobody answers for whoever is connected.
 */

import { expect, test } from 'vitest';
import { SimCharger } from '../../../bridge/simulated/sim-charger.ts';
import { ms } from '../../../sim/clock.ts';

test('a challenge waits for the key of whoever is connected', async () => {
  const heard: string[] = [];
  const charger = new SimCharger({
    data: (text) => heard.push(String(text).trim()),
    gone: () => undefined,
  });
  const say = (line: string): void => {
    charger.write(`${line}\n`);
    charger.world.advance(ms(2000));
  };
  for (const line of [`key owner ${'01'.repeat(16)}`, 'commission end', 'role owner']) say(line);
  await charger.close();
  const answers = heard.filter((line) => line.startsWith('ok') || line.startsWith('error'));
  expect(answers.at(-1)).toBe('ok challenge owner 0000000100000001');
});
