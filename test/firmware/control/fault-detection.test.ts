/**
 * Judge: which fault stands, what takes its place, and what clears it.
 */

import { expect, test } from 'vitest';
import {
  faultOnOpening,
  followBars,
  raise,
  updateFault,
} from '../../../firmware/control/fault-detection.ts';
import { Fault } from '../../../firmware/control/faults.ts';
import { LockPolicy } from '../../../firmware/control/limits.ts';
import { Bar } from '../../../firmware/control/reclose.ts';
import { saturateState } from '../../../firmware/control/saturate.ts';
import {
  Hold,
  Latch,
  Mains,
  Pilot,
  Proximity,
  SelfTest,
} from '../../../firmware/control/signals.ts';
import { Phase, Session, Stroke } from '../../../firmware/control/state.ts';
import {
  type Changes,
  type ControlRecords,
  layOut,
  plugged,
} from '../../support/control-records.ts';

const { Permitted, Stopped } = Session;
const b = plugged(Pilot.B);
/** Does one thing with records as laid out. */
function after(changes: Changes, deed: (records: ControlRecords) => unknown): ControlRecords {
  const records = layOut(changes);
  deed(records);
  return records;
}

test('a graver fault takes the place of a milder one; what lets go ends the session, whatever stands', () => {
  const raised = (before: Fault, fault: Fault): ControlRecords['state'] =>
    after({ state: { fault: before, session: Permitted, dueMs: 9 } }, (records) =>
      raise(records.state, fault),
    ).state;
  expect(raised(Fault.LockJam, Fault.LatchLost)).toMatchObject({
    fault: Fault.LatchLost,
    session: Stopped,
    dueMs: 0,
  });
  expect(raised(Fault.Welded, Fault.LatchLost)).toMatchObject({
    fault: Fault.Welded,
    session: Stopped,
  });
  expect(raised(Fault.None, Fault.OverTemperature).session).toBe(Permitted);
});

