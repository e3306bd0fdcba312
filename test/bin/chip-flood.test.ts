/** What a flood on the console must not move, judged from figures. */
import { expect, test } from 'vitest';
import { judgeFlood } from '../../bin/commands/sim/chip-flood.ts';
import type { Stretch } from '../../sim/chip/flood.ts';

const calm: Stretch = {
  ticks: 300,
  longestLapMs: 20,
  meanTickMs: 3,
  longestTickMs: 20,
  longestFeedMs: 15,
  answers: 38,
  openings: 0,
};

function judged(flooded: Partial<Stretch>, openedMs = 26): string[] {
  return judgeFlood({ seconds: 3, calm, typed: calm, flooded: { ...calm, ...flooded }, openedMs });
}

test('a flood that moves nothing is kept', () => {
  expect(judged({})).toEqual([]);
  expect(judged({ longestLapMs: 25 }, 60)).toEqual([]);
});

test('each thing that it must not do is told', () => {
  expect(judged({ longestLapMs: 25.2 })).toEqual(['ticks are 5.2 ms further apart, limit 5']);
  expect(judged({ openings: 1 })).toEqual(['the contactor opened']);
  expect(judged({ answers: 0 })).toEqual(['the flood did not arrive: nothing was answered']);
  expect(judged({}, 61)).toEqual(['from C to B the contactor opened after 61 ms, limit 60']);
  expect(judged({}, Number.POSITIVE_INFINITY)).toHaveLength(1);
});
