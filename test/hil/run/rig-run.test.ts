/**
 * Rig run: what an interruption leaves, told apart from a broken bench and from a run that is complete.
 */

import { expect, test } from 'vitest';
import { BenchError, BusyHostError, LackingError } from '../../../hil/line/bench-error.ts';
import { standInRig } from '../../../hil/rig/rig.ts';
import type { RigSession } from '../../../hil/rig/session.ts';
import { notesOf } from '../../../hil/run/notes.ts';
import { type Entry, exitCodeOf } from '../../../hil/run/outcome.ts';
import { RigRun, type RunPlan } from '../../../hil/run/run.ts';
import { limitMsOf } from '../../../hil/run/time-limit.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { SimTarget } from '../../../sim/scenario/target.ts';

const scenarios = ['one', 'two', 'three'].flatMap((name) =>
  parseScenario(`${name}.scenario`, `scenario ${name}\nexpect phase idle for 1 s`),
);

/** A rig in the simulator that fails in its own way. */
function sessionOf(target: () => SimTarget, restarts: () => string = () => ''): RigSession {
  const session = { rig: standInRig, target, interrupt: async () => undefined };
  return {
    ...session,
    reopen: async () => undefined,
    restartBoard: async () => restarts(),
  } as unknown as RigSession;
}

async function play(
  target: () => SimTarget,
  ended: (run: RigRun, entry: Entry) => void,
  more: Partial<RunPlan> = {},
) {
  const plan = { scenarios, retries: 0, stopOnFailure: false, timeoutMs: null, ...more };
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

test('a scenario that asks for a switch which a jig has not is skipped, and says nothing against the rig', async () => {
  const lacking = (): Error => new LackingError('/dev/ttyACM1', 'the switch "cable-680"');
  const { outcomes, entries, run } = await play(failing(1, lacking), () => undefined, {
    retries: 2,
  });
  expect(outcomes).toEqual(['skipped', 'passed', 'passed']);
  expect(entries[0]?.message).toBe('it needs the switch "cable-680", which stand-in has not');
  expect([entries[0]?.attempts.length, run.broken]).toEqual([1, '']);
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

/** Fails so often, and then plays in the simulator. */
function failing(times: number, error: () => Error): () => SimTarget {
  let left = times;
  return () => {
    if (left-- > 0) throw error();
    return new SimTarget();
  };
}

const nothing = (): void => undefined;

test('a busy computer is given time, tried again, and says nothing against the rig', async () => {
  let waits = 0;
  const quiet = async (): Promise<boolean> => ++waits < 9;
  const busy = (): Error => new BusyHostError('desk', 'it did not run the simulation for 612 ms');
  const plan = { retries: 1, untilQuiet: quiet };
  const later = await play(failing(3, busy), nothing, plan);
  expect(later.outcomes).toEqual(['passed', 'passed', 'passed']);
  expect([waits, later.entries[0]?.attempts.length, later.run.broken]).toEqual([3, 4, '']);
  const never = await play(failing(4, busy), nothing, plan);
  expect(never.outcomes).toEqual(['error', 'passed', 'passed']);
  expect(never.entries[0]?.message).toMatch(/this computer is too busy/);
  expect([never.exitCode, never.run.broken]).toEqual([3, '']);
});

test('a mistake of the program is an error of the bench with its place, and hides no other result', async () => {
  const mistaken = await play(
    failing(1, () => new TypeError('x is not a function')),
    nothing,
  );
  const [entry] = mistaken.entries;
  expect(entry?.outcome).toBe('error');
  expect(entry?.message).toMatch(/^this program has failed: TypeError: x is not a function/);
  expect(entry?.attempts[0]?.notes[0]).toMatch(/^at /);
  expect([mistaken.entries.length, mistaken.exitCode]).toEqual([3, 3]);
});

test('a scenario that never ends is ended by its limit, and named', async () => {
  class Endless extends SimTarget {
    override advanceTo(): Promise<boolean> {
      return new Promise(() => undefined);
    }
  }
  const ended = await play(() => new Endless(), nothing, { timeoutMs: 50 });
  expect(ended.entries[0]?.message).toBe(
    'stand-in: the scenario has not ended within 0.1 s; serial.log shows what it waited for; --timeout allows more',
  );
  expect(ended.exitCode).toBe(3);
});

test('without a limit of its own a scenario has twice its length and a margin', () => {
  const lines = ['after 2 s', 'expect phase idle within 3 s', 'never phase fault for 1 s'];
  const text = ['scenario Long', ...lines, 'repeat 4 times', 'expect phase idle for 1 s', 'end'];
  const [scenario] = parseScenario('long.scenario', text.join('\n'));
  expect(limitMsOf(scenario as Scenario)).toBe(2 * 10000 + 90000);
});

test('a rig that could not be opened reports every scenario', async () => {
  const plan = { scenarios, retries: 0, stopOnFailure: false, timeoutMs: null };
  const watcher = { begun: nothing, ended: nothing };
  const run = new RigRun(
    sessionOf(() => new SimTarget()),
    plan,
    watcher,
  );
  run.refuse('desk: there is no such port');
  const entries = await run.play();
  expect(entries.map(({ message }) => message)).toEqual(
    scenarios.map(() => 'not run: desk: there is no such port'),
  );
  expect(run.broken).toBe('');
});

test('a board that hangs is started again by the jig, once in a run, and that is noted', async () => {
  let restarts = 0;
  const hangs = failing(
    2,
    () => new BenchError('board', 'no answer to "trace on"', 'is it powered'),
  );
  const session = sessionOf(hangs, () => `reset ${++restarts}`);
  const plan = { scenarios, retries: 2, stopOnFailure: false, timeoutMs: null };
  const run = new RigRun(session, plan, { begun: nothing, ended: nothing });
  const [first] = await run.play();
  expect(first?.outcome).toBe('passed');
  expect(first?.attempts.map(({ notes }) => notes)).toEqual([
    ['then the jig has started the board again, by its reset 1'],
    [],
    [],
  ]);
});

test('an interruption does not wait for a busy computer', async () => {
  const busy = (): Error => new BusyHostError('desk', 'it did not run the simulation for 612 ms');
  const session = sessionOf(failing(9, busy));
  const never = (): Promise<boolean> => {
    void run.interrupt('interrupted by SIGINT');
    return new Promise(() => undefined);
  };
  const plan = { scenarios, retries: 1, stopOnFailure: false, timeoutMs: null, untilQuiet: never };
  const run = new RigRun(session, plan, { begun: nothing, ended: nothing });
  const entries = await run.play();
  expect(entries.map(({ outcome }) => outcome)).toEqual(['error']);
  expect(run.broken).toBe('');
});
