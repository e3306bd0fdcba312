/** Observe: which reading is looked at when, and what the first sample says. */
import { expect, test } from 'vitest';
import {
  Contacts,
  createSignals,
  Heat,
  Latch,
  Mains,
  Pilot,
  Proximity,
} from '../../firmware/control/signals.ts';
import { Level } from '../../firmware/drivers/digital-inputs.ts';
import { ALL_CHANGED, ChangedInput } from '../../firmware/drivers/quiet-window.ts';
import { type Board, Stored } from '../../firmware/hal.ts';
import {
  doubtedInputs,
  isSettled,
  noteSensorsRead,
  observeFast,
  observeFirst,
  turnProximity,
  turnSlow,
} from '../../firmware/observe.ts';
import { stillBoard, stillCharger } from '../support/still-board.ts';

const { Levels, Pilot: PilotMoved, Latch: LatchMoved } = ChangedInput;

function bench(over: Partial<Board> = {}) {
  const still = stillBoard(over);
  return { ...still, charger: stillCharger(still) };
}

test('the first sample is taken as it is, and a button that is pressed then is no event', () => {
  const { charger } = bench();
  const closed = Level.Mirror | Level.Outgoing;
  charger.readings.levels =
    closed | Level.Supply | Level.Residual | Level.EStop | Level.StopButton | Level.StartButton;
  observeFirst(charger);
  const { contacts, supply, eStop, stop, start, person } = charger.seen;
  expect({ contacts, supply, eStop, stop, start, person }).toEqual({
    contacts: Contacts.Closed,
    supply: true,
    eStop: true,
    stop: false,
    start: false,
    person: false,
  });
  expect(charger.residual.believed).toBe(true);
});

test('without a thermometer nothing is limited; with one nothing is allowed before it is read', () => {
  const fitted = bench().charger;
  observeFirst(fitted);
  expect(fitted.seen.thermalMilliamps).toBe(createSignals().thermalMilliamps);
  const without = bench({ thermometer: null }).charger;
  observeFirst(without);
  expect([without.seen.heat, without.seen.thermalMilliamps]).toEqual([Heat.Normal, 80000]);
});

test('each button is an event at its press, and neither says what the other does', () => {
  for (const [bit, stop, start] of [
    [Level.StopButton, true, false],
    [Level.StartButton, false, true],
  ] as const) {
    const { charger } = bench();
    observeFirst(charger);
    charger.readings.levels = bit;
    for (let ms = 0; ms <= 30; ms += 10) observeFast(charger, Levels, 10);
    expect(charger.seen).toMatchObject({ stop, start, person: true });
    Object.assign(charger.seen, { stop: false, start: false, person: false });
    charger.readings.levels = 0;
    for (let ms = 0; ms <= 30; ms += 10) observeFast(charger, Levels, 10);
    expect(charger.seen).toMatchObject({ stop: false, start: false, person: false });
  }
});

test('what is in doubt is looked at again, each by its bit', () => {
  for (let bits = 0; bits <= ALL_CHANGED; bits++) {
    for (const forMs of [0, 10]) {
      const { charger } = bench();
      charger.quietWindow.doubted = (bits & Levels) === 0 ? 0 : Level.EStop;
      charger.pilot.candidateForMs = (bits & PilotMoved) === 0 ? -1 : forMs;
      charger.latch.candidateForMs = (bits & LatchMoved) === 0 ? -1 : forMs;
      expect(doubtedInputs(charger)).toBe(bits);
    }
  }
});

test('a fast reading is looked at by its bit alone, and a change is told', () => {
  for (const moved of [Levels, PilotMoved, LatchMoved]) {
    const { charger } = bench();
    observeFirst(charger);
    const { unlockedFromMillivolts } = charger.latch.windows;
    Object.assign(charger.readings, {
      pilotHighMillivolts: 12000,
      pilotLowMillivolts: 12000,
      latchMillivolts: unlockedFromMillivolts,
      levels: Level.Mirror,
    });
    const changes: boolean[] = [];
    for (let i = 0; i < 30; i++) changes.push(observeFast(charger, moved, 10));
    const { contacts, pilot, latch } = charger.seen;
    expect([contacts, pilot, latch]).toEqual([
      moved === Levels ? Contacts.Unproven : Contacts.Open,
      moved === PilotMoved ? Pilot.A : Pilot.Invalid,
      moved === LatchMoved ? Latch.Unlocked : Latch.Unknown,
    ]);
    expect(changes.filter((changed) => changed).length).toBe(1);
    expect(observeFast(charger, 0, 10)).toBe(false);
  }
});

