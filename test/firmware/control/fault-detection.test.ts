/**
 * Judge: which fault stands, what takes its place, and what clears it.
 */

import { expect, test } from 'vitest';
import { faultOnOpening, raise, updateFault } from '../../../firmware/control/fault-detection.ts';
import { Fault } from '../../../firmware/control/faults.ts';
import { saturateState } from '../../../firmware/control/saturate.ts';
import { Latch, Mains, Pilot, Proximity, SelfTest } from '../../../firmware/control/signals.ts';
import { Phase, Session, Stroke } from '../../../firmware/control/state.ts';
import { type Changes, type ControlRecords, layOut, plugged } from '../../support/control-desk.ts';

const { Permitted, Stopped } = Session;
const b = plugged(Pilot.B);
/** Does one thing with records as laid out. */
function after(changes: Changes, deed: (desk: ControlRecords) => unknown): ControlRecords {
  const desk = layOut(changes);
  deed(desk);
  return desk;
}

test('a graver fault takes the place of a milder one, and ends the session if it lets go', () => {
  const raised = (before: Fault, fault: Fault): ControlRecords['state'] =>
    after({ state: { fault: before, session: Permitted, acknowledged: true, dueMs: 9 } }, (desk) =>
      raise(desk.state, fault),
    ).state;
  expect(raised(Fault.LockJam, Fault.LatchLost)).toMatchObject({
    fault: Fault.LatchLost,
    session: Stopped,
    acknowledged: false,
    dueMs: 0,
  });
  expect(raised(Fault.Welded, Fault.LatchLost)).toMatchObject({
    fault: Fault.Welded,
    session: Permitted,
    acknowledged: true,
    dueMs: 9,
  });
  expect(raised(Fault.None, Fault.OverTemperature).session).toBe(Permitted);
});

test('a plug that slips while energised ends the session; its row is a fault of its own', () => {
  for (const proximity of [Proximity.Unstable, Proximity.Short]) {
    const { state } = after(
      { state: { session: Permitted }, seen: { latch: Latch.Locked, proximity } },
      (desk) => faultOnOpening(desk.state, desk.seen),
    );
    expect(state).toMatchObject({ session: Stopped, fault: Fault.None });
  }
});

test('mains: low, high and a broken earth have names of their own', () => {
  const judged = (mains: Mains): Fault =>
    after({ seen: { mains } }, ({ state, seen, limits }) => updateFault(state, seen, limits)).state
      .fault;
  expect(judged(Mains.Low)).toBe(Fault.Undervoltage);
  expect(judged(Mains.High)).toBe(Fault.Overvoltage);
  expect(judged(Mains.EarthFault)).toBe(Fault.EarthFault);
});

test('what clears a fault, and what does not', () => {
  const clears = (fault: Fault, changes: Changes): boolean =>
    after(
      { ...changes, state: { fault, phase: Phase.Fault, pilotForMs: 0, ...changes.state } },
      ({ state, seen, limits }) => updateFault(state, seen, limits),
    ).state.fault === Fault.None;
  for (const wish of ['stop', 'start', 'unlock'] as const) {
    expect(clears(Fault.LatchLost, { seen: { ...b, [wish]: true } }), wish).toBe(true);
    expect(clears(Fault.PilotDiode, { seen: { ...b, [wish]: true } }), wish).toBe(false);
    expect(clears(Fault.ResidualCurrent, { seen: { ...b, [wish]: true } }), wish).toBe(true);
  }
  expect(clears(Fault.LatchLost, { seen: b })).toBe(false);
  expect(clears(Fault.LatchLost, {})).toBe(true);
  expect(clears(Fault.PilotDiode, {})).toBe(true);
  for (const phase of [Phase.Energized, Phase.Opening]) {
    expect(clears(Fault.LatchLost, { state: { phase }, seen: { ...b, stop: true } })).toBe(false);
  }
  expect(
    clears(Fault.PilotShort, { seen: { ...b, pilot: Pilot.D }, limits: { ventilation: true } }),
  ).toBe(false);
  for (const pilot of [Pilot.A, Pilot.B, Pilot.C]) {
    const longEnough = { state: { pilotForMs: 300 }, seen: { ...b, pilot } };
    expect(clears(Fault.PilotShort, longEnough)).toBe(true);
  }
  expect(clears(Fault.PilotShort, { state: { pilotForMs: 300 }, seen: { pilot: Pilot.F } })).toBe(
    false,
  );
  const untested = { ...b, selfTest: SelfTest.Untested };
  const acknowledged = { state: { acknowledged: true }, seen: untested };
  expect(clears(Fault.ResidualCurrent, acknowledged)).toBe(false);
  expect(clears(Fault.ResidualCurrent, { seen: { ...untested, proximity: 0 } })).toBe(false);
});

test('every age of control is kept below the cap', () => {
  const ages = Object.keys(layOut().state).filter((name) => name.endsWith('ForMs'));
  expect(ages.length).toBe(13);
  for (const age of ages) {
    const { state } = after({ state: { [age]: 1001 } }, (desk) => saturateState(desk.state, 1000));
    expect((state as unknown as Record<string, number>)[age], age).toBeLessThanOrEqual(1000);
  }
});

