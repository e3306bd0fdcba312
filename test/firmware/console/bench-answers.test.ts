/** Console at the bench: readings, what is fitted, strokes in service, how the charger itself fares, and the trace. */
import { expect, test } from 'vitest';
import { createConsoleTrace, reportChanges } from '../../../firmware/console/trace.ts';
import { Fault } from '../../../firmware/control/faults.ts';
import { Drive, Light } from '../../../firmware/control/outputs.ts';
import { Heat, Mains, Service } from '../../../firmware/control/signals.ts';
import { Phase, Session, Stroke } from '../../../firmware/control/state.ts';
import { Level, PROOFS } from '../../../firmware/drivers/digital-inputs.ts';
import { createHoldToLockParts } from '../../../firmware/drivers/lock-parts.ts';
import { Rule } from '../../../firmware/guard/memory.ts';
import { type Reflex, Stored, Trip } from '../../../firmware/hal.ts';
import { stillBoard } from '../../support/still-board.ts';
import { free, typing } from '../../support/typing.ts';

test('a reading is told as it stands, or that its sensor is not fitted', () => {
  const { type, charger, readings } = typing();
  charger.readings.latchMillivolts = 512;
  Object.assign(readings, { thermometer: 1700, current: 4200, supply: 2301, earth: 12 });
  for (const [name, told] of [
    ['latch', '512 mV'],
    ['proximity', '3000 mV'],
    ['lock-supply', '12000 mV'],
    ['thermometer', '1700 mV'],
    ['current', '4200 mA'],
    ['supply', '230.1 V'],
    ['earth', '1.2 V'],
  ] as const) {
    expect(type(`sense ${name}`)).toEqual([`ok sense ${name} ${told}`]);
  }
  const bare = typing({ thermometer: null, outgoingCurrent: null, supplyMeter: null });
  for (const name of ['thermometer', 'current', 'supply', 'earth']) {
    expect(bare.type(`sense ${name}`)).toEqual([`ok sense ${name} not fitted`]);
  }
  for (const nothing of ['sense', 'sense colour']) {
    expect(type(nothing)).toEqual([
      'error sense expects latch | levels | proximity | lock-supply |',
      'error thermometer | current | supply | earth',
    ]);
  }
});

test('a meter may measure the supply alone, or the earth alone', () => {
  const { supplyMeter } = stillBoard().board;
  if (supplyMeter === null) throw new Error('the still board has a meter');
  for (const [measuresSupply, measuresEarth, supply, earth, meters] of [
    [true, false, '230 V', 'not fitted', 'supply'],
    [false, true, 'not fitted', '0 V', 'earth'],
  ] as const) {
    const { type } = typing({ supplyMeter: { ...supplyMeter, measuresSupply, measuresEarth } });
    expect(type('sense supply')).toEqual([`ok sense supply ${supply}`]);
    expect(type('sense earth')).toEqual([`ok sense earth ${earth}`]);
    expect(type('fitted').at(-1)).toBe(`ok fitted meters thermometer current ${meters}`);
  }
});

test('the digital inputs are told by name, an analogue jumper among them', () => {
  const { type, charger } = typing();
  expect(type('sense levels')).toEqual(['ok sense levels none']);
  charger.readings.levels = Level.Supply | Level.EStop;
  expect(type('sense levels')[0]?.split(' ').slice(3).sort()).toEqual(['e-stop', 'supply']);
  charger.readings.levels = 0;
  charger.jumper.setReadings = 3;
  expect(type('sense levels')).toEqual(['ok sense levels jumper']);
});

const solenoid = createHoldToLockParts()[0]?.name ?? '';

