/**
 * Live: the firmware runs by its own clock behind a pseudo-terminal, in real time, and its stamps are
 * judged.
 */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StandIn, whyNoStandIn } from '../hil/device/stand-in.ts';
import type { Link } from '../hil/line/link.ts';
import { BenchError } from '../hil/line/trouble.ts';
import { WatchedTarget } from '../hil/rules/watched-target.ts';
import { LiveTarget } from '../hil/target/live-target.ts';
import { parseScenario } from '../sim/scenario/parse.ts';
import type { Result } from '../sim/scenario/result.ts';
import { runScenario } from '../sim/scenario/run.ts';
import type { Scenario } from '../sim/scenario/statement.ts';
import { blindGuard, plantDevice, startDevice } from './bench-device.ts';

const why = whyNoStandIn();
const story = (window: string): Scenario =>
  parseScenario(
    'live.scenario',
    `scenario A cold start in real time
     given start cold
     expect phase idle within 4 s
     plug in
     expect proximity seated within ${window}
     hello
     expect answer ok holdfast within 500 ms`,
  )[0] as Scenario;

describe.skipIf(why !== '')(`the firmware by its own clock ${why}`, () => {
  let device: StandIn;
  let link: Link;
  beforeAll(async () => {
    ({ device, link } = await startDevice());
  });
  afterAll(async () => {
    await link?.close();
    device?.stop();
  });

  /** Null where this computer was too busy to play the world in real time: that is the bench's fault. */
  async function play(scenario: Scenario, on = link): Promise<Result | null> {
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        return await runScenario(scenario, new WatchedTarget(new LiveTarget(on)));
      } catch (error) {
        if (!(error instanceof BenchError) || !/was away/.test(error.what)) throw error;
      }
    }
    return null;
  }

  test('windows are judged from the stamps of the board', async (context) => {
    const result = await play(story('500 ms'));
    if (result === null) return context.skip('this computer is too busy for real time');
    expect(result.failure).toBe(null);
    expect(result.events.filter(({ name }) => name === 'rule')).toEqual([]);
    const seated = result.checks[1];
    expect(seated?.verdict).toBe('pass');
    expect(seated?.uncertaintyUs).toBe(1000);
    // Two agreeing readings, one every other tick of 10 ms: never at once, never after half a second.
    expect(seated?.measuredUs).toBeGreaterThan(10000);
    expect(seated?.measuredUs).toBeLessThan(500000);
  });

  test('a window that is missed is a failure of the product, with value and uncertainty', async (context) => {
    const result = await play(story('5 ms'));
    if (result === null) return context.skip('this computer is too busy for real time');
    expect(result.passed).toBe(false);
    expect(result.failure?.message).toMatch(
      /not within 5 ms|after \d+.* ± 1 ms, expected within 5 ms/,
    );
    expect(result.failure?.inconclusive).toBeUndefined();
  });

  test('a lock that is driven again before it has rested is found out by the stamps', async (context) => {
    const edit = {
      file: 'firmware/drivers/parts.ts',
      from: 'ratedMs: strokeMs,\n    restRatio: 8',
      to: 'ratedMs: strokeMs,\n    restRatio: 1',
    };
    const restless = await startDevice(await plantDevice('restless', [blindGuard, edit]));
    try {
      const lines = ['given start cold', 'expect phase idle within 4 s', 'plug in', 'car in'];
      const text = ['scenario Restless', ...lines, 'expect latch locked within 8 s'].join('\n');
      const scenario = parseScenario('restless.scenario', text)[0] as Scenario;
      const result = await play(scenario, restless.link);
      if (result === null) return context.skip('this computer is too busy for real time');
      expect(result.failure?.message).toMatch(/^rule R7 is broken .*: drive extend just now$/);
    } finally {
      await restless.link.close();
      restless.device.stop();
    }
  });
});
