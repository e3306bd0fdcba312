/**
 * The doctor's verdicts, from readings to findings; and that what it passes, the firmware believes.
 */

import { expect, test } from 'vitest';
import { createLimits } from '../../../firmware/control/limits.ts';
import {
  Contacts,
  createSignals,
  Heat,
  Mains,
  Pilot,
  Proximity,
} from '../../../firmware/control/signals.ts';
import { createControlPilot, observePilot } from '../../../firmware/drivers/control-pilot.ts';
import { latchSwitchWindows } from '../../../firmware/drivers/lock-parts.ts';
import { observeLockSupply } from '../../../firmware/drivers/lock-supply.ts';
import { createProximity, observeProximity } from '../../../firmware/drivers/proximity.ts';
import { createQuietWindow, createReadings } from '../../../firmware/drivers/quiet-window.ts';
import { createSupplySense, observeSupply } from '../../../firmware/drivers/supply-meter.ts';
import { createThermometer, observeThermometer } from '../../../firmware/drivers/thermometer.ts';
import { judgeLevels, judgeSteadyPilot } from '../../../hil/doctor/at-rest.ts';
import { judgeClosed, judgeComparators, judgeOpened } from '../../../hil/doctor/contactor.ts';
import { judgeHeap, judgeReflex, judgeTicks, readHealth } from '../../../hil/doctor/controller.ts';
import type { Finding } from '../../../hil/doctor/finding.ts';
import type { Fittings } from '../../../hil/doctor/fittings.ts';
import {
  judgeOpposite,
  judgeStrokes,
  type Place,
  placeOf,
} from '../../../hil/doctor/lock-verdict.ts';
import { judgeNoPlug, judgePlug } from '../../../hil/doctor/proximity.ts';
import { judgeLevel } from '../../../hil/doctor/tester.ts';
import * as windows from '../../../hil/doctor/windows.ts';

const strokes = (before: Place, retracted: Place, extended: Place, back: Place) =>
  judgeStrokes({ before, retracted, extended, back });

test('where the latch stood after each stroke tells what is wrong with the lock', () => {
  expect(strokes('unlocked', 'unlocked', 'locked', 'unlocked')).toBe(null);
  expect(strokes('locked', 'unlocked', 'locked', 'unlocked')).toBe(null);
  expect(strokes('locked', 'locked', 'unlocked', 'locked')).toBe('opposite');
  expect(strokes('unlocked', 'unlocked', 'unlocked', 'unlocked')).toBe('lock-does-not-move');
  expect(strokes('locked', 'locked', 'locked', 'locked')).toBe('lock-does-not-move');
  expect(strokes('locked', 'unlocked', 'unlocked', 'unlocked')).toBe('lock-does-not-go-out');
  expect(strokes('unlocked', 'unlocked', 'locked', 'locked')).toBe('lock-does-not-come-back');
  expect(strokes('unlocked', 'unlocked', 'between', 'unlocked')).toBe('lock-half-stroke');
  expect(strokes('unlocked', 'unlocked', 'locked', 'between')).toBe('lock-half-stroke');
  expect(strokes('between', 'between', 'between', 'between')).toBe('latch-between');
  expect(strokes('above', 'above', 'above', 'above')).toBe('latch-wire-cut');
  expect(strokes('unlocked', 'unlocked', 'above', 'unlocked')).toBe('latch-wire-cut');
  expect(strokes('below', 'below', 'below', 'below')).toBe('latch-wire-shorted');
  expect(judgeOpposite(true)).toBe('latch-sense-reversed');
  expect(judgeOpposite(false)).toBe('lock-wires-swapped');
});

test('places of a latch reading', () => {
  const latch = latchSwitchWindows();
  const places = [0, 99, 100, 700, 701, 2899, 2900, 3300, 3301].map((mv) => placeOf(latch, mv));
  expect(places).toEqual([
    ...['below', 'below', 'locked', 'locked'],
    ...['between', 'between', 'unlocked', 'unlocked', 'above'],
  ]);
});

