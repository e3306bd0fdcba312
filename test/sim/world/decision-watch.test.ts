/**
 * Decision watch: what is judged as a decision ends, and what a start of the firmware takes over.
 */

import { expect, test } from 'vitest';
import { createLimits } from '../../../firmware/control/limits.ts';
import { createOutputs } from '../../../firmware/control/outputs.ts';
import { createSignals, Proximity } from '../../../firmware/control/signals.ts';
import { createState, Phase, Session } from '../../../firmware/control/state.ts';
import { createGuard, Rule } from '../../../firmware/guard/memory.ts';
import { type Decider, DecisionWatch } from '../../../sim/world/decision-watch.ts';

function deciderAfter(session: Session, authorization = false): Decider {
  const limits = createLimits();
  limits.authorization = authorization;
  const seen = createSignals();
  seen.proximity = Proximity.Seated;
  const state = createState({ session, welded: false, bars: 0 }, 0);
  return {
    limits,
    seen,
    state,
    outputs: createOutputs(),
    guard: createGuard(limits, false, 0, 0),
  };
}

function followed(...deciders: Decider[]): string[] {
  const complaints: string[] = [];
  const watch = new DecisionWatch((words) => complaints.push(words));
  for (const decider of deciders) watch.follow(decider);
  return complaints;
}

/** Energized with all that it is told for. */
function close({ state, outputs, guard }: Decider): void {
  state.phase = Phase.Energized;
  outputs.contactorClosed = true;
  guard.closed = true;
}

/** A decision ends as the firmware ends it. */
function endDecision({ seen }: Decider): void {
  seen.stop = false;
}

test('a stop that ends nothing', () => {
  const decider = deciderAfter(Session.Permitted);
  const complaints = followed(decider);
  endDecision(decider);
  expect(complaints).toEqual([]);
  decider.state.phase = Phase.Ready;
  decider.seen.stop = true;
  expect(complaints).toEqual([]);
  endDecision(decider);
  expect(complaints).toEqual(['session: a stop or an unlock is not honoured']);
  expect(decider.seen.stop).toBe(false);
});

test('a start that permits nothing', () => {
  const decider = deciderAfter(Session.Stopped);
  const complaints = followed(decider);
  decider.state.phase = Phase.Ready;
  endDecision(decider);
  decider.seen.start = true;
  endDecision(decider);
  expect(complaints).toEqual(['session: a start that counts is not honoured']);
});

test('energy before anybody has started, and what the guard opens is not judged', () => {
  const decider = deciderAfter(Session.None, true);
  const complaints = followed(decider);
  close(decider);
  decider.guard.tripped = Rule.R2;
  endDecision(decider);
  expect(complaints).toEqual([]);
  const other = deciderAfter(Session.None, true);
  const others = followed(other);
  close(other);
  endDecision(other);
  expect(others).toEqual(['session: energy that nobody permitted']);
});

test('an emergency stop bars across a start, whatever the journal says', () => {
  const before = deciderAfter(Session.Permitted);
  const after = deciderAfter(Session.Permitted);
  const complaints: string[] = [];
  const watch = new DecisionWatch((words) => complaints.push(words));
  watch.follow(before);
  before.seen.eStop = true;
  endDecision(before);
  watch.follow(after);
  close(after);
  endDecision(after);
  expect(complaints).toEqual(['session: energy that nobody permitted']);
});

test('a reason that is not so', () => {
  const decider = deciderAfter(Session.Permitted);
  const complaints = followed(decider);
  decider.state.phase = Phase.Energized;
  endDecision(decider);
  expect(complaints).toEqual(['L3: the reason that is told is not true: charging']);
});
