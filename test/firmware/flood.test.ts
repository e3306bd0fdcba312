/** A flood on the serial line: one line is taken a round, and what control decides does not change. */
import { expect, test } from 'vitest';
import { tracedNames } from '../../firmware/console/trace.ts';
import { parseScenario } from '../../sim/scenario/parse.ts';
import { runScenario } from '../../sim/scenario/run.ts';
import type { Scenario } from '../../sim/scenario/statement.ts';
import { SimTarget } from '../../sim/scenario/target.ts';

const FLOOD_S = 4;
/** Eight ticks of 10 ms. */
const ROUND_MS = 80;

async function play(line: string) {
  const text = [
    'scenario A session under a flood',
    'plug in',
    'car in',
    `repeat ${FLOOD_S * 1000} times`,
    `after 1 ms ${line}`,
    'end',
    'press stop',
    'after 10 s',
  ];
  const scenario = parseScenario('flood', text.join('\n'))[0] as Scenario;
  const { failure, events, startUs } = await runScenario(scenario, new SimTarget());
  expect(failure).toBe(null);
  const since = events.filter(({ atUs }) => atUs >= startUs);
  return {
    answers: since.filter(({ name }) => name === 'answer'),
    decisions: since
      .filter(({ name }) => tracedNames.includes(name))
      .map(({ atUs, name, value }) => `${atUs} ${name} ${value}`),
  };
}

test('a thousand questions a second move nothing, and one is answered a round', async () => {
  // A line that breaks nothing and asks nothing, at the same instants.
  const calm = await play('line whole');
  const flooded = await play('faults');
  expect(flooded.decisions).toEqual(calm.decisions);
  expect(calm.answers).toEqual([]);
  const gaps = flooded.answers.slice(1).map(({ atUs }, i) => {
    return (atUs - (flooded.answers[i]?.atUs ?? 0)) / 1000;
  });
  expect(Math.min(...gaps)).toBe(ROUND_MS);
  expect(flooded.answers.length).toBeGreaterThan((FLOOD_S * 1000) / ROUND_MS - 3);
});
