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
  const desk = layOut({ state, seen: { proximity: Proximity.Absent } });
  step(desk.state, desk.seen, desk.outputs, desk.limits);
  expect(Phase[desk.state.phase]).toBe('Idle');
  expect(Session[desk.state.session]).toBe('None');
  expect(desk.state.leftOffer).toBe(false);
});

const idle = { phase: Phase.Idle };

test.each([Session.Stopped, Session.Waiting])(
  'no plug, no session, whatever the pilot says (%i)',
  (session) => {
    const desk = layOut({
      state: { ...idle, session, pilot: Pilot.B },
      seen: { proximity: Proximity.Absent, pilot: Pilot.B },
    });
    step(desk.state, desk.seen, desk.outputs, desk.limits);
    expect(Session[desk.state.session]).toBe('None');
  },
);

test('a stop while the restart goes on is heard, though the plug is not seen yet', () => {
  const desk = layOut({
    state: { phase: Phase.Restart, session: Session.None },
    seen: { proximity: Proximity.Absent, stop: true },
  });
  takeRequests(desk.state, desk.seen, desk.limits);
  expect(Session[desk.state.session]).toBe('Stopped');
});
