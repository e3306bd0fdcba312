/**
 * The program that is flashed, with changed bits, by this computer's own JavaScript: the whole one becomes ready, so
 * that a missed one would be seen, and no other does.
 */

import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { deskBench } from '../../../../sim/chip/desk/desk-flips.ts';
import { outcomes } from '../../../../sim/chip/flips.ts';
import { become, SAFE } from '../../../support/desk-program.ts';

const root = pathToFileURL(`${process.cwd()}/`).href;

test('a program with a changed bit never becomes ready, and the whole one does', async () => {
  const bench = await deskBench(root, 'kaluma');
  const characters = bench.bits / 8;
  // Behind the sum nothing is read: the program is whole.
  expect(outcomes[bench.change(8 * (characters + 20))]).toMatch(/^missed/);
  // The last character of the sum, a bit of what comes before it, and one that is no text any more.
  expect(outcomes[bench.change(8 * (characters - 1))]).toMatch(/^found/);
  expect(outcomes[bench.change(8 * (characters - 20))]).toMatch(/^found/);
  expect(outcomes[bench.change(8 * 1000 + 7)]).toMatch(/^dead/);
  const counts = outcomes.map(() => 0);
  for (let i = 1; i <= 40; i++) {
    const outcome = bench.change(Math.floor((bench.bits * i) / 41));
    counts[outcome] = (counts[outcome] as number) + 1;
  }
  expect(counts[3]).toBe(0);
  expect(counts[0]).toBeGreaterThan(5);
});

// Each takes the time after which a program counts as endless, by the clock on the wall.
test.each([
  [
    'hangs in a tick',
    1,
    `${SAFE}new(require('wdt').WDT)(500);setInterval(function(){for(;;);},10);`,
  ],
  ['hangs before its watchdog is awake', 2, `${SAFE}for(;;);`],
  ['hangs with a closed contactor', 3, `${SAFE}digitalWrite(9,1);for(;;);`],
])('a program that %s', (_, outcome, text) => {
  expect(become(text)).toBe(outcome);
});
