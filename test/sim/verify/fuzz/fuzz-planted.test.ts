/**
 * The fuzzer bites: mistakes that were planted in the firmware are found within some hundred seeds, and
 * shrunk to a story that fits a few lines and still shows them.
 */

import { expect, test, vi } from 'vitest';
import { LockOrder } from '../../../../firmware/control/outputs.ts';
import { Session } from '../../../../firmware/control/state.ts';
import { type Case, writeCase } from '../../../../sim/verify/case/case.ts';
import { shrink } from '../../../../sim/verify/case/shrink.ts';
import { type FuzzOptions, judgeTwice } from '../../../../sim/verify/fuzz/fuzz.ts';
import { drawCase } from '../../../../sim/verify/fuzz/fuzzed-case.ts';
import type { Setup } from '../../../../sim/world/setup.ts';

/** Which mistake is in force. */
let planted = 'none';

/** It is there before the modules that it changes. */
const { heldByItsPlace, plantInLatchProof, plantInPhases, plantInRelease } = await vi.hoisted(
  () => import('../../../support/held-by-its-place.ts'),
);

vi.mock('../../../../firmware/control/open-conditions.ts', async (original) => {
  const real =
    (await original()) as typeof import('../../../../firmware/control/open-conditions.ts');
  return {
    ...real,
    // The reflex and the step forget the lock; the guard asks for itself.
    demandsOpen: (...[seen, limits]: Parameters<typeof real.demandsOpen>) => {
      if (planted !== 'latch forgotten') return real.demandsOpen(seen, limits);
      return real.inputForbids(seen) || !real.vehicleWants(seen, limits);
    },
  };
});

vi.mock('../../../../firmware/sentinel.ts', async (original) => {
  const real = (await original()) as typeof import('../../../../firmware/sentinel.ts');
  return {
    ...real,
    // It looks at the raw latch beside control, and would open in its place.
    seesDanger: (...args: Parameters<typeof real.seesDanger>) =>
      planted !== 'latch forgotten' && real.seesDanger(...args),
  };
});

vi.mock('../../../../firmware/control/reclose.ts', async (original) => {
  const real = (await original()) as typeof import('../../../../firmware/control/reclose.ts');
  return {
    ...real,
    // Without this a latch that is lost is a fault all the same, and its F on the pilot opens in time.
    isLatchLost: (...args: Parameters<typeof real.isLatchLost>) =>
      planted !== 'latch forgotten' && real.isLatchLost(...args),
  };
});

vi.mock('../../../../firmware/control/fault-detection.ts', async (original) => {
  const real =
    (await original()) as typeof import('../../../../firmware/control/fault-detection.ts');
  return {
    ...real,
    followBars: (...args: Parameters<typeof real.followBars>) => {
      real.followBars(...args);
      if (planted === 'bars forgotten') args[0].bars = 0;
    },
  };
});

vi.mock('../../../../firmware/control/release.ts', async (original) => {
  const real = (await original()) as typeof import('../../../../firmware/control/release.ts');
  return {
    ...plantInRelease(real),
    followStroke: (...args: Parameters<typeof real.followStroke>) => {
      real.followStroke(...args);
      const isExtend = args[0].lockOrder === LockOrder.Extend;
      if (planted === 'free by its place' && isExtend) args[0].isReleaseOwed = false;
    },
  };
});

vi.mock('../../../../firmware/control/phases.ts', async (original) =>
  plantInPhases(await original()),
);

vi.mock('../../../../firmware/control/session.ts', async (original) => {
  const real = (await original()) as typeof import('../../../../firmware/control/session.ts');
  return {
    ...real,
    takeRequests: (...args: Parameters<typeof real.takeRequests>) => {
      const before = args[0].session;
      real.takeRequests(...args);
      if (planted === 'a stop that ends nothing' && args[1].stop) args[0].session = before;
      const isForgotten = planted === 'a start that is forgotten' && args[1].start;
      if (isForgotten && before === Session.Stopped) args[0].session = before;
    },
    beginSession: (...args: Parameters<typeof real.beginSession>) => {
      real.beginSession(...args);
      if (planted === 'a session that asks nobody') args[0].session = Session.Permitted;
    },
  };
});

vi.mock('../../../../firmware/control/latch-proof.ts', async (original) =>
  plantInLatchProof(await original()),
);

interface Found {
  readonly kind: string;
  readonly seed: number;
  readonly least: Case;
}

