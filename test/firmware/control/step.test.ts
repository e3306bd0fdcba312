/**
 * Step: what happens around a change of phase, one look at hand-made records.
 */

import { expect, test } from 'vitest';
import { LockPolicy } from '../../../firmware/control/limits.ts';
import { LockOrder } from '../../../firmware/control/outputs.ts';
import { takeRequests } from '../../../firmware/control/session.ts';
import { Hold, Latch, Pilot, Proximity } from '../../../firmware/control/signals.ts';
import { Advert, Phase, Session, Stroke } from '../../../firmware/control/state.ts';
import { step } from '../../../firmware/control/step.ts';
import { type Changes, layOut, locked, plugged } from '../../support/control-records.ts';

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

test('power that returns while the restart goes on asks for a stroke of its own', () => {
  const { state, seen, outputs, limits } = layOut({
    state: { phase: Phase.Restart, strokes: 1 },
    seen: { ...plugged(Pilot.B), supply: false },
  });
  step(state, seen, outputs, limits);
  step(state, seen, outputs, limits);
  expect(state).toMatchObject({ phase: Phase.Restart, stroke: Stroke.None });
  seen.supply = true;
  step(state, seen, outputs, limits);
  expect(state).toMatchObject({ phase: Phase.Restart, isReleaseOwed: true, strokes: 0 });
  expect(outputs.lockOrder).toBe(LockOrder.Retract);
});

/** What is offered after one step to a car in B, permitted, with a pin that reads locked. */
function offeredBehind(hold: Hold, phase: Phase, lockPolicy: LockPolicy, latch = Latch.Locked) {
  const charging = phase === Phase.Energized;
  const pilot = charging ? Pilot.C : Pilot.B;
  const offer = { advert: Advert.Offer, offerMilliamps: 32000 };
  const state: Changes['state'] = {
    ...locked.state,
    ...(charging ? offer : {}),
    phase,
    session: Session.Permitted,
    phaseForMs: 0,
    pilot,
  };
  const records = layOut({
    state,
    seen: { ...plugged(pilot), latch, hold },
    limits: { lockPolicy },
    outputs: { contactorClosed: charging },
  });
  step(records.state, records.seen, records.outputs, records.limits);
  expect(records.state.phase).toBe(phase);
  return records.outputs.offerMilliamps;
}

test('a pin that reads locked and proves nothing by it: nothing is offered, under any policy', () => {
  const { WhileConnected, WhileCharging, Permanent } = LockPolicy;
  for (const policy of [WhileConnected, WhileCharging, Permanent]) {
    expect(offeredBehind(Hold.Proven, Phase.Ready, policy), LockPolicy[policy]).toBe(32000);
    expect(offeredBehind(Hold.Driven, Phase.Ready, policy), LockPolicy[policy]).toBe(0);
  }
  // The offer comes before the pin moves where the owner wants it so.
  expect(offeredBehind(Hold.Free, Phase.Released, WhileCharging, Latch.Unlocked)).toBe(32000);
});

test('a charge behind a pin that proves nothing any more is to end: its offer is taken away', () => {
  const { WhileConnected, Permanent } = LockPolicy;
  for (const policy of [WhileConnected, Permanent]) {
    expect(offeredBehind(Hold.Proven, Phase.Energized, policy)).toBe(32000);
    expect(offeredBehind(Hold.Driven, Phase.Energized, policy)).toBe(0);
  }
});
