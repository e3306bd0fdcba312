/** Console: limits of an operator and of a master, and what the ledger remembers. */
import { expect, test } from 'vitest';
import { Master } from '../../../firmware/control/limits.ts';
import { Role } from '../../../firmware/storage/access.ts';
import { Count } from '../../../firmware/storage/ledger.ts';
import { typing } from '../../support/typing.ts';

const REFUSED = 'error limit expects 0 A to 80 A [for 1 s to 24 h], or off; below 6 A pauses';

test('a limit is asked for in amperes, without a term or for one', () => {
  for (const [line, milliamps, termMs] of [
    ['limit 0 A', 0, -1],
    ['limit 16 A', 16000, -1],
    ['limit 80 A', 80000, -1],
    ['limit 6500 mA', 6500, -1],
    ['limit off', 80000, -1],
    ['limit 10 A for 1 s', 10000, 1000],
    ['limit 10 A for 24 h', 10000, 86400000],
    ['limit 10 A for 5 min', 10000, 300000],
  ] as const) {
    const { charger, type } = typing();
    charger.requests.externalMilliamps = 32000;
    const then = termMs < 0 ? '' : ' then 32 A';
    expect(type(line)).toEqual([`ok ${line}${then}`]);
    expect(charger.requests).toMatchObject({
      limited: true,
      termMs,
      termMilliamps: milliamps,
      externalMilliamps: termMs < 0 ? milliamps : 32000,
    });
  }
});

test('what is no limit is refused, and asks for nothing', () => {
  for (const line of [
    'limit 16',
    'limit A',
    'limit 81 A',
    'limit -1 A',
    'limit 16 V',
    'limit off now',
    'limit soon A',
    'limit 16 A for',
    'limit 16 A for 60',
    'limit 16 A since 60 s',
    'limit 16 A for 999 ms',
    'limit 16 A for 86400001 ms',
    'limit 16 A for 60 s now',
    'limit 81 A for 60 s',
    'limit 16 A for soon s',
  ]) {
    const { charger, type } = typing();
    expect(type(line), line).toEqual([REFUSED]);
    expect(charger.requests.limited).toBe(false);
  }
});

test('what comes after a term is the limit without one, or the safe limit under a master', () => {
  const { charger, type } = typing();
  expect(type('limit 16 A for 60 s')).toEqual(['ok limit 16 A for 60 s then off']);
  charger.limits.safeMilliamps = 6000;
  charger.requests.externalMilliamps = 20000;
  for (const [master, then] of [
    [Master.None, '20 A'],
    [Master.Optional, '6 A'],
    [Master.Required, '6 A'],
  ] as const) {
    charger.limits.master = master;
    expect(type('limit 16 A for 60 s')).toEqual([`ok limit 16 A for 60 s then ${then}`]);
  }
});

test('where a master is required a limit needs a term', () => {
  const { charger, type } = typing();
  charger.limits.master = Master.Required;
  for (const line of ['limit 16 A', 'limit off']) {
    expect(type(line)).toEqual([
      'error a master is required: give a term, as in limit 16 A for 60 s',
    ]);
    expect(charger.requests.limited).toBe(false);
  }
  charger.limits.master = Master.Optional;
  expect(type('limit 16 A')).toEqual(['ok limit 16 A']);
});

test('the limit that stands is told, with what is left of its term', () => {
  const { charger, type } = typing();
  expect(type('limit')).toEqual(['ok limit now off']);
  charger.seen.externalMilliamps = 20000;
  expect(type('limit')).toEqual(['ok limit now 20 A']);
  Object.assign(charger.seen, { termMilliamps: 9500, termMs: 60000 });
  for (const [leftMs, seconds] of [
    [1, 1],
    [1000, 1],
    [1001, 2],
  ] as const) {
    charger.state.termLeftMs = leftMs;
    expect(type('limit')).toEqual([`ok limit now 9.5 A, ${seconds} s left`]);
  }
  charger.state.termLeftMs = 0;
  expect(type('limit')[0]).not.toMatch(/left/);
  charger.state.termLeftMs = -1;
  charger.limits.master = Master.Required;
  charger.limits.safeMilliamps = 6000;
  expect(type('limit')).toEqual(['ok limit now 6 A, the safe limit']);
});

test("a limit is the owner's, what stands is everybody's", () => {
  const { charger, type } = typing();
  Object.assign(charger.access, { isCommissioned: true, granted: Role.Driver });
  expect(type('limit 16 A')).toEqual(['error only the owner may do this: role owner']);
  expect(type('limit')).toEqual(['ok limit now off']);
});

test('events are told from the oldest on: all of them, or the last so many', () => {
  const { charger, type } = typing();
  charger.ledger.starts = 3;
  expect(type('events')).toEqual(['ok events 0, start 3']);
  for (let i = 1; i <= 6; i++) charger.ledger.events.push(`event ${i}`);
  const lines = (from: number): string[] => [
    ...charger.ledger.events.slice(from).map((event) => `ok event ${event}`),
    'ok events 6, start 3',
  ];
  expect(type('events')).toEqual(lines(0));
  for (const [asked, from] of [
    [0, 6],
    [1, 5],
    [4, 2],
    [5, 1],
    [6, 0],
    [7, 0],
  ] as const) {
    expect(type(`events ${asked}`), `${asked}`).toEqual(lines(from));
  }
  // As many lines as a bridge waits for come at once, more of them one a round.
  expect(type('events 4', 1)).toHaveLength(5);
  expect(type('events 5', 1)).toHaveLength(1);
});

test('each counter is told by its name', () => {
  const { charger, type } = typing();
  const { counts } = charger.ledger;
  for (let i = 0; i < counts.length; i++) counts[i] = 100 + i;
  const at = (count: Count): string => `${100 + count}`;
  expect(type('counters')).toEqual([
    `ok counters strokes ${at(Count.Strokes)} wake-ups ${at(Count.WakeUps)}`,
    `ok counters openings cold ${at(Count.ColdOpenings)} hot ${at(Count.HotOpenings)}`,
    `ok counters starts power-on ${at(Count.PowerOns)} brown-out ${at(Count.BrownOuts)} ` +
      `watchdog ${at(Count.WatchdogResets)} unknown ${at(Count.OtherStarts)}`,
    `ok counters worst-lap ${at(Count.WorstLap)} ms`,
  ]);
});
