/**
 * What is read at an instant is what the trace has there, and the screen's two lines lose nothing that fits.
 */

import { expect, test } from 'vitest';
import { History } from '../../../sim/live/history.ts';
import { nextChange, readAt, sayAt } from '../../../sim/live/reading.ts';
import { Show } from '../../../sim/live/show.ts';
import { blankTape } from '../../../sim/live/tape.ts';
import { onTwoLines } from '../../../sim/live/two-lines.ts';

function played(): { history: History; startUs: number; endUs: number } {
  const show = new Show(blankTape('Read'));
  show.do('plug in');
  show.do('car in');
  show.advance(8000000);
  show.do('press stop');
  show.advance(8000000);
  const { world, startUs } = show;
  return { history: new History(world), startUs, endUs: world.clock.nowUs };
}

test('values are those of the instant, a change counts from its own instant on', () => {
  const { history } = played();
  const closed = history.of('contactor').find(({ value }) => value === 'closed')?.atUs ?? 0;
  const at = (us: number): Record<string, string> => Object.fromEntries(readAt(history, us));
  expect(at(closed - 1)).toMatchObject({ contactor: 'open', plug: 'in', mains: 'on' });
  expect(at(closed)).toMatchObject({ contactor: 'closed', latch: 'locked', pin: 'extended' });
  expect(at(closed)['pilot']).toMatch(/^6 V \/ −12 V$/);
  expect(at(-1)).toMatchObject({ phase: '–', pilot: '–' });
});

test('the cursor steps through every change, there and back', () => {
  const { history, startUs, endUs } = played();
  const forth: number[] = [];
  for (let us = nextChange(history, startUs, 1); us !== null; us = nextChange(history, us, 1)) {
    forth.push(us);
  }
  expect(forth.length).toBeGreaterThan(15);
  const back: number[] = [];
  for (let us = nextChange(history, endUs + 1, -1); us !== null && us > startUs; ) {
    back.unshift(us);
    us = nextChange(history, us, -1);
  }
  expect(back).toEqual(forth);
  const opened = history.of('socket').at(-1)?.atUs ?? 0;
  expect(forth).toContain(opened);
  expect(sayAt(history, opened, startUs)).toMatch(/^0:0\d\.\d{3}: phase \w+, .*socket dead/);
});

test('a processor without power has no phase', () => {
  const show = new Show(blankTape('Off', ['given hold-up 50 ms']));
  show.advance(1000000);
  show.do('isolator off');
  show.advance(3000000);
  expect(readAt(new History(show.world), show.world.clock.nowUs)[0]).toEqual(['phase', 'off']);
});

test('two lines of a screen: broken between words, cut with a mark where they are too long', () => {
  const fits = (text: string): boolean => text.length <= 12;
  expect(onTwoLines('Ready', fits)).toEqual(['Ready', '']);
  expect(onTwoLines('', fits)).toEqual(['', '']);
  expect(onTwoLines('Push the plug in', fits)).toEqual(['Push the', 'plug in']);
  expect(onTwoLines('The socket may still be live', fits)).toEqual(['The socket', 'may still b…']);
  expect(onTwoLines('Bedienungsanleitung', fits)).toEqual(['Bedienungsa…', '']);
});
