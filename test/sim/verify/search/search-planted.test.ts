/**
 * The search bites: mistakes that were planted in control are found, each by the property that is there for it.
 */

import { expect, test, vi } from 'vitest';
import { LockOrder } from '../../../../firmware/control/outputs.ts';
import { Latch, Pilot } from '../../../../firmware/control/signals.ts';
import { Phase, Session } from '../../../../firmware/control/state.ts';
import { exploreHere } from '../../../../sim/verify/search/explore.ts';
import type { InputValues } from '../../../../sim/verify/search/groups.ts';
import { inputValues } from '../../../../sim/verify/search/inputs.ts';
import { findUnit } from '../../../../sim/verify/search/unit.ts';

/** Which mistake is in force. */
let planted = 'none';

vi.mock('../../../../firmware/control/release.ts', async (original) => {
  const real = (await original()) as typeof import('../../../../firmware/control/release.ts');
  return {
    ...real,
    followStroke: (...args: Parameters<typeof real.followStroke>) => {
      real.followStroke(...args);
      const isExtend = args[0].lockOrder === LockOrder.Extend;
      if (planted === 'free by its place' && isExtend) args[0].isReleaseOwed = false;
    },
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
    updateFault: (...args: Parameters<typeof real.updateFault>) => {
      const { bars } = args[0];
      if (planted === 'bars that nobody looks at') args[0].bars = 0;
      real.updateFault(...args);
      args[0].bars = bars;
    },
  };
});

vi.mock('../../../../firmware/control/phases.ts', async (original) => {
  const real = (await original()) as typeof import('../../../../firmware/control/phases.ts');
  return {
    ...real,
    nextPhase: (...args: Parameters<typeof real.nextPhase>) => {
      const [state, seen] = args;
      const isKept = state.phase === Phase.Restart && seen.latch === Latch.Locked && seen.supply;
      if (planted === 'a lock that is kept over a restart' && isKept) return Phase.Ready;
      return real.nextPhase(...args);
    },
  };
});

vi.mock('../../../../firmware/control/term.ts', async (original) => {
  const real = (await original()) as typeof import('../../../../firmware/control/term.ts');
  return {
    ...real,
    allowedMilliamps: (...args: Parameters<typeof real.allowedMilliamps>) => {
      if (planted === 'a term that never ends') return args[1].termMilliamps;
      return real.allowedMilliamps(...args);
    },
  };
});

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

vi.mock('../../../../firmware/control/reclose.ts', async (original) => {
  const real = (await original()) as typeof import('../../../../firmware/control/reclose.ts');
  return {
    ...real,
    // Shared by control and guard: no rule can find this one.
    nextBars: (...args: Parameters<typeof real.nextBars>) =>
      planted === 'bars that anything clears' ? args[1] : real.nextBars(...args),
  };
});

/** What breaks first with this mistake, where the adversary has only some of a group's values. */
function broken(
  mistake: string,
  [set, group]: readonly [set: string, group: string],
  values: InputValues,
  mostOff: number | null = null,
): string | undefined {
  const unit = findUnit(set, group);
  planted = mistake;
  try {
    const found = exploreHere(
      { set: unit.set, group: { ...unit.group, values, mostOff } },
      1000000,
    );
    return found.counterexample?.rule;
  } finally {
    planted = 'none';
  }
}

test.each(['base', 'solenoid', 'permanent'])(
  'a plug that is called free as soon as its sense says so is found, as L3 (%s)',
  (set) => {
    const values = { pilot: [Pilot.A, Pilot.C], latch: inputValues.latch, stop: [0, 1] };
    expect(broken('free by its place', [set, 'lock'], values)).toBe('L3');
  },
);

test('an e-stop that nobody remembers is found, as R10', () => {
  const values = { pilot: [Pilot.A, Pilot.C], eStop: [0, 1], start: [0, 1] };
  expect(broken('bars forgotten', ['base', 'faults'], values)).toBe('R10');
});

test.each([
  ['bars that nobody looks at', { pilot: [Pilot.A, Pilot.C], stop: [0, 1] }, 'R10'],
  ['a lock that is kept over a restart', { pilot: [Pilot.A, Pilot.C], supply: [1, 0] }, 'R2'],
])('%s: found where no person ever acts', (mistake, values, rule) => {
  expect(broken(mistake, ['base', 'pairs'], values)).toBe(rule);
});

test.each(['master-required', 'master-required-0'])(
  'a limit that outlives its term is found, as R11 (%s)',
  (set) => {
    const { values } = findUnit(set, 'limits').group;
    expect(broken('a term that never ends', [set, 'limits'], values)).toBe('R11');
  },
);

const requests = {
  pilot: [Pilot.A, Pilot.C],
  start: [0, 1],
  stop: inputValues.stop,
  eStop: [0, 1],
};

test.each([
  ['a stop that ends nothing', 'base'],
  ['a start that is forgotten', 'base'],
  ['a session that asks nobody', 'authorization'],
  ['bars that anything clears', 'base'],
])('%s is found, by the sessions (%s)', (mistake, set) => {
  expect(broken(mistake, [set, 'pairs'], requests, 1)).toBe('session');
});

test.each(['base', 'authorization', 'permanent', 'solenoid', 'while-charging'])(
  'without a mistake the same is clean (%s)',
  (set) => {
    expect(broken('none', [set, 'pairs'], requests, 1)).toBeUndefined();
  },
);