test('what the doctor passes on the pilot, the firmware believes, from whatever it believed before', () => {
  for (const [state, window] of Object.entries(windows.pilotWindows)) {
    for (const before of [Pilot.A, Pilot.B, Pilot.C, Pilot.D]) {
      for (const millivolts of [window.from, window.to]) {
        const sense = { ...createControlPilot(), believed: before };
        const seen = { ...createSignals(), pilot: before };
        const readings = { ...createReadings(), pilotHighMillivolts: millivolts };
        for (let i = 0; i < 10; i++)
          observePilot(sense, readings, 10, 0, seen, createQuietWindow());
        expect(Pilot[seen.pilot], `${millivolts} mV after ${Pilot[before]}`).toBe(state);
      }
    }
  }
});

test('the negative half that the doctor passes is a diode to the firmware, and what it fails by far is none', () => {
  const believed = (lowMillivolts: number): Pilot => {
    const sense = { ...createControlPilot(), believed: Pilot.B, dutyPermille: 500 };
    const seen = { ...createSignals(), pilot: Pilot.B };
    const readings = {
      ...createReadings(),
      pilotHighMillivolts: 9000,
      pilotLowMillivolts: lowMillivolts,
    };
    for (let i = 0; i < 10; i++) observePilot(sense, readings, 10, 0, seen, createQuietWindow());
    return seen.pilot;
  };
  expect(believed(windows.negativeWindow.from)).toBe(Pilot.B);
  expect(believed(windows.negativeWindow.to)).toBe(Pilot.B);
  expect(believed(-6000)).toBe(Pilot.NoDiode);
});

test('what the doctor passes on the proximity line, the firmware believes', () => {
  const believed = (millivolts: number): Proximity => {
    const sense = createProximity();
    const seen = createSignals();
    for (let i = 0; i < 10; i++) observeProximity(sense, millivolts, 20, seen);
    return seen.proximity;
  };
  for (const end of ['from', 'to'] as const) {
    expect(believed(windows.noPlugWindow[end])).toBe(Proximity.Absent);
    expect(believed(windows.plugWindow[end])).toBe(Proximity.Seated);
  }
  expect(believed(windows.plugWindow.from - 2)).toBe(Proximity.Short);
  expect(believed(windows.plugWindow.to + 1)).toBe(Proximity.Absent);
});

test('what the doctor passes on lock supply, heat and mains, the firmware believes', () => {
  const seen = createSignals();
  const limits = createLimits();
  observeLockSupply(windows.lockSupplyWindow.from, seen);
  expect(seen.lockSupply).toBe(true);
  observeLockSupply(windows.lockSupplyWindow.from - 501, seen);
  expect(seen.lockSupply).toBe(false);
  for (const end of ['from', 'to'] as const) {
    const thermometer = createThermometer();
    for (let i = 0; i < 3; i++)
      observeThermometer(thermometer, windows.thermometerWindow[end], seen);
    expect([Heat.Cold, Heat.Normal]).toContain(seen.heat);
    const supply = createSupplySense();
    const live = { ...seen, supply: true };
    for (let i = 0; i < 9; i++) {
      observeSupply(
        supply,
        end === 'from' ? limits.lowSupplyDecivolts : limits.highSupplyDecivolts,
        windows.earthWindow[end] * 10,
        1000,
        live,
        limits,
      );
    }
    expect(live.mains).toBe(Mains.Good);
  }
  expect(Contacts.Open).toBe(1);
});

test('levels at rest', () => {
  const both = new Set(['mirror', 'outgoing']);
  const failing = (...levels: string[]): (string | null)[] =>
    judgeLevels(new Set(levels), both)
      .filter(({ verdict }) => verdict === 'fail')
      .map(({ cause }) => cause);
  expect(failing('supply')).toEqual([]);
  expect(failing()).toEqual(['supply-sense-silent']);
  expect(failing('supply', 'mirror', 'outgoing')).toEqual(['contactor-welded']);
  expect(failing('supply', 'mirror')).toEqual(['mirror-says-closed']);
  expect(failing('supply', 'outgoing', 'e-stop')).toEqual(['outgoing-says-live', 'e-stop-open']);
  const one = judgeLevels(new Set(['supply', 'outgoing']), new Set(['outgoing']));
  expect(one.map(({ cause }) => cause)).toContain('outgoing-says-live');
});

