/**
 * Replay: the recorded course goes through what a charger does, and any other decision on its way is noticed.
 */

import { expect, test } from 'vitest';
import { Fault } from '../../firmware/control/faults.ts';
import { createLimits, type Limits } from '../../firmware/control/limits.ts';
import { Phase } from '../../firmware/control/state.ts';
import { Rule } from '../../firmware/guard/memory.ts';
import { Stored } from '../../firmware/hal.ts';
import { createReplay, type Replay, replayedSum, replayNext } from '../../firmware/replay.ts';

/** Takes every step, and tells what came out in the end. */
function replay(limits: Limits, expected: number, after: (replay: Replay) => void = () => {}) {
  const replay = createReplay(limits, expected);
  let result = Stored.Reading;
  let steps = 0;
  while (result === Stored.Reading) {
    result = replayNext(replay);
    steps++;
    after(replay);
  }
  return { result, steps, guard: replay.guard };
}

test('the course passes every phase of a charge, the faults that open it, and a weld', () => {
  const phases = new Set<Phase>();
  const faults = new Set<Fault>();
  const { guard } = replay(createLimits(), 0, ({ state }) => {
    phases.add(state.phase);
    faults.add(state.fault);
  });
  const { Restart, Idle, Locking, Ready, Energized, Opening, Fault: Faulted } = Phase;
  expect([...phases]).toEqual(
    expect.arrayContaining([Restart, Idle, Locking, Ready, Energized, Opening, Faulted]),
  );
  expect([...faults]).toEqual(expect.arrayContaining([Fault.ResidualCurrent, Fault.Welded]));
  // A stroke without its rest: the guard answers as well.
  expect(guard.tripped).toBe(Rule.R7);
});

test('no rule is broken while the course charges and releases', () => {
  replay(createLimits(), 0, ({ state, guard }) => {
    if (state.fault !== Fault.Welded) expect(guard.tripped).toBe(Rule.None);
  });
});

test('every step is taken, and only the right sum is whole', () => {
  const sum = replayedSum(createLimits());
  const right = replay(createLimits(), sum);
  expect(right).toMatchObject({ result: Stored.Whole, steps: 28 });
  expect(replay(createLimits(), sum + 1).result).toBe(Stored.Damaged);
});

test.each([
  ['the dead proof is shorter', (limits: Limits) => (limits.deadProofMs = 100)],
  ['a weld is judged later', (limits: Limits) => (limits.weldVerdictMs = 500)],
  ['the installation bears less', (limits: Limits) => (limits.installationMilliamps = 16000)],
  ['a stroke needs no rest', (limits: Limits) => (limits.restRatio = 0)],
])('it is noticed that %s', (_what, change) => {
  const limits = createLimits();
  change(limits);
  expect(replayedSum(limits)).not.toBe(replayedSum(createLimits()));
});