/** What is fitted in a world, and everything that happens in it. */
function tellWorld({ preconditions, acts }: Case): string {
  return [...preconditions, ...acts.map(({ line }) => line)].join();
}

/** The first seed of such worlds that shows the mistake, as this kind, and the shortest story that still does. */
async function find(
  mistake: string,
  seeds: number,
  options: FuzzOptions = {},
  as = /./,
  worlds = /./,
): Promise<Found> {
  planted = mistake;
  heldByItsPlace.isPlanted = mistake === 'held by its place';
  try {
    for (let seed = 1; seed <= seeds; seed++) {
      const one = drawCase(seed);
      if (!worlds.test(tellWorld(one))) continue;
      const lengthUs = one.acts.reduce((sum, act) => sum + act.afterUs, 0);
      // Long nights are left to the command.
      if (lengthUs > 120000000) continue;
      const { kind } = await judgeTwice(one, options);
      if (kind === null || !as.test(kind)) continue;
      const stillFails = async (other: Case): Promise<boolean> =>
        (await judgeTwice(other, options)).kind === kind;
      const least = await shrink(one, stillFails);
      return { kind, seed, least };
    }
  } finally {
    planted = 'none';
    heldByItsPlace.isPlanted = false;
  }
  throw new Error(`${mistake}: not found in ${seeds} seeds`);
}

function inLimits(change: Parameters<Setup['limits']['push']>[0]): FuzzOptions {
  return { adjust: (setup) => setup.limits.push(change) };
}

test('a latch that nobody watches while energised', async () => {
  const { kind, least } = await find('latch forgotten', 300);
  expect(kind).toBe('the guard saw rule R4 broken');
  expect(least.acts.length).toBeLessThanOrEqual(4);
  expect(least.acts.map((act) => act.line).join('\n')).toMatch(/latch wire|lock|pin/);
  expect(least.preconditions).toEqual([]);
  // The rule is broken long before anybody heals anything.
  expect(least.ending).toBeNull();
});

test('a release that fails once and is never tried again', async () => {
  const never = inLimits((limits) => {
    limits.pushPauseMs = 90000000;
    limits.burstStrokes = 1;
    limits.coldBurstStrokes = 1;
  });
  const { kind, least } = await find('no retries', 1200, never);
  expect(kind).toBe('the plug does not come free');
  expect(least.acts.length).toBeLessThanOrEqual(6);
  expect(writeCase(least)).toContain('expect why free and pin withdrawn within');
});

test('a vehicle that ignores the stop is waited for too long', async () => {
  const { kind, least } = await find(
    'patience',
    1200,
    inLimits((limits) => {
      limits.stopGraceMs = 100000;
    }),
  );
  expect(kind).toBe('the plug does not come free');
  expect(least.acts.map((act) => act.line).slice(0, 2)).toEqual(['plug in', 'car in']);
  expect(least.preconditions.join()).toMatch(/^car (ignoring|simplified)$|^$/);
});

test('a plug that is called free as soon as its sense says so', async () => {
  const { kind, least } = await find('free by its place', 3000);
  expect(kind).toMatch(/^rule L3: the reason that is told is not true: free/);
  expect(least.acts.map((act) => act.line).join()).toMatch(/lock jammed|latch switch stuck/);
});

test('an e-stop, a trip or an over-current that nobody remembers', async () => {
  const { kind } = await find('bars forgotten', 3000);
  expect(kind).toBe('the guard saw rule R10 broken');
});

test.each([
  ['a stop that ends nothing', 'rule session: a stop or an unlock is not honoured'],
  ['a start that is forgotten', 'rule session: a start that counts is not honoured'],
  ['a session that asks nobody', 'rule session: energy that nobody permitted'],
])('%s', async (mistake, as) => {
  const { least } = await find(mistake, 300, {}, new RegExp(as));
  expect(least.acts.length).toBeLessThanOrEqual(5);
});

test('a pin that sticks in while its coil is let go is taken for held', async () => {
  const energy = /^the guard saw rule R[24] broken|^hazard/;
  const coils = /^lock (dostar|duosida|ratio|harting-magnetic)/;
  // Where no pin ever sticks, none sticks in.
  const sticks = new RegExp(`${coils.source}.*lock (jammed|seized)`);
  const { least } = await find('held by its place', 6000, {}, energy, sticks);
  expect(least.preconditions.join()).toMatch(coils);
  expect(least.acts.map((act) => act.line).join()).toMatch(/lock (jammed|seized)/);
});
