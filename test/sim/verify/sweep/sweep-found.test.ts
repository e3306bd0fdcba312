/**
 * Sweep: it finds a stop that is forgotten over a power cut, and a term that outlives its master, and shrinks the story
 * to what shows it.
 */

import { expect, test, vi } from 'vitest';
import { type Case, runCase } from '../../../../sim/verify/case/case.ts';
import { type Cut, cuts } from '../../../../sim/verify/sweep/cuts.ts';
import { shrinkCut } from '../../../../sim/verify/sweep/shrink-cut.ts';
import { type SweepFinding, sweepScenario } from '../../../../sim/verify/sweep/sweep.ts';
import { readInline } from '../../../support/inline-scenario.ts';

/** A firmware that forgets over a power cut that it was told to stop. */
let forgetsStop = false;

vi.mock('../../../../firmware/storage/journal.ts', async (original) => {
  const real = (await original()) as typeof import('../../../../firmware/storage/journal.ts');
  return {
    ...real,
    recall: (journal: Parameters<typeof real.recall>[0]) => {
      const recalled = real.recall(journal);
      const permitted = 2;
      return forgetsStop ? { ...recalled, session: permitted, welded: false } : recalled;
    },
  };
});

/** A firmware whose terms do not end. */
let keepsTerms = false;

vi.mock('../../../../firmware/control/term.ts', async (original) => {
  const real = (await original()) as typeof import('../../../../firmware/control/term.ts');
  return {
    ...real,
    nextTerm: (...[due, leftMs, seen]: Parameters<typeof real.nextTerm>) =>
      keepsTerms && !seen.limited ? leftMs : real.nextTerm(due, leftMs, seen),
  };
});

const charge = ['plug in', 'car in', 'expect phase energized within 5 s'];
const session = [...charge, 'after 2 s press stop', 'expect pin withdrawn within 5 s'];
const cutNamed = (name: string): Cut => cuts.find((cut) => cut.name === name) as Cut;

test('a cut is shrunk to what is still owed the same: nothing idle, the stop and the cut kept', async () => {
  forgetsStop = true;
  const idle = ['given seed 7', 'push for 1 s', 'after 2 s hello', 'explain'];
  const lines = [...idle, ...session.slice(0, 3), 'after 2 s explain', ...session.slice(3)];
  const unit = await sweepScenario(readInline(...lines), { every: 60 });
  const finding = unit.findings[0] as SweepFinding;
  expect(finding.kind).toBe('the plug does not come free');
  expect(finding.case.acts.length).toBeGreaterThan(6);
  const least = await shrinkCut(finding);
  const cut = cutNamed(finding.cut).acts.map(({ line }) => line);
  // Without the stop, or without a car that charges, nothing would be owed that is not given.
  expect(least.acts.map(({ line }) => line)).toEqual(['plug in', 'car in', 'press stop', ...cut]);
  expect(least.preconditions).toEqual([]);
  const length = (one: Case): number => one.acts.reduce((sum, { afterUs }) => sum + afterUs, 0);
  expect(length(least)).toBeLessThan(length(finding.case));
  expect((await runCase(least)).passed).toBe(false);
  forgetsStop = false;
  expect((await runCase(least)).passed).toBe(true);
});

test('a term that outlives its master is found where the line is cut, and shrunk with that cut', async () => {
  keepsTerms = true;
  const led = ['given master optional', 'given safe-limit 8 A', 'push for 1 s', ...charge];
  const unit = await sweepScenario(
    readInline(...led, 'after 1 s limit 16 A for 20 s', 'after 8 s'),
    {
      every: 300,
    },
  );
  const finding = unit.findings.find(({ cut }) => cut === 'line cut') as SweepFinding;
  expect(finding.promise).toBe('safe limit');
  const least = await shrinkCut(finding);
  keepsTerms = false;
  expect(least.acts.map(({ line }) => line)).toEqual([
    'plug in',
    'car in',
    'limit 16 A for 20 s',
    'line cut',
    'line cut',
  ]);
});

test('a stop that is forgotten over a power cut is found, and written as a story', async () => {
  forgetsStop = true;
  const unit = await sweepScenario(readInline(...session), { every: 60 });
  const finding = unit.findings[0] as SweepFinding;
  expect(finding.kind).toBe('the plug does not come free');
  expect(finding.case.acts.map(({ line }) => line).slice(0, 3)).toEqual([
    'plug in',
    'car in',
    'press stop',
  ]);
  // The file that is left shows the same.
  expect((await runCase(finding.case)).passed).toBe(false);
  forgetsStop = false;
  expect((await runCase(finding.case)).passed).toBe(true);
});
