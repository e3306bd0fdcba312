/**
 * The runner fails when it should: too late, too early, not long enough, what must never be, a hazard, a
 * broken rule. And it passes what is so.
 */

import { expect, test } from 'vitest';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { SimTarget } from '../../../sim/scenario/target.ts';
import { runInline as run } from '../../support/inline-scenario.ts';

/** Line and message of the failure, '' if all passed. */
async function failureOf(...lines: string[]): Promise<string> {
  const { failure, passed } = await run(lines);
  expect(passed).toBe(failure === null);
  return failure === null ? '' : `${failure.line}: ${failure.message}`;
}

const charge = ['plug in', 'car in', 'expect contacts closed within 5 s'];
const next = charge.length + 2;

test('what comes true inside its window passes, and is measured', async () => {
  const { passed, checks, startUs } = await run([
    'plug in',
    'car in',
    'expect drive extend within 100 ms',
  ]);
  expect(passed).toBe(true);
  expect(checks.length).toBe(1);
  expect(checks[0]).toMatchObject({ line: 4, passed: true, limitUs: 100000 });
  expect(checks[0]?.measuredUs).toBeGreaterThan(40000);
  expect(checks[0]?.measuredUs).toBe((checks[0]?.atUs ?? 0) - startUs);
});

test('what comes too late fails, with what was there instead', async () => {
  expect(await failureOf('plug in', 'car in', 'expect drive extend within 20 ms')).toBe(
    '4: drive extend: not within 20 ms; drive is off',
  );
});

test('what never comes fails when its window has passed, not before', async () => {
  const { failure, startUs } = await run(['after 1 s expect phase energized within 3 s']);
  expect(failure?.message).toBe('phase energized: not within 3000 ms; phase is idle');
  expect((failure?.atUs ?? 0) - startUs).toBe(4000000);
});

test('within 0 ms means now, however long ago the last thing was done', async () => {
  expect(await failureOf(...charge, 'expect phase energized within 0 ms')).toBe('');
  expect(await failureOf(...charge, 'expect phase idle within 0 ms')).toMatch(
    new RegExp(`^${next}: phase idle: not within 0 ms`),
  );
});

test('what comes too early fails', async () => {
  const early = await failureOf(
    'plug in',
    'car in',
    'expect drive extend not-before 1 s within 2 s',
  );
  expect(early).toMatch(
    /^4: drive extend: after \d+(\.\d)? ms, expected within 1000 ms to 2000 ms$/,
  );
  const already = await failureOf('expect phase idle not-before 1 s within 2 s');
  expect(already).toBe('2: phase idle: after 0 ms, expected within 1000 ms to 2000 ms');
});

test('every term of a condition must be true at the same time', async () => {
  expect(await failureOf('expect phase idle and pin extended within 100 ms')).toBe(
    '2: phase idle and pin extended: not within 100 ms; phase is idle, pin is withdrawn',
  );
  expect(await failureOf('expect phase idle and pin not extended within 100 ms')).toBe('');
});

test('quantities are compared, not spelt', async () => {
  expect(
    await failureOf(...charge, 'expect offer 32000 mA and offer above 31.9 A within 1 s'),
  ).toBe('');
  expect(await failureOf(...charge, 'expect offer below 32 A within 1 s')).toBe(
    `${next}: offer below 32 A: not within 1000 ms; offer is 32000 mA`,
  );
});

test('what holds for its whole time passes, and what ends earlier fails', async () => {
  expect(await failureOf('expect phase idle for 5 s')).toBe('');
  expect(await failureOf('plug in', 'car in', 'expect pin withdrawn for 5 s')).toMatch(
    /^4: pin withdrawn: only for \d+(\.\d)? ms of 5000 ms; pin is (between|extended)$/,
  );
  expect(await failureOf('expect phase energized for 5 s')).toBe(
    '2: phase energized: only for 0 ms of 5000 ms; phase is idle',
  );
});

test('what must never be fails when it is, at once or later, with the line that said so', async () => {
  expect(await failureOf('never phase idle')).toBe('2: never phase idle, but it is so');
  expect(await failureOf('never drive extend', 'plug in', 'car in', 'after 5 s')).toBe(
    '2: never drive extend, but it is so',
  );
  expect(await failureOf('never drive extend', 'plug in', 'after 5 s')).toBe('');
});

