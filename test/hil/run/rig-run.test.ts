/**
 * Rig run: what an interruption leaves, told apart from a broken bench and from a run that is complete.
 */

import { expect, test } from 'vitest';
import { BenchError } from '../../../hil/line/bench-error.ts';
import { standInRig } from '../../../hil/rig/rig.ts';
import type { RigSession } from '../../../hil/rig/session.ts';
import { notesOf } from '../../../hil/run/notes.ts';
import { type Entry, exitCodeOf } from '../../../hil/run/outcome.ts';
import { RigRun } from '../../../hil/run/run.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { SimTarget } from '../../../sim/scenario/target.ts';

const scenarios = ['one', 'two', 'three'].flatMap((name) =>
  parseScenario(`${name}.scenario`, `scenario ${name}\nexpect phase idle for 1 s`),
);

/** A rig in the simulator that fails in its own way. */
function sessionOf(target: () => SimTarget): RigSession {
  const session = { rig: standInRig, target, interrupt: async () => undefined };
  return { ...session, reopen: async () => undefined } as unknown as RigSession;
}

async function play(target: () => SimTarget, ended: (run: RigRun, entry: Entry) => void) {
  const plan = { scenarios, retries: 0, stopOnFailure: false };
  const watcher = { begun: () => undefined, ended: (entry: Entry) => ended(run, entry) };
  const run = new RigRun(sessionOf(target), plan, watcher);
  const entries = await run.play();
  const outcomes = entries.map(({ outcome }) => outcome);
  return { run, entries, outcomes, exitCode: exitCodeOf(outcomes) };
}

test('a run that is interrupted between two scenarios is not complete, and no fault of the rig', async () => {
  const cut = await play(
    () => new SimTarget(),
    (run, { title }) => {
      if (title === 'one') void run.interrupt('interrupted by SIGINT');
    },
  );
  expect(cut.outcomes).toEqual(['passed', 'error']);
  expect(cut.entries[1]?.message).toBe('not run: interrupted by SIGINT');
  expect([cut.exitCode, cut.run.broken]).toEqual([3, '']);
});

test('a run that is interrupted after its last scenario is complete', async () => {
  const whole = await play(
    () => new SimTarget(),
    (run, { title }) => {
      if (title === 'three') void run.interrupt('interrupted by SIGINT');
    },
  );
  expect(whole.outcomes).toEqual(['passed', 'passed', 'passed']);
  expect(whole.exitCode).toBe(0);
});

test('a bench that fails by itself breaks the rig, and nothing more is run on it', async () => {
  const broken = await play(
    () => {
      throw new BenchError('desk', 'the port is gone', 'plug it in');
    },
    () => undefined,
  );
  expect(broken.outcomes).toEqual(['error', 'error', 'error']);
  expect(broken.entries[1]?.message).toMatch(/^not run: desk: the port is gone/);
  expect(broken.run.broken).toMatch(/the port is gone/);
});

test('a watchdog that has bitten is told of every run, a power cut and a finger on reset are not', async () => {
  const charge = ['plug in', 'car in', 'expect contacts closed within 5 s'];
  const deeds = ['stall 3 s', 'rail dip for 100 ms', 'grid off', 'reset pin', 'reset watchdog'];
  const notes = await Promise.all(
    deeds.map(async (deed) => {
      const text = ['scenario A', ...charge, `after 1 s ${deed}`, 'after 2 s'].join('\n');
      const scenario = parseScenario('a.scenario', text)[0] as Scenario;
      const result = await runScenario(scenario, new SimTarget());
      expect(result.events.filter(({ value }) => value === deed)).toHaveLength(1);
      return notesOf(result);
    }),
  );
  expect(notes).toEqual([
    [expect.stringMatching(/^\d+ ms: the watchdog bites: the board is reset$/)],
    [],
    [],
    [],
    [],
  ]);
});