test('the slow readings have their turns: the lock supply every other one', () => {
  const { charger, calls } = bench();
  const read = [0, 1, 2, 3, 4, 5, 6, 7].map((turn) => {
    calls.length = 0;
    turnSlow(charger, turn, 320);
    return calls.map((call) => call.slice(5)).join(' ');
  });
  const round = ['lockSupply', 'thermometer', 'lockSupply', 'current supply earth'];
  expect(read).toEqual([...round, ...round]);
});

test('a slow reading that changes a signal says so, whichever it is', () => {
  const { charger, readings } = bench();
  expect([turnSlow(charger, 0, 320), turnSlow(charger, 0, 320)]).toEqual([true, false]);
  expect([0, 1, 2].map(() => turnSlow(charger, 1, 320))).toEqual([true, false, false]);
  charger.seen.supply = true;
  readings['supply'] = 2900;
  const tells = Array.from({ length: 40 }, () => turnSlow(charger, 3, 320));
  expect(tells).toContain(true);
  expect(charger.seen.mains).toBe(Mains.High);
  const over = bench();
  over.charger.outputs.contactorClosed = true;
  over.readings['current'] = 60000;
  const told = Array.from({ length: 40 }, () => turnSlow(over.charger, 3, 320));
  expect([told.filter((one) => one).length, over.charger.seen.overCurrent]).toEqual([1, true]);
});

test('a net that is not fitted changes nothing in its turn', () => {
  const none = { thermometer: null, outgoingCurrent: null, supplyMeter: null };
  const { charger, calls } = bench(none);
  expect([turnSlow(charger, 1, 320), turnSlow(charger, 3, 320)]).toEqual([false, false]);
  expect(calls).toEqual([]);
});

test('the plug has its own turn, and is known when its reading has lasted', () => {
  const { charger, readings } = bench();
  readings['proximity'] = 600;
  const told = Array.from({ length: 20 }, () => turnProximity(charger, 20));
  expect(told.filter((one) => one).length).toBe(1);
  expect([charger.seen.proximity, charger.seen.cableMilliamps]).toEqual([Proximity.Seated, 32000]);
});

/** A charger of which all sensors have answered. */
function answered(over: Partial<Board> = {}) {
  const { charger } = bench(over);
  charger.proximity.believed = 0;
  charger.turns = 4;
  return charger;
}

test('the sensors are read when the plug is known, after four turns, and the program is whole; told once', () => {
  const charger = answered();
  expect([noteSensorsRead(charger), noteSensorsRead(charger)]).toEqual([true, false]);
  expect(charger.seen.sensorsRead).toBe(true);
  const few = answered();
  few.turns = 3;
  expect(noteSensorsRead(few)).toBe(false);
  const unknown = answered();
  unknown.proximity.believed = -1;
  expect(noteSensorsRead(unknown)).toBe(false);
  unknown.seen.proximity = Proximity.Unstable;
  expect(noteSensorsRead(unknown)).toBe(true);
  for (const stored of [Stored.Reading, Stored.Damaged, Stored.Whole])
    expect(noteSensorsRead(answered({ program: { stored: () => stored } }))).toBe(
      stored === Stored.Whole,
    );
});

test('a program that decides otherwise than it was built to lets nothing begin', () => {
  for (const replayed of [Stored.Reading, Stored.Damaged, Stored.Whole]) {
    const charger = answered({ program: { stored: () => Stored.Whole } });
    charger.replayed = replayed;
    expect(noteSensorsRead(charger)).toBe(replayed === Stored.Whole);
  }
});

test('settled is when no slow reading is on its way', () => {
  const settled = () => {
    const charger = answered();
    charger.seen.sensorsRead = true;
    return charger;
  };
  expect(isSettled(settled())).toBe(true);
  const unsettle: ((charger: ReturnType<typeof answered>) => void)[] = [
    ({ seen }) => {
      seen.sensorsRead = false;
    },
    ({ proximity }) => {
      proximity.unrestMs = 1;
    },
    ({ thermometer }) => {
      thermometer.candidate = Heat.Warm;
    },
    ({ current }) => {
      current.overForMs = 1;
    },
    ({ supply }) => {
      supply.badForMs = 0;
    },
  ];
  for (const spoil of unsettle) {
    const charger = settled();
    spoil(charger);
    expect(isSettled(charger)).toBe(false);
  }
});