test('never until: what must not be is allowed once the other has been', async () => {
  expect(
    await failureOf('never drive extend until plug in', 'plug in', 'car in', 'after 5 s'),
  ).toBe('');
  expect(
    await failureOf('never drive extend until phase energized', 'plug in', 'car in', 'after 5 s'),
  ).toBe('2: never drive extend, but it is so');
});

test('never for: what must not be is allowed after its time', async () => {
  expect(await failureOf('never drive extend for 1 s', 'plug in', 'car in', 'after 5 s')).toBe('');
  expect(await failureOf('plug in', 'car in', 'never drive extend for 1 s')).toBe(
    '4: never drive extend, but it is so',
  );
});

test('windows count from the last thing that was done, or the end of the last wait', async () => {
  const done = [
    'plug in',
    'car in',
    'expect phase energized within 5 s',
    'expect phase energized within 1 ms',
  ];
  expect(await failureOf(...done)).toMatch(
    /^5: phase energized: after \d+(\.\d)? ms, expected within 1 ms$/,
  );
  const waited = ['plug in', 'car in', 'after 5 s expect phase energized within 1 ms'];
  expect(await failureOf(...waited)).toBe('');
});

test('an answer counts from the last thing that was typed', async () => {
  expect(await failureOf('hello', 'expect answer ok holdfast within 1 s')).toBe('');
  expect(await failureOf('hello', 'expect answer ok sparkle within 1 s')).toBe(
    '3: answer ok sparkle: not within 1000 ms; no such answer',
  );
  const stale = ['hello', 'after 1 s', 'stop', 'expect answer ok holdfast within 1 s'];
  expect(await failureOf(...stale)).toMatch(/^5: answer ok holdfast: not within/);
});

test('a block is played as often as it says', async () => {
  const { events } = await run(['repeat 3 times', 'plug in', 'after 1 s pull', 'after 1 s', 'end']);
  expect(events.filter(({ name, value }) => name === 'plug' && value === 'in').length).toBe(3);
});

test('a failure ends the story: nothing after it is done', async () => {
  const { events, checks } = await run([
    'expect phase energized within 1 s',
    'plug in',
    'after 1 s',
  ]);
  expect(checks.map(({ passed }) => passed)).toEqual([false]);
  expect(events.some(({ name, value }) => name === 'plug' && value === 'in')).toBe(false);
});

test('a hazard fails whatever the scenario looks at', async () => {
  expect(await failureOf(...charge, 'pin withdrawn', 'after 1 s')).toBe(
    '0: hazard: live-unlatched: the socket is live and the pin does not hold the plug',
  );
});

test('a rule that the guard sees broken fails whatever the scenario looks at', async () => {
  // A guard that sees a weld long before control does must object to the release. No firmware starts so:
  // the limit changes in memory once it runs.
  const { failure } = await run(
    [...charge, 'contactor drops in 100 ms', 'after 5 s press stop', 'after 20 s'],
    (setup) =>
      setup.limits.push((limits) =>
        queueMicrotask(() => Object.assign(limits, { guardWeldMs: 10 })),
      ),
  );
  expect(failure).toMatchObject({ line: 0, message: 'the guard saw rule R9 broken' });
});

test('a scenario whose setup is impossible is an error, not a failure of the product', async () => {
  const broken = run([], (setup) => {
    setup.lock = 'no such part';
  });
  await expect(broken).rejects.toThrow('no lock part "no such part"');
});

test('the target is closed after the story, however it ended', async () => {
  for (const lines of [['after 1 s'], ['expect phase energized within 1 s']]) {
    const scenario = parseScenario(
      'inline',
      ['scenario Inline', ...lines].join('\n'),
    )[0] as Scenario;
    const target = new SimTarget();
    await runScenario(scenario, target);
    expect(() => target.nowUs).toThrow('the target has not begun');
  }
});

test('the same story twice leaves the same trace, and another seed another one', async () => {
  const lines = (seed: number): string[] => [
    `given seed ${seed}`,
    'given jitter 3 ms',
    ...charge,
    'after 5 s',
  ];
  const trace = async (seed: number): Promise<string> =>
    JSON.stringify((await run(lines(seed))).events);
  expect(await trace(1)).toBe(await trace(1));
  expect(await trace(2)).not.toBe(await trace(1));
});
