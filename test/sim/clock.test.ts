/**
 * Clock: virtual time goes from alarm to alarm, in order, and never back.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Alarm, Clock, ms, NEVER_US } from '../../sim/clock.ts';

test('alarms ring in the order of their instants, whatever order they were set in', () => {
  const clock = new Clock();
  const rung: string[] = [];
  for (const atUs of [500, 100, 300, 200, 400]) {
    clock.at(atUs, () => rung.push(`${atUs} at ${clock.nowUs}`));
  }
  clock.advanceTo(1000);
  expect(rung).toEqual(['100 at 100', '200 at 200', '300 at 300', '400 at 400', '500 at 500']);
});

test('alarms of one instant ring first come, first served', () => {
  const clock = new Clock();
  const rung: number[] = [];
  for (let i = 0; i < 50; i++) clock.at(i % 2 === 0 ? 100 : 50, () => rung.push(i));
  clock.advanceTo(100);
  const odd = rung.slice(0, 25);
  const even = rung.slice(25);
  expect(odd).toEqual(Array.from({ length: 25 }, (_, i) => 2 * i + 1));
  expect(even).toEqual(Array.from({ length: 25 }, (_, i) => 2 * i));
});

test('an alarm set for now by a ringing alarm rings in the same instant, after those that waited', () => {
  const clock = new Clock();
  const rung: string[] = [];
  clock.at(100, () => {
    rung.push('first');
    clock.after(0, () => rung.push('third'));
  });
  clock.at(100, () => rung.push('second'));
  clock.advanceTo(100);
  expect(rung).toEqual(['first', 'second', 'third']);
});

test('advancing rings up to and including the instant, and stands there', () => {
  const clock = new Clock();
  const rung: number[] = [];
  for (const atUs of [99, 100, 101]) clock.at(atUs, () => rung.push(atUs));
  clock.advanceTo(100);
  expect(rung).toEqual([99, 100]);
  expect(clock.nowUs).toBe(100);
  clock.advanceTo(5000);
  expect(rung).toEqual([99, 100, 101]);
  expect(clock.nowUs).toBe(5000);
});

test('an alarm rings once', () => {
  const clock = new Clock();
  let rung = 0;
  clock.at(10, () => rung++);
  clock.advanceTo(10);
  clock.advanceTo(1000);
  expect(rung).toBe(1);
});

test('a cancelled alarm does not ring, and nothing waits for it', () => {
  const clock = new Clock();
  const rung: string[] = [];
  const cancelled = clock.at(10, () => rung.push('cancelled'));
  clock.at(20, () => rung.push('kept'));
  clock.cancel(cancelled);
  clock.cancel(cancelled);
  clock.cancel(null);
  expect(clock.nextAtUs).toBe(20);
  clock.advanceTo(100);
  expect(rung).toEqual(['kept']);
});

test('an alarm can be cancelled by one of the same instant', () => {
  const clock = new Clock();
  const rung: string[] = [];
  let second: Alarm | null = null;
  clock.at(10, () => clock.cancel(second));
  second = clock.at(10, () => rung.push('second'));
  clock.advanceTo(10);
  expect(rung).toEqual([]);
});

test('an alarm in the past, or at no instant at all, is refused', () => {
  const clock = new Clock();
  clock.advanceTo(1000);
  expect(() => clock.at(999, () => undefined)).toThrow(
    'alarm at 999 µs, but it is already 1000 µs',
  );
  expect(() => clock.after(-1, () => undefined)).toThrow('alarm at 999 µs');
  expect(() => clock.at(Number.NaN, () => undefined)).toThrow('alarm at NaN µs');
  expect(() => clock.at(1000, () => undefined)).not.toThrow();
});

test('without an alarm the next one is never, and ringing it does nothing', () => {
  const clock = new Clock();
  expect(clock.nextAtUs).toBe(NEVER_US);
  clock.ringNext();
  expect(clock.nowUs).toBe(0);
  clock.cancel(clock.at(5, () => undefined));
  expect(clock.nextAtUs).toBe(NEVER_US);
  clock.ringNext();
  expect(clock.nowUs).toBe(0);
});

test('instants are whole microseconds', () => {
  const clock = new Clock();
  clock.after(10.6, () => undefined);
  expect(clock.nextAtUs).toBe(11);
  expect(ms(0.0006)).toBe(1);
  expect(ms(40)).toBe(40000);
});

const actions = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('set' as const), n: fc.nat(60) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), n: fc.nat(60) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('advance' as const), n: fc.nat(40) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('ring' as const), n: fc.constant(0) }) },
  ),
  { maxLength: 120 },
);

test('however alarms are set, cancelled and rung, it is a sorted list', () => {
  const property = fc.property(actions, (all) => {
    const clock = new Clock();
    const rung: number[] = [];
    const expected: number[] = [];
    const alarms: Alarm[] = [];
    /** The same, as plainly as can be: a list that is sorted (stably) at every look. */
    let list: { atUs: number; id: number }[] = [];
    const sort = (): void => {
      list.sort((a, b) => a.atUs - b.atUs || a.id - b.id);
    };
    for (const { kind, n } of all) {
      if (kind === 'set') {
        const id = alarms.length;
        alarms.push(clock.after(n, () => rung.push(id)));
        list.push({ atUs: clock.nowUs + n, id });
        sort();
      } else if (kind === 'cancel') {
        clock.cancel(alarms[n] ?? null);
        list = list.filter(({ id }) => id !== n);
      } else if (kind === 'advance') {
        const untilUs = clock.nowUs + n;
        expected.push(...list.filter(({ atUs }) => atUs <= untilUs).map(({ id }) => id));
        list = list.filter(({ atUs }) => atUs > untilUs);
        clock.advanceTo(untilUs);
        expect(clock.nowUs).toBe(untilUs);
      } else {
        const next = list.shift();
        if (next !== undefined) expected.push(next.id);
        clock.ringNext();
        if (next !== undefined) expect(clock.nowUs).toBe(next.atUs);
      }
      expect(clock.nextAtUs).toBe(list[0]?.atUs ?? NEVER_US);
      expect(rung).toEqual(expected);
    }
  });
  fc.assert(property, { numRuns: 500 });
});
