/**
 * Sweep: where a story is cut, what is promised then, and a short sweep that finds nothing.
 */

import { expect, test } from 'vitest';
import { runCase } from '../../../../sim/verify/case/case.ts';
import { type Cut, cuts, instantsOf, tear } from '../../../../sim/verify/sweep/cuts.ts';
import { promiseAt } from '../../../../sim/verify/sweep/obligations.ts';
import { type Recording, record } from '../../../../sim/verify/sweep/recording.ts';
import { cutCase } from '../../../../sim/verify/sweep/sweep.ts';
import { readInline } from '../../../support/inline-scenario.ts';
import { sweepSession } from '../../../support/swept-session.ts';

const charge = ['plug in', 'car in', 'expect phase energized within 5 s'];
const cutNamed = (name: string): Cut => cuts.find((cut) => cut.name === name) as Cut;

async function storyOf(...lines: string[]): Promise<Recording> {
  return record(readInline(...lines));
}

test('a story is what was done, and when', async () => {
  const story = await storyOf(
    'given tick 20 ms',
    ...charge,
    'after 2s press stop for 1 s',
    'explain',
  );
  expect(story.preconditions).toEqual(['tick 20 ms']);
  expect(story.tickUs).toBe(20000);
  const lines = ['plug in', 'car in', 'press stop for 1 s', 'explain'];
  expect(story.done.map(({ line }) => line)).toEqual(lines);
  const stopped = story.done[2]?.atUs ?? 0;
  expect(story.done.map(({ atUs }) => atUs)).toEqual([0, 0, stopped, stopped]);
  const energized = story.events.find(
    ({ name, value }) => name === 'phase' && value === 'energized',
  );
  expect(stopped).toBe((energized?.atUs ?? 0) + 2000000);
  expect(story.endUs).toBe(stopped);
});

test('a block is done as often as it is repeated', async () => {
  const story = await storyOf('repeat 3 times', 'plug in', 'after 1 s pull', 'after 1 s', 'end');
  expect(story.done.map(({ line }) => line).join()).toBe('plug in,pull,plug in,pull,plug in,pull');
});

test('a scenario that fails without any cut is refused', async () => {
  await expect(storyOf('expect phase energized within 1 s')).rejects.toThrow(
    'inline:2: fails without any cut',
  );
});

test('a story is cut at every tick while something happens, and seldom in long silence', async () => {
  const story = await storyOf(...charge, 'after 100 s');
  const instants = instantsOf(story, 1);
  const early = instants.filter((atUs) => atUs <= 10000000);
  expect(early).toEqual(Array.from({ length: 1001 }, (_, i) => i * 10000));
  const late = instants.filter((atUs) => atUs > 60000000);
  expect(late.length).toBeGreaterThan(2);
  expect(late.length).toBeLessThan(6);
  const some = instantsOf(story, 10);
  expect(some.length).toBe(Math.ceil(instants.length / 10));
  expect(some[some.length - 1]).toBe(instants[instants.length - 1]);
  expect(instants).toEqual(expect.arrayContaining(some));
});

test('what happened before the cut happens at the same instants as in the story', async () => {
  const story = await storyOf(...charge, 'after 3 s press stop', 'after 5 s');
  const atUs = 2000000;
  const one = cutCase(story, cutNamed('cut 200 ms'), atUs, 'free when asked');
  const result = await runCase(one);
  expect(result.failure).toBeNull();
  const before = (events: Recording['events'], startUs: number): string[] =>
    events
      .filter((event) => event.atUs - startUs < atUs)
      .map((event) => `${event.atUs - startUs} ${event.name} ${event.value}`);
  expect(before(result.events, result.startUs)).toEqual(before(story.events, 0));
  expect(result.events.some(({ name, value }) => name === 'grid' && value === 'off')).toBe(true);
});

