/**
 * State: no age is forgotten when ages are kept at the cap, and a new phase starts its own.
 */

import { expect, test } from 'vitest';
import { saturateState } from '../../../firmware/control/saturate.ts';
import { createState, enter, Phase, Session, type State } from '../../../firmware/control/state.ts';

function create(): State {
  return createState({ session: Session.None, welded: false, bars: 0 }, 0);
}

const ages = (Object.keys(create()) as (keyof State)[]).filter((name) => name.endsWith('ForMs'));

test('every age is kept at the cap, and nothing else is touched', () => {
  expect(ages.length).toBeGreaterThan(10);
  for (const name of ages) {
    const state = Object.assign(create(), { [name]: 5001 });
    saturateState(state, 5000);
    expect(state).toEqual(Object.assign(create(), { [name]: 5000 }));
  }
});

test('an age up to the cap is left as it is', () => {
  for (const name of ages) {
    for (const ageMs of [-1, 0, 4999, 5000]) {
      const state = Object.assign(create(), { [name]: ageMs });
      saturateState(state, 5000);
      expect(state[name], name).toBe(ageMs);
    }
  }
});

test('a new phase begins at age 0, and the next tick decides again', () => {
  const state = Object.assign(create(), { phaseForMs: 700, dueMs: 500 });
  enter(state, Phase.Idle);
  expect(state).toMatchObject({ phase: Phase.Idle, phaseForMs: 0, dueMs: 0 });
});

test('strokes are counted anew in every phase, but not between Locking and Ready', () => {
  const strokesAfter = (from: Phase, to: Phase): number => {
    const state = Object.assign(create(), { phase: from, strokes: 2 });
    enter(state, to);
    return state.strokes;
  };
  expect(strokesAfter(Phase.Locking, Phase.Ready)).toBe(2);
  expect(strokesAfter(Phase.Ready, Phase.Locking)).toBe(2);
  expect(strokesAfter(Phase.Idle, Phase.Locking)).toBe(0);
  expect(strokesAfter(Phase.Ready, Phase.Releasing)).toBe(0);
  expect(strokesAfter(Phase.Fault, Phase.Releasing)).toBe(0);
});

test('at power-up nothing is known: no proof has any age, and the restart is due', () => {
  const state = createState({ session: Session.Permitted, welded: true, bars: 0 }, 7000);
  const { deadForMs, lockedForMs, openForMs, supplyForMs } = state;
  expect([deadForMs, lockedForMs, openForMs, supplyForMs]).toEqual([-1, -1, -1, -1]);
  expect(state).toMatchObject({ phase: Phase.Restart, welded: true, holdOffMs: 7000 });
  expect(state.session).toBe(Session.Permitted);
});
