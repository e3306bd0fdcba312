/**
 * Service: a single stroke at the bench is refused, given and ended as its page says.
 */

import { expect, test } from 'vitest';
import { LockOrder } from '../../../firmware/control/outputs.ts';
import { nextPhase } from '../../../firmware/control/phases.ts';
import { beginsService, isMoving, Refusal, refusalOf } from '../../../firmware/control/service.ts';
import { Pilot, Proximity, Service } from '../../../firmware/control/signals.ts';
import { Phase, Session, Stroke } from '../../../firmware/control/state.ts';
import {
  type Changes,
  type ControlRecords,
  layOut,
  plugged,
} from '../../support/control-records.ts';

const rows: [string, Refusal, Changes][] = [
  ['an idle charger', Refusal.None, {}],
  ['a restart', Refusal.None, { state: { phase: Phase.Restart } }],
  ['locking', Refusal.Busy, { state: { phase: Phase.Locking } }],
  ['ready', Refusal.Busy, { state: { phase: Phase.Ready } }],
  ['energized', Refusal.Busy, { state: { phase: Phase.Energized } }],
  ['opening', Refusal.Busy, { state: { phase: Phase.Opening } }],
  ['a plug', Refusal.Plug, { seen: { proximity: Proximity.Seated } }],
  ['a plug that is half in', Refusal.Plug, { seen: { proximity: Proximity.Unstable } }],
  ['a car on the pilot', Refusal.Plug, { seen: { pilot: Pilot.B } }],
  ['sensors that have not answered', Refusal.Plug, { seen: { sensorsRead: false } }],
  ['no supply', Refusal.NotDead, { seen: { supply: false } }],
  ['a weld', Refusal.NotDead, { state: { welded: true } }],
  ['not dead for long enough', Refusal.NotDead, { state: { deadForMs: 240 } }],
  ['dead for just long enough', Refusal.None, { state: { deadForMs: 250 } }],
];

test.each(rows)('%s', (_, refusal, changes) => {
  const { state, seen, limits } = layOut(changes);
  expect(Refusal[refusalOf(state, seen, limits)]).toBe(Refusal[refusal]);
});

test('while a stroke goes on, or has just ended, the next is not taken', () => {
  const strokes = [Stroke.None, Stroke.Asked, Stroke.Moving, Stroke.Ended];
  const moving = strokes.map((stroke) => isMoving(layOut({ state: { stroke } }).state));
  expect(moving).toEqual([false, false, true, true]);
});

test('only an order for a stroke begins it, and only where nothing forbids one', () => {
  const begins = (service: Service, changes: Changes = {}): LockOrder | null => {
    const { state, seen, limits } = layOut(changes);
    seen.service = service;
    return beginsService(state, seen, limits) ? state.lockOrder : null;
  };
  expect(begins(Service.Extend)).toBe(LockOrder.Extend);
  expect(begins(Service.Retract)).toBe(LockOrder.Retract);
  expect(begins(Service.None)).toBe(null);
  expect(begins(Service.End)).toBe(null);
  expect(begins(Service.Extend, { state: { stroke: Stroke.Ended } })).toBe(null);
  expect(begins(Service.Extend, { seen: { pilot: Pilot.B } })).toBe(null);
});

function next(changes: Changes): { phase: Phase; records: ControlRecords } {
  const records = layOut(changes);
  return { phase: nextPhase(records.state, records.seen, records.limits), records };
}

test('it begins from idle, and forgets what was authorised before', () => {
  const asked = { service: Service.Extend };
  const begun = next({ state: { session: Session.Permitted, phaseForMs: 0 }, seen: asked });
  expect(begun.phase).toBe(Phase.Service);
  expect(begun.records.state.session).toBe(Session.None);
  const withPlug = next({
    state: { phase: Phase.Released, session: Session.Stopped },
    seen: { ...plugged(Pilot.B), ...asked },
  });
  expect(withPlug.phase).toBe(Phase.Released);
});

test('it ends in a restart: when told, when somebody presses, when forbidden, when left alone', () => {
  const driven = { phase: Phase.Service, lockOrder: LockOrder.Extend, stroke: Stroke.Moving };
  const ends = (changes: Changes): boolean => {
    const { phase, records } = next({
      ...changes,
      state: { ...driven, phaseForMs: 1000, ...changes.state },
    });
    expect(records.state.lockOrder).toBe(
      phase === Phase.Restart ? LockOrder.Rest : LockOrder.Extend,
    );
    return phase === Phase.Restart;
  };
  expect(ends({})).toBe(false);
  expect(ends({ seen: { service: Service.End } })).toBe(true);
  expect(ends({ seen: { stop: true } })).toBe(true);
  expect(ends({ seen: { unlock: true } })).toBe(true);
  expect(ends({ seen: { proximity: Proximity.Seated } })).toBe(true);
  expect(ends({ state: { phaseForMs: 30000 } })).toBe(true);
  expect(ends({ state: { phaseForMs: 29990 } })).toBe(false);
});

test('another order gives another stroke, and its time begins anew', () => {
  const waiting = { phase: Phase.Service, phaseForMs: 20000 };
  const { phase, records } = next({ state: waiting, seen: { service: Service.Retract } });
  expect(phase).toBe(Phase.Service);
  expect(records.state).toMatchObject({ lockOrder: LockOrder.Retract, phaseForMs: 0 });
  expect(next({ state: waiting }).records.state).toMatchObject({
    lockOrder: LockOrder.Rest,
    phaseForMs: 20000,
  });
});
