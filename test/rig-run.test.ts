/**
 * Rig run: what an interruption leaves, told apart from a broken bench and from a run that is complete.
 */

import { expect, test } from 'vitest';
import { BenchError } from '../hil/line/trouble.ts';
import { standInRig } from '../hil/rig/rig.ts';
import type { RigSession } from '../hil/rig/session.ts';
import { type Entry, exitCodeOf } from '../hil/run/outcome.ts';
import { RigRun } from '../hil/run/run.ts';
import { parseScenario } from '../sim/scenario/parse.ts';
import { SimTarget } from '../sim/scenario/target.ts';

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
