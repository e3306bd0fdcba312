/**
 * Repeated openings: what clears by itself and comes again may close the contactor five times in ten minutes,
 * and mostly opens it without load (F33 to F35). Counted, because a scenario cannot count.
 */

import { expect, test } from 'vitest';
import { parseScenario } from '../../sim/scenario/parse.ts';
import { runScenario } from '../../sim/scenario/run.ts';
import { targetOf } from '../../sim/scenario/targets.ts';

interface Counts {
  /** Times at which the contactor closed, in ms. */
  readonly closings: readonly number[];
  readonly openings: number;
  /** Openings under load. */
  readonly hot: number;
}

async function count(...lines: readonly string[]): Promise<Counts> {
  const [scenario] = parseScenario(
    'counted.scenario',
    ['scenario counted', ...lines, ''].join('\n'),
  );
  if (scenario === undefined) throw new Error('no scenario');
  const result = await runScenario(scenario, targetOf(scenario));
  expect(result.failure).toBeNull();
  const closings: number[] = [];
  let drawn = '';
  let openings = 0;
  let hot = 0;
  for (const { atUs, name, value } of result.events) {
    if (name === 'drawn') drawn = value;
    if (name !== 'contactor' || atUs === 0) continue;
    if (value === 'closed') closings.push(atUs / 1000);
    else if (closings.length > openings) {
      openings++;
      if (drawn !== '0 mA') hot++;
    }
  }
  return { closings, openings, hot };
}

/** Most closings in any ten minutes. */
function densest({ closings }: Counts): number {
  return Math.max(
    ...closings.map((from) => closings.filter((at) => at >= from && at < from + 600000).length),
  );
}

/** The longest wait for another try is a minute: what has not come within half an hour does not come. */
const LONG = 'after 30 min';

const charge = ['plug in', 'car in', 'expect phase energized within 5 s'];

test('F33: a supply at the edge, pulled out of its window by the load, for two hours', async () => {
  const edge = await count(
    'given supply drops 5 V under load',
    'supply 211 V',
    ...charge,
    'after 2 h',
  );
  expect(densest(edge)).toBeLessThanOrEqual(5);
  expect(edge.closings.length).toBeLessThanOrEqual(16);
  expect(edge.hot).toBe(0);
});

test('F33: a supply that the load only just pulls out does not return to it', async () => {
  const edge = await count('given supply drops 2 V under load', 'supply 208 V', ...charge, LONG);
  expect(edge.closings.length).toBe(1);
});

test('F34: a supply that fails two seconds after closing is tried four times', async () => {
  const rail = await count(
    'given rail fails under load after 2 s',
    'given hold-up 50 ms',
    ...charge,
    LONG,
  );
  expect(rail.closings.length).toBe(4);
});

test('F35: a pilot that is shorted five seconds after each closing, for an hour', async () => {
  const wet = [
    'expect contactor closed within 20 min',
    'after 5 s pilot-wire shorted',
    'after 1 s pilot-wire whole',
  ];
  const { closings, hot } = await count(...charge, ...Array.from({ length: 8 }, () => wet).flat());
  expect(densest({ closings, openings: 0, hot })).toBeLessThanOrEqual(5);
});