/** What stands after one look. */
function judged(changes: Changes): ControlRecords['state'] {
  return after(changes, ({ state, seen, limits }) => updateFault(state, seen, limits)).state;
}

test('a graver fault replaces one that is not cleared, a milder one does not', () => {
  const lost = { fault: Fault.LatchLost, phase: Phase.Fault };
  expect(judged({ state: lost, seen: { ...b, residual: true } }).fault).toBe(Fault.ResidualCurrent);
  expect(judged({ state: lost, seen: { ...b, selfTest: SelfTest.Failed } }).fault).toBe(
    Fault.LatchLost,
  );
  expect(judged({ state: lost, seen: b }).fault).toBe(Fault.LatchLost);
  const disproved = { fault: Fault.Welded, phase: Phase.Fault, welded: false };
  expect(judged({ state: disproved, seen: { eStop: true } }).fault).toBe(Fault.EmergencyStop);
  const passing = { fault: Fault.OverTemperature };
  expect(judged({ state: passing, seen: { selfTest: SelfTest.Failed } }).fault).toBe(
    Fault.SelfTestFailed,
  );
  expect(judged({ state: { ...passing, dueMs: 9 } })).toMatchObject({
    fault: Fault.None,
    dueMs: 0,
  });
});

test('a fault that is raised again is the same fault', () => {
  const lost = { fault: Fault.LatchLost, acknowledged: true, dueMs: 9 };
  const again = after({ state: lost }, ({ state }) => raise(state, Fault.LatchLost)).state;
  expect(again).toMatchObject(lost);
});

test('a car without a plug: only in Idle, and only when it has lasted', () => {
  const car = { seen: { pilot: Pilot.B } };
  expect(judged({ ...car, state: { pilotForMs: 290 } }).fault).toBe(Fault.None);
  expect(judged({ ...car, state: { pilotForMs: 300 } }).fault).toBe(Fault.NoPlug);
  expect(judged({ ...car, state: { phase: Phase.Released } }).fault).toBe(Fault.None);
});

test('a release jam: where a release is worked at, until the pin is seen back', () => {
  const tired = (phase: Phase, latch = Latch.Unknown): Fault =>
    judged({ state: { phase, strokes: 6 }, seen: { latch } }).fault;
  for (const phase of [Phase.Releasing, Phase.Restart, Phase.Fault]) {
    expect(tired(phase)).toBe(Fault.ReleaseJam);
    expect(tired(phase, Latch.Unlocked)).toBe(Fault.None);
  }
  for (const phase of [Phase.Idle, Phase.Locking, Phase.Released, Phase.Service]) {
    expect(tired(phase)).toBe(Fault.None);
  }
});

test('a low lock supply is told only while a stroke waits for it', () => {
  const low = (stroke: Stroke): Fault =>
    judged({ state: { stroke }, seen: { lockSupply: false } }).fault;
  expect(low(Stroke.Asked)).toBe(Fault.LockSupplyLow);
  for (const stroke of [Stroke.None, Stroke.Moving, Stroke.Ended]) {
    expect(low(stroke)).toBe(Fault.None);
  }
});

test('before every sensor has answered nothing is said of what they sense', () => {
  const seen = { sensorsRead: false, mains: Mains.Low, selfTest: SelfTest.Failed };
  expect(judged({ seen }).fault).toBe(Fault.None);
  expect(judged({ seen: { ...seen, eStop: true } }).fault).toBe(Fault.EmergencyStop);
});

test('the plug that goes acknowledges a residual current; a ventilated car clears a pilot fault', () => {
  const tripped = { fault: Fault.ResidualCurrent, phase: Phase.Fault };
  expect(judged({ state: tripped, seen: { pilot: Pilot.B } }).fault).toBe(Fault.None);
  expect(judged({ state: tripped, seen: b }).fault).toBe(Fault.ResidualCurrent);
  const short = { fault: Fault.PilotShort, phase: Phase.Fault, pilotForMs: 300 };
  const car = { seen: plugged(Pilot.D), limits: { ventilation: true } };
  expect(judged({ state: short, ...car }).fault).toBe(Fault.None);
});

test('a weld and its disproof are acted on in the next tick', () => {
  const stuck = { unopenForMs: 200, deadForMs: -1, dueMs: 9 };
  expect(judged({ state: stuck })).toMatchObject({ welded: true, fault: Fault.Welded, dueMs: 0 });
  const seenDead = { welded: true, fault: Fault.Welded, deadForMs: 1000, supplyForMs: 1000 };
  expect(judged({ state: { ...seenDead, dueMs: 9 } })).toMatchObject({ welded: false, dueMs: 0 });
  expect(judged({ state: { ...seenDead, deadForMs: 990 } }).welded).toBe(true);
  expect(judged({ state: { ...seenDead, supplyForMs: 990 } }).welded).toBe(true);
});