test('the promise follows from the owner and from how the story stood', async () => {
  const long = cutNamed('cut 30 s');
  const short = cutNamed('dip 30 ms');
  const charging = await storyOf(...charge, 'after 5 s press stop', 'after 5 s');
  expect(promiseAt(charging, long, 10000, false)).toBe('free when asked');
  expect(promiseAt(charging, long, 5000000, false)).toBe('resumed');
  expect(promiseAt(charging, short, 5000000, false)).toBe('resumed');
  expect(promiseAt(charging, tear(3), 5000000, true)).toBe('freed');
  expect(promiseAt(charging, long, charging.endUs, false)).toBe('freed');
  const letting = await storyOf('given after-power-loss release', ...charge, 'after 5 s');
  expect(promiseAt(letting, long, 5000000, false)).toBe('freed');
  expect(promiseAt(letting, short, 5000000, false)).toBe('free when asked');
  const again = await storyOf(...charge, 'after 5 s press stop', 'after 9 s start', 'after 2 s');
  const startUs = again.done[again.done.length - 1]?.atUs ?? 0;
  expect(promiseAt(again, long, startUs - 10000, false)).toBe('freed');
  // What was said in the last instant may not have been heard.
  expect(promiseAt(again, long, startUs + 10000, false)).toBe('free when asked');
  const full = await storyOf(...charge, 'after 5 s car full', 'after 1 s');
  expect(promiseAt(full, long, (full.done[2]?.atUs ?? 0) + 10000, false)).toBe('free when asked');
  const owned = await storyOf('given lock-policy permanent', ...charge, 'after 5 s');
  expect(promiseAt(owned, long, 5000000, false)).toBe('free when asked');
  const late = await storyOf('given car follows a duty after 1 s', ...charge, 'after 5 s');
  expect(promiseAt(late, long, 5000000, false)).toBe('resumed');
  const refusing = await storyOf('given car refuses after 1 interruptions', ...charge, 'after 5 s');
  expect(promiseAt(refusing, long, 5000000, false)).toBe('free when asked');
  const broken = await storyOf(...charge, 'after 1 s contactor welds', 'after 5 s');
  expect(promiseAt(broken, long, 1500000, false)).toBe('resumed');
  expect(promiseAt(broken, long, broken.endUs, false)).toBe('free when asked');
});

test('what a board cannot do is not owed', async () => {
  const long = cutNamed('cut 30 s');
  const asked = ['plug in', 'car in', 'after 3 s start', 'expect phase energized within 5 s'];
  // The plug is let go in the long cut, and may be another one after it; in a short one it is not.
  const authorised = await storyOf('given authorization on', ...asked, 'after 2 s');
  expect(promiseAt(authorised, long, authorised.endUs, false)).toBe('free when asked');
  expect(promiseAt(authorised, cutNamed('cut 200 ms'), authorised.endUs, false)).toBe('resumed');
  const weak = await storyOf('given rail fails under load after 20 s', ...charge, 'after 2 s');
  expect(promiseAt(weak, long, weak.endUs, false)).toBe('free when asked');
  const slow = await storyOf('given drop-out 300 ms', ...charge, 'after 2 s');
  expect(promiseAt(slow, cutNamed('watchdog reset'), slow.endUs, false)).toBe('free when asked');
  const quick = await storyOf('given drop-out 46 ms', ...charge, 'after 2 s');
  expect(promiseAt(quick, cutNamed('watchdog reset'), quick.endUs, false)).toBe('resumed');
  const held = ['given after-power-loss resume-locked', 'given relock off'];
  const unproven = await storyOf(...held, ...charge, 'after 2 s');
  expect(promiseAt(unproven, long, unproven.endUs, false)).toBe('free when asked');
  const owned = ['given role driver', 'given lock-policy permanent'];
  const owners = await storyOf(...owned, ...charge, 'after 2 s');
  expect(promiseAt(owners, long, owners.endUs, false)).toBe('nothing');
  const damaged = await storyOf('given program damaged', 'plug in', 'after 2 s');
  expect(promiseAt(damaged, long, damaged.endUs, false)).toBe('nothing');
  expect(cutCase(damaged, long, damaged.endUs, 'nothing').ending).toBeNull();
});

test.each([
  ['0 A', 'free when asked'],
  ['16 A', 'resumed'],
])('after a limit of %s, which stands over a start, it is owed: %s', async (limit, owed) => {
  const slow = [
    'given car reacts in 8 s',
    'plug in',
    'car in',
    'expect phase energized within 20 s',
  ];
  const story = await storyOf(...slow, `after 2 s limit ${limit}`, 'after 3 s');
  const limitedUs = story.done.find(({ line }) => line.startsWith('limit '))?.atUs ?? 0;
  // The car still draws.
  expect(promiseAt(story, cutNamed('cut 30 s'), limitedUs + 1000000, false)).toBe(owed);
});

test('a session, cut at some ticks: every promise is kept', async () => {
  // Three times as many ticks are in sweep-session.test.ts.
  const unit = await sweepSession(45);
  expect(unit.findings).toEqual([]);
  expect(unit.failed).toBe(0);
  expect(unit.cuts).toBe(unit.instants * cuts.length);
  expect(unit.instants).toBeGreaterThan(7);
  expect(unit.tears).toBeGreaterThan(10);
  expect(unit.kept.resumed).toBeGreaterThan(20);
  expect(unit.kept.freed).toBeGreaterThan(20);
  expect(unit.kept['free when asked']).toBeGreaterThan(0);
});