test('the proximity line without a plug, and with one', () => {
  expect(judgeNoPlug([3300, 3290]).cause).toBe(null);
  expect(judgeNoPlug([20]).cause).toBe('proximity-shorted');
  expect(judgeNoPlug([595]).cause).toBe('proximity-plug');
  expect(judgeNoPlug([2800]).cause).toBe('proximity-pull-up');
  expect(judgeNoPlug([3500]).cause).toBe('proximity-pull-up');
  expect(judgeNoPlug([3300, 900]).cause).toBe('proximity-unstable');
  expect(judgePlug([595]).cause).toBe(null);
  expect(judgePlug([3300]).cause).toBe('proximity-open');
  expect(judgePlug([10]).cause).toBe('proximity-shorted');
  expect(judgePlug([595, 1980]).cause).toBe('proximity-unstable');
});

test('the pilot, steady and with the tester', () => {
  expect(judgeSteadyPilot([11990, 12010]).cause).toBe(null);
  expect(judgeSteadyPilot([10500]).cause).toBe('pilot-source-low');
  expect(judgeSteadyPilot([12900]).cause).toBe('pilot-source-high');
  expect(judgeSteadyPilot([0]).cause).toBe('pilot-grounded');
  expect(judgeSteadyPilot([11800, 12300]).cause).toBe('pilot-noisy');
  expect(judgeLevel('B', 9000).cause).toBe(null);
  expect(judgeLevel('B', 12000).cause).toBe('pilot-wire-open');
  expect(judgeLevel('C', 6900).cause).toBe('pilot-level-wrong');
  expect(judgeLevel('D', 2400).cause).toBe('pilot-level-wrong');
  expect(judgeLevel('D', 0).cause).toBe('pilot-grounded');
});

test('the contactor, closed and opened', () => {
  const fittings = { proofs: new Set(['mirror', 'outgoing']) } as unknown as Fittings;
  expect(judgeClosed(new Set(['mirror', 'outgoing', 'supply']), fittings).cause).toBe(null);
  expect(judgeClosed(new Set(['outgoing']), fittings).cause).toBe('mirror-stuck-open');
  expect(judgeClosed(new Set(['mirror']), fittings).cause).toBe('outgoing-stuck-dead');
  expect(judgeClosed(new Set(['supply']), fittings).cause).toBe('contactor-dead');
  expect(judgeOpened(1000, 1060).cause).toBe(null);
  expect(judgeOpened(1000, 1000 + windows.OPENS_WITHIN_MS + 1).cause).toBe('contactor-slow');
  expect(judgeOpened(1000, null).cause).toBe('contactor-does-not-open');
  expect(judgeComparators('pilot')?.cause).toBe('opened-by-pilot');
  expect(judgeComparators('latch')?.cause).toBe('opened-by-latch');
  for (const other of ['none', 'loop', 'e-stop', undefined])
    expect(judgeComparators(other)).toBe(null);
});

test('health: ticks, memory, and lines that are not health', () => {
  const lines = [
    'ok up 60000 ms, 3 late ticks, longest 22 ms',
    'ok start watchdog, journal readable, sequence 7',
    'ok heap 100000 of 180000 bytes',
  ];
  const health = readHealth(lines);
  if (health === null) throw new Error('not read');
  expect(health).toMatchObject({ upMs: 60000, start: 'watchdog', journal: 'readable' });
  expect(judgeTicks(health).cause).toBe(null);
  expect(judgeTicks({ ...health, lateTicks: 61 }).cause).toBe('ticks-late');
  expect(judgeTicks({ ...health, longestMs: 41 }).cause).toBe('ticks-late');
  expect(judgeHeap(health).cause).toBe(null);
  expect(judgeHeap({ ...health, heapUsed: 130000 }).cause).toBe('heap-low');
  expect(judgeHeap({ ...health, heapUsed: null }).verdict).toBe('skipped');
  expect(judgeReflex(health)).toMatchObject({
    verdict: 'skipped',
    found: 'this board does not report it',
  });
  const beside = (line: string): Finding => judgeReflex(readHealth([...lines, line]) ?? health);
  expect(beside('ok reflex none: the interpreter alone opens the contactor')).toMatchObject({
    verdict: 'skipped',
    found: 'none: the interpreter alone opens the contactor',
  });
  expect(beside('ok reflex loop pilot: 1 openings, 0 unconfirmed, last loop')).toMatchObject({
    verdict: 'pass',
    found: 'loop pilot',
  });
  expect(readHealth(['ok up soon'])).toBe(null);
});
