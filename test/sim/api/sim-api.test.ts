/**
 * The simulator as a library does what its page says, and its types name nothing that is not packed.
 */

import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exports as entries } from '../../../package.json';
import { formats, UsageError, writeTrace } from '../../../sim/api/export.ts';
import { createWorld, readScenario, runScenario, ScenarioError } from '../../../sim/api/sim.ts';
import { formatNames } from '../../../sim/view/export/format-names.ts';

const complaintOf = (act: () => unknown): string => {
  try {
    act();
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(ScenarioError);
    return (error as ScenarioError).message;
  }
};

test('a world is at rest at first, and goes on only when it is told to', () => {
  const world = createWorld();
  expect([world.nowUs, world.valueOf('plug'), world.valueOf('grid')]).toEqual([
    16000000,
    'out',
    'on',
  ]);
  world.perform('plug in');
  world.perform('car  in # now');
  expect([world.nowUs, world.holds('plug in'), world.holds('socket live')]).toEqual([
    16000000,
    true,
    false,
  ]);
  const tookMs = world.until('socket live and pin extended', 5000);
  expect(tookMs).toBeGreaterThan(0);
  expect(world.nowUs).toBe(16000000 + (tookMs as number) * 1000);
  expect(world.until('socket live', 0)).toBe(0);
  expect(world.until('socket dead', 1500)).toBeNull();
  expect(world.nowUs).toBe(16000000 + (tookMs as number) * 1000 + 1500000);
  expect(world.events.filter(({ name }) => name === 'action').map(({ value }) => value)).toEqual([
    'plug in',
    'car in',
  ]);
  expect(world.hazards).toEqual([]);
});

test('a hazard is told in words', () => {
  const world = createWorld();
  world.perform('plug in');
  world.perform('car in');
  world.until('socket live', 5000);
  world.perform('contactor welds');
  world.perform('pin withdrawn');
  world.perform('pull');
  world.advance(1000);
  expect(world.hazards.length).toBeGreaterThan(0);
  expect(world.hazards.every((text) => /^\S+: \w/.test(text))).toBe(true);
});

test('a line for the console is typed, and an answer counts from the last thing done', () => {
  const world = createWorld();
  world.perform('hello');
  expect(world.holds('answer ok holdfast')).toBe(false);
  expect(world.until('answer ok holdfast', 100)).toBeGreaterThan(0);
  world.perform('plug in');
  expect(world.holds('answer ok holdfast')).toBe(false);
});

test('preconditions are those of the language, and mistakes are told with their places', () => {
  expect(createWorld(['given start cold']).nowUs).toBe(0);
  const world = createWorld();
  expect(complaintOf(() => createWorld(['given lok x', 'plug in']))).toMatch(
    /^given:1:7: .*\ngiven:2:1: expected "given …", found "plug in"$/,
  );
  expect(complaintOf(() => world.perform('plgu in'))).toMatch(/^line:1:1: .*"plug"/);
  expect(complaintOf(() => world.perform(''))).toMatch(/^line:1:\d+: expected/);
  expect(complaintOf(() => world.holds('soket live'))).toMatch(/^condition:1:1: .*"socket"/);
  expect(complaintOf(() => world.until('socket live within 5 s', 1))).toMatch(/^condition:1:13: /);
  expect(() => world.advance(-1)).toThrow(/expected a time from 0 in ms, found -1/);
  expect(() => world.until('socket live', Number.NaN)).toThrow(RangeError);
  expect(world.nowUs).toBe(16000000);
});

test('a scenario gives a run for each value of its sweep; one that fails is a result', async () => {
  const text =
    'scenario Mine\nsweep s over 1s 2s\nplug in\ncar in\nexpect socket live within {s}\n';
  const scenarios = readScenario(text, 'mine');
  expect(scenarios.map(({ title, variant }) => [title, variant])).toEqual([
    ['Mine', 's 1s'],
    ['Mine', 's 2s'],
  ]);
  const [first] = scenarios as [(typeof scenarios)[number]];
  const run = await runScenario(first);
  expect([run.passed, run.failure, run.checks.length]).toEqual([true, null, 1]);
  const [bad] = readScenario('scenario Bad\nexpect socket live within 1 s\n');
  const failed = await runScenario(bad as NonNullable<typeof bad>);
  expect([failed.passed, failed.failure?.line]).toEqual([false, 2]);
  const { file, title, why, tags, variant } = first;
  await expect(runScenario({ file, title, why, tags, variant })).rejects.toThrow(
    'expected one of the scenarios that readScenario gives',
  );
});

test('a run is written in every format', async () => {
  const [scenario] = readScenario('scenario Mine\nplug in\n');
  const run = await runScenario(scenario as NonNullable<typeof scenario>);
  expect(formats).toEqual(formatNames);
  for (const format of formats) expect(writeTrace(run, format).length, format).toBeGreaterThan(50);
  expect(() => writeTrace(run, 'wav' as 'vcd')).toThrow(UsageError);
});

test('every entry point of package.json has a source', () => {
  const names = Object.keys(entries).filter((name) => !name.endsWith('.json'));
  expect(names.length).toBe(2);
  for (const name of names) expect(existsSync(`sim/api/${name.slice(2)}.ts`)).toBe(true);
});