test('what is fitted is told, for either kind of lock', () => {
  expect(typing().type('fitted')).toEqual([
    'ok fitted lock kuester-02s stroke 600 ms rest 8',
    'ok fitted window locked 100 700 mV unlocked 2900 3300 mV',
    'ok fitted proofs mirror outgoing',
    'ok fitted residual yes',
    'ok fitted meters thermometer current supply earth',
  ]);
  const bare = typing(
    { thermometer: null, outgoingCurrent: null, supplyMeter: null, proofs: Level.Mirror },
    { lock: solenoid, residualFitted: false },
  );
  const told = bare.type('fitted');
  expect(told[0]).toMatch(new RegExp(`^ok fitted solenoid ${solenoid} in \\d+ ms out \\d+ ms$`));
  expect(told.slice(2)).toEqual([
    'ok fitted proofs mirror',
    'ok fitted residual no',
    'ok fitted meters none',
  ]);
  expect(bare.type('hello')[1]).toBe(
    'ok without outgoing residual thermometer current supply earth: see docs/faults.md',
  );
  expect(PROOFS & ~Level.Mirror).toBe(Level.Outgoing);
});

/** At the bench: no plug, and proven dead. */
function atBench() {
  const all = typing();
  free(all);
  all.charger.seen.supply = true;
  all.charger.state.deadForMs = 10000;
  all.charger.state.stroke = Stroke.None;
  return all;
}

test('a stroke in service is ordered where it may be', () => {
  const { charger, type } = atBench();
  for (const [word, order] of [
    ['extend', Service.Extend],
    ['retract', Service.Retract],
    ['end', Service.End],
  ] as const) {
    expect(type(`service ${word}`)).toEqual([`ok service ${word}`]);
    expect(charger.requests.service).toBe(order);
  }
  charger.requests.service = Service.None;
  for (const line of ['service', 'service jump', 'service extend now']) {
    expect(type(line)).toEqual(['error service expects extend | retract | stall | end']);
  }
  expect(charger.requests.service).toBe(Service.None);
});

test('a stroke that is refused is refused with its reason', () => {
  for (const [change, reason] of [
    [{ state: { stroke: Stroke.Moving } }, 'a stroke is under way, ask again'],
    [{ state: { phase: Phase.Energized } }, 'a session goes on'],
    [{ seen: { sensorsRead: false } }, 'a plug or a vehicle is there, or its contact says so'],
    [{ state: { deadForMs: 0 } }, 'supply is missing, or not proven dead'],
  ] as const) {
    for (const line of ['extend', 'stall']) {
      const { charger, type } = atBench();
      Object.assign(charger.state, 'state' in change ? change.state : {});
      Object.assign(charger.seen, 'seen' in change ? change.seen : {});
      expect(type(`service ${line}`)).toEqual([`error service refused: ${reason}`]);
      expect(charger.requests.service).toBe(Service.None);
    }
  }
});

test('a stall comes after a stroke only, and says where no watchdog has ended it', () => {
  let passedMs = 0;
  const lapMs = (): number => {
    passedMs++;
    return 1;
  };
  const all = typing({ clock: { lapMs } });
  free(all);
  Object.assign(all.charger.state, { deadForMs: 10000, stroke: Stroke.None });
  all.charger.seen.supply = true;
  expect(all.type('service stall')).toEqual([
    'error service refused: stall comes after a stroke in service',
  ]);
  expect(passedMs).toBe(0);
  all.charger.state.phase = Phase.Service;
  expect(all.type('service stall', 1)).toEqual(['ok service stall']);
  expect(passedMs).toBe(10000);
  const bitNot = 'error service stall: 10000 ms unfed, and no watchdog bit';
  expect(all.type('', 3)).toEqual([bitNot]);
});

test('health tells of the start, the ticks, the program and the heap', () => {
  const { charger, type } = typing();
  Object.assign(charger, { lateTicks: 2, worstLapMs: 31 });
  Object.assign(charger.journal, { wasReadable: true, sequence: 12 });
  expect(type('health')).toEqual([
    'ok up 80 ms, 2 late ticks, longest 31 ms',
    'ok start power-on, journal readable, sequence 12',
    'ok reflex none: the interpreter alone opens the contactor',
  ]);
  const full = typing({
    program: { stored: () => Stored.Damaged },
    heap: { usedBytes: () => 1234, totalBytes: 5678 },
  } as never);
  full.charger.reflex.openings = 1;
  expect(full.type('health').slice(1)).toEqual([
    'ok start power-on, journal unreadable, sequence 0',
    'ok reflex none: the interpreter alone opens the contactor, 1 openings without a cause',
    'ok program damaged',
    'ok heap 1234 of 5678 bytes',
  ]);
});

