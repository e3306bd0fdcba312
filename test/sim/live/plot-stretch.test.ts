/**
 * The stretch of time that the plots show: it follows the clock, stays where it is put, and never leaves the
 * story.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Stretch } from '../../../sim/live/plot-stretch.ts';

const S = 1000000;

test('it follows the clock with its length, or shows all', () => {
  const stretch = new Stretch();
  expect(stretch.shown(0)).toEqual({ fromUs: 0, toUs: S });
  expect(stretch.shown(4 * S)).toEqual({ fromUs: 0, toUs: 4 * S });
  expect(stretch.shown(25 * S)).toEqual({ fromUs: 15 * S, toUs: 25 * S });
  stretch.follow(0);
  expect(stretch.shown(25 * S)).toEqual({ fromUs: 0, toUs: 25 * S });
});

test('what was selected stays while time passes, in whatever order it was dragged', () => {
  const stretch = new Stretch();
  stretch.select(7 * S, 5 * S, 20 * S);
  expect(stretch.follows).toBe(false);
  expect(stretch.shown(90 * S)).toEqual({ fromUs: 5 * S, toUs: 7 * S });
  stretch.follow();
  expect(stretch.shown(90 * S)).toEqual({ fromUs: 80 * S, toUs: 90 * S });
});

test('zoomed, what stands at the cursor stays there; zoomed out of the story, all is shown', () => {
  const stretch = new Stretch();
  stretch.zoom(0.5, 18 * S, 20 * S);
  expect(stretch.shown(20 * S)).toEqual({ fromUs: 14 * S, toUs: 19 * S });
  stretch.zoom(0.1, 15 * S, 20 * S);
  const { fromUs, toUs } = stretch.shown(20 * S);
  expect([toUs - fromUs, 15 * S - fromUs]).toEqual([0.5 * S, 0.1 * S]);
  stretch.zoom(100, 15 * S, 20 * S);
  expect(stretch.shown(20 * S)).toEqual({ fromUs: 0, toUs: 20 * S });
  expect(stretch.follows).toBe(true);
});

test('it is moved to a cursor outside of it, and only then', () => {
  const stretch = new Stretch();
  stretch.select(10 * S, 12 * S, 60 * S);
  stretch.reveal(11 * S, 60 * S);
  expect(stretch.shown(60 * S).fromUs).toBe(10 * S);
  stretch.reveal(40 * S, 60 * S);
  expect(stretch.shown(60 * S)).toEqual({ fromUs: 39 * S, toUs: 41 * S });
});

test('whatever is done, it lies in the story and is a millisecond long at least', () => {
  const now = fc.integer({ min: 0, max: 3600 * S });
  const act = fc.oneof(
    fc.record({
      act: fc.constant('zoom'),
      a: fc.double({ min: 0.001, max: 1000, noNaN: true }),
      b: now,
    }),
    fc.record({ act: fc.constant('select'), a: now, b: now }),
    fc.record({ act: fc.constant('reveal'), a: now, b: now }),
  );
  fc.assert(
    fc.property(now, fc.array(act, { maxLength: 12 }), (nowUs, acts) => {
      const stretch = new Stretch();
      for (const { act, a, b } of acts) {
        if (act === 'zoom') stretch.zoom(a, Math.min(b, nowUs), nowUs);
        else if (act === 'select') stretch.select(Math.min(a, nowUs), Math.min(b, nowUs), nowUs);
        else stretch.reveal(Math.min(a, nowUs), nowUs);
        const { fromUs, toUs } = stretch.shown(nowUs);
        expect(fromUs).toBeGreaterThanOrEqual(0);
        expect(toUs - fromUs).toBeGreaterThanOrEqual(1000);
        expect(toUs).toBeLessThanOrEqual(Math.max(nowUs, S) + 1);
      }
    }),
    { numRuns: 200, seed: 17 },
  );
});
