/**
 * Every tolerance corner of the drawn pilot, at every duty and sampling phase, through the shipping driver:
 * each change of state is believed as what it is, within the reaction time. And the front end that was drawn
 * before, a peak detector that forgets in 15 ms, is shown to fail the same check.
 */

import { expect, test } from 'vitest';
import { pinMap } from '../../../firmware/boards/pico.ts';
import { createSignals, Pilot } from '../../../firmware/control/signals.ts';
import {
  createControlPilot,
  observePilot,
  retunePilot,
} from '../../../firmware/drivers/control-pilot.ts';
import { createQuietWindow, createReadings } from '../../../firmware/drivers/quiet-window.ts';
import { partOf } from '../../../hil/wiring/part.ts';
import { drawnDivider, pilotCircuit, shareAt } from '../../../hil/wiring/pilot-circuit.ts';
import { Clock } from '../../../sim/clock.ts';
import { OPEN_OHMS, PilotLine } from '../../../sim/plant/pilot-line.ts';

const { A, B, C, D, E } = Pilot;
const vehicleOhms = new Map([
  [A, OPEN_OHMS],
  [B, 2740],
  [C, (2740 * 1300) / (2740 + 1300)],
  [D, (2740 * 270) / (2740 + 270)],
  [E, 0],
]);
const states = [A, B, C, D, E];
const changes = states.flatMap((from) =>
  states.filter((to) => to !== from).map((to) => [from, to] as const),
);
const duties = [100, 167, 267, 533, 892, 960, 1000];
const TICK_US = 10000;

interface Corner {
  readonly source: number;
  readonly sourceOhms: number;
  readonly diodeMillivolts: number;
  readonly vehicle: number;
  /** The board's 3.3 V, which is the converter's reference, and its three exact resistors. */
  readonly supplyVolts: number;
  readonly gain: number;
  /**
   * In V at the converter's pin: its offset, what it is not straight by, and what ngspice and the plant may differ
   * by (0.1 V at CP).
   */
  readonly errorVolts: number;
}

const either = (share: number): number[] => [1 - share, 1 + share];

function corners(): Corner[] {
  const all: Corner[] = [];
  for (const source of either(0.05))
    for (const sourceOhms of either(0.03))
      for (const diodeMillivolts of [550, 850])
        for (const vehicle of either(0.03))
          for (const supply of either(0.03))
            for (const gain of [-1, 1])
              for (const errorVolts of [-0.026, 0.026])
                all.push({
                  source: 12000 * source,
                  sourceOhms: 1000 * sourceOhms,
                  diodeMillivolts,
                  vehicle,
                  supplyVolts: 3.3 * supply,
                  gain,
                  errorVolts,
                });
  return all;
}

/** What the firmware takes a level at CP for, in mV: the divider, the converter, and the pin map's scale. */
function reader(corner: Corner): (millivolts: number) => number {
  const off = partOf(pilotCircuit, 'R5').tolerance * corner.gain;
  const divider = {
    seriesOhms: drawnDivider.seriesOhms * (1 - off),
    upOhms: drawnDivider.upOhms * (1 + off),
    downOhms: drawnDivider.downOhms * (1 + off),
  };
  const { atZero, atFull } = pinMap.pilotHigh;
  return (millivolts) => {
    const share = shareAt(millivolts / 1000, corner.supplyVolts, divider) + corner.errorVolts / 3.3;
    return Math.trunc(atZero + (atFull - atZero) * Math.min(1, Math.max(0, share)));
  };
}

/**
 * Changes the vehicle's state on a line in this corner.
 *
 * @param phaseUs from the beginning of a period to the change
 * @param untilTickUs from the change to the next tick
 * @returns how long after the change the new state is believed; null for never, or for another one
 */
