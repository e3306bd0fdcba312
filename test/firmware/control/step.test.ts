/**
 * Step: what happens around a change of phase, one look at hand-made records.
 */

import { expect, test } from 'vitest';
import { takeRequests } from '../../../firmware/control/session.ts';
import { Pilot, Proximity } from '../../../firmware/control/signals.ts';
import { Phase, Session } from '../../../firmware/control/state.ts';
import { step } from '../../../firmware/control/step.ts';
import { layOut } from '../../support/control-records.ts';

test('a permission leaves with the plug, at once: it is none for whoever comes next', () => {
  const { Released } = Phase;
  const state = { phase: Released, session: Session.Permitted, leftOffer: true, pilot: Pilot.B };
  const records = layOut({ state, seen: { proximity: Proximity.Absent } });
  step(records.state, records.seen, records.outputs, records.limits);
  expect(Phase[records.state.phase]).toBe('Idle');
  expect(Session[records.state.session]).toBe('None');
  expect(records.state.leftOffer).toBe(false);
});

const idle = { phase: Phase.Idle };

test.each([Session.Stopped, Session.Waiting])(
  'no plug, no session, whatever the pilot says (%i)',
  (session) => {
    const records = layOut({
      state: { ...idle, session, pilot: Pilot.B },
      seen: { proximity: Proximity.Absent, pilot: Pilot.B },
    });
    step(records.state, records.seen, records.outputs, records.limits);
    expect(Session[records.state.session]).toBe('None');
  },
);

test('a stop while the restart goes on is heard, though the plug is not seen yet', () => {
  const records = layOut({
    state: { phase: Phase.Restart, session: Session.None },
    seen: { proximity: Proximity.Absent, stop: true },
  });
  takeRequests(records.state, records.seen, records.limits);
  expect(Session[records.state.session]).toBe('Stopped');
});
