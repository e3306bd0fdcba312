/** What a charger remembers, in plain words, and what of it is remarkable. */
import { expect, test } from 'vitest';
import {
  type ChargerMemory,
  describeEvent,
  describeMemory,
  readMemory,
  remarksOn,
} from '../../../hil/line/charger-memory.ts';

const said = [
  'ok event 6 840 fault residual-current',
  'ok event 7 9 opened car',
  'ok events 2, start 7',
  '~ 5 phase idle',
  'ok counters strokes 12 wake-ups 2',
  'ok counters openings cold 4 hot 1',
  'ok counters starts power-on 5 brown-out 0 watchdog 0 unknown 0',
  'ok counters worst-lap 41 ms',
];

function changed(name: string, value: number): ChargerMemory {
  const memory = readMemory(said) as ChargerMemory;
  return { ...memory, counters: new Map([...memory.counters, [name, value]]) };
}

test('both answers are told in plain words', () => {
  expect(describeMemory(readMemory(said) as ChargerMemory)).toEqual([
    'since the board was new: strokes of the lock 12, wake-ups 2, openings of the contactor 5 (under load 1); starts: power-on 5, brown-out 0, watchdog 0, unknown 0; longest time between two ticks 41 ms',
    'events, all (this is start 7):',
    'start 6, 14 min after it: fault residual-current (A leakage current was found)',
    'start 7, 9 s after it: the contactor opened: the vehicle ended it',
  ]);
});

test('an answer that was cut off is none', () => {
  expect(readMemory(said.slice(0, -1))).toBe(null);
  expect(readMemory(said.filter((line) => !line.startsWith('ok events')))).toBe(null);
  expect(readMemory(['error unknown command, expected one of:'])).toBe(null);
});

test('a word of another version is left as it is', () => {
  expect(describeEvent('melted')).toBe('melted');
  expect(describeEvent('opened dragon')).toBe(
    'the contactor opened: dragon (a fault of another version)',
  );
});

test('what is remarkable is said, and an ordinary charger has nothing of it', () => {
  expect(remarksOn(readMemory(said) as ChargerMemory)).toEqual([]);
  for (const [name, value, remark] of [
    ['hot', 5, /more openings under load/],
    ['watchdog', 1, /the watchdog has bitten/],
    ['brown-out', 1, /the supply of the controller has sagged/],
    ['worst-lap', 101, /a tick came 101 ms after/],
  ] as const) {
    expect(remarksOn(changed(name, value))).toEqual([expect.stringMatching(remark)]);
  }
});