function believedAfterUs(
  corner: Corner,
  [from, to]: readonly [Pilot, Pilot],
  duty: number,
  phaseUs: number,
  untilTickUs: number,
  droopTauUs = Number.POSITIVE_INFINITY,
): number | null {
  const clock = new Clock();
  const line = new PilotLine(clock, () => undefined);
  Object.assign(line, {
    noiseMillivolts: 0,
    sourceMillivolts: corner.source,
    sourceOhms: corner.sourceOhms,
    diodeMillivolts: corner.diodeMillivolts,
    droopTauUs,
  });
  const show = (state: Pilot): void => {
    line.shorted = state === E;
    line.vehicleOhms = (vehicleOhms.get(state) as number) * corner.vehicle;
    line.reconsider();
  };
  line.connect(true);
  line.power(true);
  line.setDuty(duty);
  show(from);
  const changeUs = 20000 + phaseUs;
  const read = reader(corner);
  const sense = { ...createControlPilot(), believed: from };
  const [seen, quietWindow] = [{ ...createSignals(), pilot: from }, createQuietWindow()];
  retunePilot(sense, duty, seen, quietWindow);
  const readings = createReadings();
  const tick = (atUs: number): void => {
    clock.advanceTo(atUs);
    readings.pilotHighMillivolts = read(line.sampleHigh());
    readings.pilotLowMillivolts = read(line.sampleLow());
    observePilot(sense, readings, 10, 0, seen, quietWindow);
  };
  const firstUs = changeUs + untilTickUs;
  tick(firstUs - TICK_US);
  if (seen.pilot !== from) return null;
  clock.advanceTo(changeUs);
  show(to);
  for (let i = 0; i < 8; i++) {
    tick(firstUs + i * TICK_US);
    if (seen.pilot !== from) return seen.pilot === to ? firstUs + i * TICK_US - changeUs : null;
  }
  return null;
}

/**
 * From the change at CP: the driver's time, a tick, and what hides until its half comes again. Leaving E takes
 * both halves, for the negative one is what proves a vehicle.
 */
function limitUs(from: Pilot, duty: number): number {
  const hiddenUs = duty === 1000 ? 0 : (from === E ? 1000 : 1000 - duty) + 20;
  return (from === C || from === D ? 40000 : 60000) + hiddenUs;
}

/** Where in the period the change falls; the tick's phase goes with it, so that both are swept. */
const phases = Array.from({ length: 20 }, (_, i) => i * 50);
const untilTickUs = (phaseUs: number): number => ((phaseUs * 13) % TICK_US) + 5;

test('every change is believed as what it is, in time, in every corner', () => {
  const wrong: string[] = [];
  let runs = 0;
  for (const corner of corners()) {
    for (const change of changes) {
      for (const duty of duties) {
        for (const phaseUs of [...phases, duty - 30, duty + 10]) {
          runs++;
          const us = believedAfterUs(corner, change, duty, phaseUs % 1000, untilTickUs(phaseUs));
          if (us !== null && us <= limitUs(change[0], duty)) continue;
          const name = change.map((it) => Pilot[it]).join('→');
          wrong.push(`${name} at ${duty}, ${phaseUs} µs: ${us} µs, ${JSON.stringify(corner)}`);
        }
      }
    }
  }
  expect(wrong.slice(0, 10)).toEqual([]);
  expect(runs).toBe(128 * 20 * 7 * 22);
});

/** How many sampling phases of twenty end in the wrong belief, in the corner with the lowest readings. */
function wrongPhases(change: readonly [Pilot, Pilot], duty: number, droopTauUs: number): number {
  const lowest: Corner = {
    source: 11400,
    sourceOhms: 1030,
    diodeMillivolts: 550,
    vehicle: 0.97,
    supplyVolts: 3.3 * 1.03,
    gain: -1,
    errorVolts: -0.026,
  };
  const misses = phases.filter(
    (phaseUs) =>
      believedAfterUs(lowest, change, duty, 130, 10000 - 130 + phaseUs, droopTauUs) === null,
  );
  return misses.length;
}

test('a detector that forgets in 15 ms strands a cable: the check fails where the front end droops', () => {
  const wrong = (droopTauUs: number): number[][] =>
    [100, 167].map((duty) => [A, B].map((to) => wrongPhases([C, to], duty, droopTauUs)));
  expect(wrong(15000)).toEqual([
    [15, 10],
    [14, 9],
  ]);
  expect(wrong(Number.POSITIVE_INFINITY)).toEqual([
    [0, 0],
    [0, 0],
  ]);
});