const NO_REFLEX: Reflex = {
  watches: 0,
  patienceMs: 500,
  feed: () => undefined,
  trip: () => Trip.None,
};

test('health tells what hardware watches, how often it has opened, and for what', () => {
  const watches = (1 << Trip.Loop) | (1 << Trip.EmergencyStop) | (1 << Trip.Stopped);
  const reflex: Reflex = { ...NO_REFLEX, watches };
  const { charger, type } = typing({ reflex });
  Object.assign(charger.reflex, { openings: 3, unconfirmed: 1, trip: Trip.Pilot });
  expect(type('health')[2]).toBe(
    'ok reflex loop e-stop stopped: 3 openings, 1 unconfirmed, last pilot',
  );
});

test('the trace says everything once, then every change, and what it has lost', () => {
  const { charger, trace, type } = typing();
  const lines: string[] = [];
  let room = 100;
  const say = (line: string): boolean => {
    if (room-- > 0) lines.push(line);
    return room >= 0;
  };
  const told = (): string[] => {
    lines.length = 0;
    reportChanges(trace, charger, say);
    return [...lines];
  };
  charger.uptimeMs = 0;
  expect(told()).toEqual([]);
  for (const line of ['trace', 'trace maybe']) {
    expect(type(line)).toEqual(['error trace expects on | off']);
  }
  expect([type('trace on'), trace.on]).toEqual([['ok trace on'], true]);
  charger.uptimeMs = 1230;
  const all = told();
  expect(all).toHaveLength(22);
  expect(all[0]).toBe('~ 1230 phase restart');
  expect(told()).toEqual([]);
  charger.outputs.offerMilliamps = 16000;
  expect(told()).toEqual(['~ 1230 offer 16000 mA']);
  expect(type('trace on')).toEqual(['ok trace on']);
  expect(told()).toHaveLength(22);
  room = 0;
  charger.outputs.offerMilliamps = 6000;
  expect(told()).toEqual([]);
  room = 100;
  expect(told()).toEqual(['~ 1310 lost 1']);
  room = 0;
  charger.outputs.offerMilliamps = 0;
  charger.seen.eStop = true;
  expect(told()).toEqual([]);
  room = 100;
  expect(told()).toEqual(['~ 1310 lost 2']);
  expect(told()).toEqual([]);
  expect([type('trace off'), trace.on]).toEqual([['ok trace off'], false]);
  charger.seen.eStop = false;
  expect(told()).toEqual([]);
});

test('a trace that is on from the start tells every value by its name, in words or with its unit', () => {
  const all = typing({ reflex: NO_REFLEX });
  const { charger } = all;
  free(all);
  Object.assign(charger.seen, { supply: true, cableMilliamps: 32000, eStop: true });
  Object.assign(charger.outputs, { drive: Drive.Retract, light: Light.Fault });
  Object.assign(charger.state, { session: Session.Stopped, fault: Fault.EmergencyStop });
  Object.assign(charger.seen, { mains: Mains.Low, heat: Heat.Hot, lockSupply: false });
  charger.guard.tripped = Rule.R2;
  charger.reflex.trip = Trip.Pilot;
  const lines: string[] = [];
  reportChanges(createConsoleTrace(true), charger, (line) => lines.push(line) > 0);
  expect(lines).toEqual(
    [
      'phase idle',
      'session stopped',
      'fault emergency-stop',
      'why free',
      'pilot A',
      'proximity absent',
      'cable 32000 mA',
      'latch unlocked',
      'contacts open',
      'supply yes',
      'lock-supply no',
      'motion rested',
      'residual no',
      'self-test untested',
      'over-current no',
      'mains low',
      'heat hot',
      'e-stop yes',
      'offer 0 mA',
      'lock-drive retract',
      'light fault',
      'guard R2',
      'reflex pilot',
    ].map((told) => `~ 0 ${told}`),
  );
});
