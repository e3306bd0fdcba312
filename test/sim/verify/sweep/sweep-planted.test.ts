/**
 * The sweep bites: mistakes that only a power cut, or a failure that comes and goes, brings out are found, each by what is there for it.
 */

import { expect, test, vi } from 'vitest';
import { shrinkCut } from '../../../../sim/verify/sweep/shrink-cut.ts';
import { type SweepFinding, sweepScenario } from '../../../../sim/verify/sweep/sweep.ts';
import type { Setup } from '../../../../sim/world/setup.ts';
import { readInline } from '../../../support/inline-scenario.ts';

/** Which mistake is in force. */
let planted = 'none';

vi.mock('../../../../firmware/control/state.ts', async (original) => {
  const real = (await original()) as typeof import('../../../../firmware/control/state.ts');
  return {
    ...real,
    // Control starts without what the journal says of R10; the guard keeps it.
    createState: (...[recalled, holdOffMs]: Parameters<typeof real.createState>) =>
      real.createState(planted === 'bars' ? { ...recalled, bars: 0 } : recalled, holdOffMs),
  };
});

vi.mock('../../../../firmware/control/hold-reason.ts', async (original) => {
  const real = (await original()) as typeof import('../../../../firmware/control/hold-reason.ts');
  return {
    ...real,
    // What charged before the cut is said to charge, while the delay after it still passes.
    whyHeld: (...args: Parameters<typeof real.whyHeld>) => {
      const why = real.whyHeld(...args);
      const { holdOffMs, isLoadInDoubt } = args[0];
      const isWaiting = why === real.Why.Paused && holdOffMs > 0 && isLoadInDoubt;
      return planted === 'words' && isWaiting ? real.Why.Charging : why;
    },
  };
});

vi.mock('../../../../firmware/control/release.ts', async (original) => {
  const real = (await original()) as typeof import('../../../../firmware/control/release.ts');
  return {
    ...real,
    // A person who asks again brings no stroke forward.
    retryAtOnce: (...args: Parameters<typeof real.retryAtOnce>) => {
      if (planted !== 'retries') real.retryAtOnce(...args);
    },
  };
});

vi.mock('../../../../firmware/storage/journal.ts', async (original) => {
  const real = (await original()) as typeof import('../../../../firmware/storage/journal.ts');
  return {
    ...real,
    // Control and guard start without it: no rule can find this one.
    recall: (journal: Parameters<typeof real.recall>[0]) => {
      const recalled = real.recall(journal);
      return planted === 'journal' ? { ...recalled, bars: 0 } : recalled;
    },
  };
});

const charge = ['plug in', 'car in', 'expect phase energized within 5 s'];

const stop = ['after 1 s emergency-stop press', 'after 2 s emergency-stop release'];
const stopped = [...charge, ...stop, 'after 1 s car out', 'after 1 s car in', 'after 1 s'];

test('an e-stop that control forgets over a power cut is found, as R10', async () => {
  planted = 'bars';
  const unit = await sweepScenario(readInline(...stopped), { every: 40 });
  planted = 'none';
  expect(unit.findings.map(({ kind }) => kind)).toContain('the guard saw rule R10 broken');
  expect((await sweepScenario(readInline(...stopped), { every: 200 })).findings).toEqual([]);
});

test('an e-stop that control and guard forget over a power cut is found, by the sessions', async () => {
  planted = 'journal';
  const unit = await sweepScenario(readInline(...stopped), { every: 120 });
  planted = 'none';
  expect(unit.findings.map(({ kind }) => kind)).toContain(
    'rule session: energy that nobody permitted',
  );
});

test('a reason that is not so after a power cut is found, as L3', async () => {
  const patient = ['plug in', 'car in', 'expect phase energized within 80 s', 'after 1 s'];
  const story = ['given outage-delay 60 s', ...patient];
  const idle = await sweepScenario(readInline(...story), { every: 100 });
  expect(idle.findings).toEqual([]);
  planted = 'words';
  const unit = await sweepScenario(readInline(...story), { every: 100 });
  planted = 'none';
  expect(unit.findings.map(({ kind }) => kind).join()).toMatch(/L3: .*not true: charging/);
});

test('a release that a jam has stopped for good is found, and shrunk with that jam', async () => {
  const never = (setup: Setup): void => {
    setup.limits.push((limits) => {
      limits.pushPauseMs = 90000000;
      limits.burstStrokes = 1;
      limits.coldBurstStrokes = 1;
    });
  };
  planted = 'retries';
  const story = readInline(
    'given seed 7',
    'push for 1 s',
    ...charge,
    'after 2 s explain',
    'press stop',
  );
  const unit = await sweepScenario(story, { every: 40, adjust: never });
  const finding = unit.findings.find(({ cut }) => cut === 'pin sticks') as SweepFinding;
  expect(finding.kind).toBe('the plug does not come free');
  const least = await shrinkCut(finding, never);
  planted = 'none';
  expect(least.acts.map(({ line }) => line)).toEqual([
    'plug in',
    'car in',
    'lock jammed',
    'press stop',
    'lock freed',
  ]);
});
