// Checks of one's own, with Node's test runner: a charger driven step by step, and a scenario as a whole.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { writeTrace } from 'holdfast/export';
import { createWorld, readScenario, runScenario, ScenarioError } from 'holdfast/sim';

test('for every lock part that is tried, the plug is free within 5 s of Stop', () => {
  for (const part of ['harting-motor', 'kuester-02s', 'dostar']) {
    const world = createWorld([`given lock ${part}`]);
    world.perform('plug in');
    world.perform('car in');
    assert.notEqual(world.until('socket live', 5000), null, part);
    assert.equal(world.valueOf('pin'), 'extended', part);
    world.advance(60000);
    world.perform('press stop');
    const freeMs = world.until('socket dead and pin withdrawn', 5000);
    assert.notEqual(freeMs, null, `${part}: the pin is ${world.valueOf('pin')}`);
    assert.deepEqual(world.hazards, [], part);
  }
});

test('a scenario of our own passes, and its trace is written', async () => {
  const text = readFileSync(new URL('outage.scenario', import.meta.url), 'utf8');
  for (const scenario of readScenario(text, 'outage.scenario')) {
    const run = await runScenario(scenario);
    assert.equal(run.failure?.message, undefined, scenario.variant);
    assert.match(String(writeTrace(run, 'vcd')), /\$enddefinitions/);
  }
});

test('a mistake is told with its place', () => {
  assert.throws(
    () => readScenario('scenario Mine\nplgu in\n', 'mine.scenario'),
    (error) => error instanceof ScenarioError && error.line === 2 && /"plug"/.test(error.complaint),
  );
});
