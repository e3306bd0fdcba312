/**
 * Planted: devices whose firmware breaks one rule each while their own guard sees nothing. The host's
 * witness names the rule; the same stories on a sound device break none.
 */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StandIn, whyNoStandIn } from '../../../hil/device/stand-in.ts';
import type { Link } from '../../../hil/line/link.ts';
import type { Coverage } from '../../../hil/rules/coverage.ts';
import { WatchedTarget } from '../../../hil/rules/watched-target.ts';
import { SteppedTarget } from '../../../hil/target/stepped-target.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import { type Result, runScenario } from '../../../sim/scenario/run.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { blindGuard, type Edit, plantDevice, startDevice } from '../../support/bench-device.ts';
import { playUnlessBusy, TOO_BUSY } from '../../support/rig-device.ts';

const limits = 'firmware/control/limits.ts';
const danger = 'firmware/control/open-conditions.ts';
const sentinel = 'firmware/sentinel.ts';
const charge = ['plug in', 'car in', 'expect contacts closed within 5 s'];

interface Planted {
  readonly rule: string;
  readonly what: string;
  readonly edits: readonly Edit[];
  readonly story: readonly string[];
}

const planted: readonly Planted[] = [
  {
    rule: 'R1',
    what: 'the lock lets go as soon as the contacts have opened',
    edits: [
      { file: limits, from: 'deadProofMs: 250', to: 'deadProofMs: 10' },
      { file: limits, from: 'releaseDelayMs: 500', to: 'releaseDelayMs: 10' },
    ],
    story: [...charge, 'after 6 s press stop', 'expect latch unlocked within 9 s'],
  },
  {
    rule: 'R2',
    what: 'a latch that reads locked before the pin can have travelled is believed',
    edits: [
      {
        file: 'firmware/control/latch-proof.ts',
        from: 'if (stroke === LockOrder.Retract) return',
        to: 'if (latch === Latch.Locked) return Hold.Proven;\n  if (stroke === LockOrder.Retract) return',
      },
    ],
    story: [
      'plug in',
      'car in',
      'expect drive extend within 2 s',
      'latch switch stuck-locked',
      'expect contacts closed within 5 s',
    ],
  },
  {
    rule: 'R3',
    what: 'the contactor does not follow the pilot',
    edits: [
      { file: danger, from: ' || !vehicleWants(seen, limits)', to: '' },
      { file: sentinel, from: ' || seesCarLeave(sentinel, readings, lapMs)', to: '' },
    ],
    story: [...charge, 'after 2 s car B', 'expect pilot B within 1 s', 'expect pilot B for 1 s'],
  },
  {
    rule: 'R4',
    what: 'the contactor does not follow the latch',
    edits: [
      {
        file: danger,
        from: 'return seen.latch !== Latch.Locked || inputForbids',
        to: 'return inputForbids',
      },
      { file: sentinel, from: 'seesPinMove(sentinel, readings, lapMs) || ', to: '' },
      // What must not close again before somebody has acted opens too.
      {
        file: 'firmware/control/reclose.ts',
        from: 'if (!isLive || seen.latch === Latch.Locked) return false;',
        to: 'return false;',
      },
    ],
    story: [...charge, 'after 2 s latch wire cut', 'after 1 s hello'],
  },
  {
    rule: 'R5',
    what: 'the contactor closes again after 3 s',
    edits: [{ file: limits, from: 'minOpenMs: 10000', to: 'minOpenMs: 3000' }],
    story: [...charge, 'after 2 s car B', 'after 4 s car C', 'expect contactor closed within 20 s'],
  },
  {
    rule: 'R6',
    what: 'power returns, and no release stroke is driven',
    edits: [
      {
        file: 'firmware/control/state.ts',
        from: 'isReleaseOwed: true',
        to: 'isReleaseOwed: false',
      },
    ],
    story: [
      'given start cold',
      'given capacitor charges in 300 ms',
      'expect phase idle within 8 s',
      'plug in',
      'car in',
      'expect contacts closed within 15 s',
    ],
  },
  {
    rule: 'R7',
    what: 'the lock rests for a quarter of its time',
    edits: [
      {
        file: 'firmware/drivers/lock-parts.ts',
        from: 'leastTravelMs: Math.floor(strokeMs / 10),\n    restRatio: 8',
        to: 'leastTravelMs: Math.floor(strokeMs / 10),\n    restRatio: 2',
      },
    ],
    story: [...charge, 'car out', 'expect latch unlocked within 10 s'],
  },
  {
    rule: 'R8',
    what: 'the cable has no say in what is offered',
    edits: [
      {
        file: 'firmware/control/offer.ts',
        from: 'if (seen.cableMilliamps < milliamps) milliamps = seen.cableMilliamps;',
        to: '',
      },
    ],
    story: ['given cable 680 Ohm', ...charge, 'after 10 s car out'],
  },
  {
    rule: 'R9',
    what: 'a weld counts as disproved after half the time',
    edits: [{ file: limits, from: 'disproofMs: 1000', to: 'disproofMs: 500' }],
    story: [
      'given trip output none',
      ...charge,
      'after 2 s contactor welds',
      'after 2 s car out',
      'expect fault welded within 2 s',
      'after 5 s contactor gives-way',
      'expect latch unlocked within 5 s',
    ],
  },
];

function scenarioOf({ rule, story }: Planted): Scenario {
  const text = [`scenario ${rule}`, ...story].join('\n');
  return parseScenario(`${rule}.scenario`, text)[0] as Scenario;
}

const ruleOf = (result: Result): string =>
  result.events.find((event) => event.name === 'rule')?.value ?? 'none is broken';

/** What was judged and what it came to; null where this computer was too busy. */
async function playOn(link: Link, one: Planted) {
  let judged: Coverage | null = null;
  const result = await playUnlessBusy(link, async () => {
    const target = new WatchedTarget(new SteppedTarget(link));
    const played = await runScenario(scenarioOf(one), target);
    judged = target.judged;
    return played;
  });
  return result === null ? null : { judged: judged as Coverage | null, result };
}

describe.skipIf(whyNoStandIn() !== '')(`the rules, judged by the host ${whyNoStandIn()}`, () => {
  let sound: { device: StandIn; link: Link };
  beforeAll(async () => {
    sound = await startDevice();
  });
  afterAll(async () => {
    await sound?.link.close();
    sound?.device.stop();
  });

  for (const one of planted) {
    test(`${one.rule}: ${one.what}`, async (context) => {
      const program = await plantDevice(one.rule, [blindGuard, ...one.edits]);
      const { device, link } = await startDevice(program);
      try {
        const played = await playOn(link, one);
        if (played === null) return context.skip(TOO_BUSY);
        const { judged, result } = played;
        expect(ruleOf(result)).toMatch(new RegExp(`^${one.rule} is broken \\(never `));
        expect(result.failure?.message).toBe(`rule ${ruleOf(result)}`);
        expect(result.events.filter(({ name }) => name === 'hazard')).toEqual([]);
        expect(judged?.notJudged).toEqual([]);
      } finally {
        await link.close();
        device.stop();
      }
      const played = await playOn(sound.link, one);
      if (played === null) return context.skip(TOO_BUSY);
      expect(ruleOf(played.result)).toBe('none is broken');
    });
  }
});