test('a plug that slips while energised ends the session; its row is a fault of its own', () => {
  for (const proximity of [Proximity.Unstable, Proximity.Short]) {
    const { state } = after(
      { state: { session: Permitted }, seen: { latch: Latch.Locked, proximity } },
      (records) => faultOnOpening(records.state, records.seen),
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
    expect(clears(Fault.PlugLost, { seen: { ...b, [wish]: true } }), wish).toBe(true);
    expect(clears(Fault.PilotDiode, { seen: { ...b, [wish]: true } }), wish).toBe(false);
  }
  expect(clears(Fault.PlugLost, { seen: b })).toBe(false);
  expect(clears(Fault.ContactorOpen, {})).toBe(true);
  expect(clears(Fault.PilotDiode, {})).toBe(true);
  for (const phase of [Phase.Energized, Phase.Opening]) {
    expect(clears(Fault.PlugLost, { state: { phase }, seen: { ...b, stop: true } })).toBe(false);
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
  expect(clears(Fault.ResidualCurrent, { seen: untested })).toBe(false);
  expect(clears(Fault.ResidualCurrent, { seen: b })).toBe(true);
});

const permanent = { lockPolicy: LockPolicy.Permanent };

test('a permanent cable: the vehicle that has gone says nothing of a jam; an act and the plug being out do', () => {
  const stands = (changes: Changes, fault = Fault.LockJam): boolean =>
    judged({
      limits: permanent,
      ...changes,
      state: { fault, phase: Phase.Fault },
      seen: { ...plugged(Pilot.A), ...changes.seen },
    }).fault === fault;
  expect(stands({})).toBe(true);
  expect(stands({ seen: { proximity: Proximity.Unstable } })).toBe(true);
  expect(stands({ seen: { proximity: Proximity.Absent } })).toBe(false);
  for (const wish of ['stop', 'start', 'unlock'] as const) {
    expect(stands({ seen: { [wish]: true } }), wish).toBe(false);
  }
  for (const lockPolicy of [LockPolicy.WhileConnected, LockPolicy.WhileCharging]) {
    expect(stands({ limits: { lockPolicy } })).toBe(false);
  }
  for (const fault of [Fault.AuthorizationTimeout, Fault.ContactorOpen, Fault.PilotDiode]) {
    expect(stands({}, fault), Fault[fault]).toBe(false);
  }
});

test('every age of control is kept below the cap', () => {
  const ages = Object.keys(layOut().state).filter((name) => name.endsWith('ForMs'));
  expect(ages.length).toBe(15);
  for (const age of ages) {
    const { state } = after({ state: { [age]: 1001 } }, (records) =>
      saturateState(records.state, 1000),
    );
    expect((state as unknown as Record<string, number>)[age], age).toBeLessThanOrEqual(1000);
  }
});

/** What stands after one look. */
function judged(changes: Changes): ControlRecords['state'] {
  return after(changes, ({ state, seen, limits }) => updateFault(state, seen, limits)).state;
}

test('a graver fault replaces one that is not cleared, a milder one does not', () => {
  const lost = { fault: Fault.PlugLost, phase: Phase.Fault };
  expect(judged({ state: { ...lost, bars: Bar.ResidualCurrent }, seen: b }).fault).toBe(
    Fault.ResidualCurrent,
  );
  expect(judged({ state: lost, seen: { ...b, selfTest: SelfTest.Failed } }).fault).toBe(
    Fault.PlugLost,
  );
  expect(judged({ state: lost, seen: b }).fault).toBe(Fault.PlugLost);
  const disproved = { fault: Fault.Welded, phase: Phase.Fault, welded: false };
  expect(judged({ state: { ...disproved, bars: Bar.EmergencyStop } }).fault).toBe(
    Fault.EmergencyStop,
  );
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
  const lost = { fault: Fault.LatchLost, dueMs: 9 };
  const again = after({ state: lost }, ({ state }) => raise(state, Fault.LatchLost)).state;
  expect(again).toMatchObject(lost);
});

test('a car without a plug: only in Idle, and only when it has lasted', () => {
  const car = { seen: { pilot: Pilot.B } };
  expect(judged({ ...car, state: { pilotForMs: 290 } }).fault).toBe(Fault.None);
  expect(judged({ ...car, state: { pilotForMs: 300 } }).fault).toBe(Fault.NoPlug);
  expect(judged({ ...car, state: { phase: Phase.Released } }).fault).toBe(Fault.None);
});

test('a pin that reads locked and proves nothing by it: told in Ready, once it has lasted', () => {
  const told = (phase: Phase, phaseForMs: number, hold: Hold): Fault =>
    judged({ state: { phase, phaseForMs }, seen: { ...b, latch: Latch.Locked, hold } }).fault;
  expect(told(Phase.Ready, 290, Hold.Driven)).toBe(Fault.None);
  expect(told(Phase.Ready, 300, Hold.Driven)).toBe(Fault.LatchUnproven);
  expect(told(Phase.Ready, 300, Hold.Proven)).toBe(Fault.None);
  for (const phase of [Phase.Locking, Phase.Energized, Phase.Opening, Phase.Releasing]) {
    expect(told(phase, 300, Hold.Driven)).toBe(Fault.None);
  }
});

test('a fault that says free gives way to a jam, and to nothing else that is milder', () => {
  const told = (fault: Fault, strokes: number, selfTest = SelfTest.Passed): Fault =>
    judged({
      state: { phase: Phase.Fault, session: Stopped, fault, strokes },
      seen: { ...b, latch: Latch.Unknown, selfTest },
    }).fault;
  for (const fault of [Fault.LockJam, Fault.AuthorizationTimeout]) {
    expect(told(fault, 6)).toBe(Fault.ReleaseJam);
    expect(told(fault, 1)).toBe(fault);
    expect(told(fault, 1, SelfTest.Failed)).toBe(fault);
  }
  expect(told(Fault.ContactorOpen, 6)).toBe(Fault.ContactorOpen);
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
  expect(judged({ seen, state: { bars: Bar.EmergencyStop } }).fault).toBe(Fault.EmergencyStop);
});

test('a ventilated car clears a pilot fault', () => {
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

/** What bars after one look, and what became of the session. */
function barred(changes: Changes): Pick<ControlRecords['state'], 'bars' | 'session'> {
  const { state } = after(changes, (records) =>
    followBars(records.state, records.seen, records.limits),
  );
  return { bars: state.bars, session: state.session };
}

test('a cause sets its bar and ends the session, behind a weld as well', () => {
  for (const [seen, bars] of [
    [{ eStop: true }, Bar.EmergencyStop],
    [{ residual: true }, Bar.ResidualCurrent],
    [{ overCurrent: true }, Bar.OverCurrent],
  ] as const) {
    const state = { session: Permitted, phase: Phase.Fault, fault: Fault.Welded, welded: true };
    expect(barred({ state, seen: { ...b, ...seen } })).toEqual({ bars, session: Stopped });
  }
});

test('a latch that is lost: while energised, on the way to open, behind a weld, and nowhere else', () => {
  const lost = (phase: Phase, welded = false, lockedForMs = 500): number =>
    barred({ state: { phase, welded, lockedForMs }, seen: { ...b, latch: Latch.Unknown } }).bars;
  expect(lost(Phase.Energized)).toBe(Bar.LatchLost);
  expect(lost(Phase.Opening)).toBe(Bar.LatchLostOpening);
  expect(lost(Phase.Fault, true)).toBe(Bar.LatchLost);
  for (const phase of [Phase.Fault, Phase.Ready, Phase.Locking]) expect(lost(phase)).toBe(Bar.None);
  // A pin that was never locked was not lost.
  expect(lost(Phase.Fault, true, -1)).toBe(Bar.None);
});

test('a latch that was lost on the way to open keeps that name for as long as it is lost', () => {
  const state = { phase: Phase.Opening, bars: Bar.LatchLost, lockedForMs: -1 };
  expect(barred({ state, seen: { ...b, latch: Latch.Unknown, person: true } }).bars).toBe(
    Bar.LatchLost,
  );
});

test('the vehicle has left only where it was away for long, this tick included', () => {
  const left = (pilot: Pilot, pilotForMs: number): number =>
    barred({ state: { bars: Bar.OverCurrent, pilot, pilotForMs }, seen: plugged(Pilot.A) }).bars;
  expect(left(Pilot.A, 290)).toBe(Bar.None);
  expect(left(Pilot.A, 280)).toBe(Bar.OverCurrent);
  expect(left(Pilot.C, 300)).toBe(Bar.OverCurrent);
});
