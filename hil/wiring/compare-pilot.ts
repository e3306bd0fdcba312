/**
 * The pilot: levels held for the converter, the error of a wrong sampling instant, and how soon a change of the
 * vehicle is held; by ngspice and by the plant's pilot line.
 */

import { pinMap } from '../../firmware/boards/pico.ts';
import { Clock } from '../../sim/clock.ts';
import { OPEN_OHMS, PilotLine } from '../../sim/plant/pilot-line.ts';
import type { Comparison } from './agreement.ts';
import { runDeck } from './ngspice.ts';
import { atPilot } from './pilot-scale.ts';
import { type Corner, nodeOf } from './spice-deck.ts';
import { pilotCorners, pilotDeck } from './spice-pilot.ts';

/** The drawn driver's own resistance in series with the 1 kΩ. */
const DRIVER_OHMS = 15;

const get = (corner: Corner, name: string): number =>
  corner.set[name] ?? pilotDeck.parameters[name] ?? 1;

/** The plant's line as this corner has it, in its last state. */
function lineIn(corner: Corner, clock: Clock): PilotLine {
  const line = new PilotLine(clock, () => undefined);
  const ohms = get(corner, 'ohms');
  Object.assign(line, {
    noiseMillivolts: 0,
    sourceMillivolts: 12000 * get(corner, 'rail'),
    sourceOhms: 1000 * get(corner, 'k_r4') + DRIVER_OHMS,
    diodeMillivolts: 1000 * get(corner, 'drop'),
    vehicleOhms: ohms > 1e9 ? OPEN_OHMS : ohms,
    hasDiode: get(corner, 'bypass') < 0.5,
  });
  line.connect(true);
  line.power(true);
  line.setDuty(Math.min(1000, Math.round(1000 * get(corner, 'duty'))));
  return line;
}

function compareLevels(): Comparison[] {
  return runDeck(pilotDeck, pilotCorners()).flatMap(({ corner, measured }) => {
    const clock = new Clock();
    const line = lineIn(corner, clock);
    clock.advanceTo(20999);
    const high = line.sampleHigh() / 1000;
    const levels: Comparison[] = [
      {
        what: 'pilot, held positive half (V at CP)',
        corner: corner.name,
        spice: atPilot(measured('high')),
        plant: high,
        bound: 0.1,
      },
      {
        what: 'pilot, the worst moment to sample it (V at CP)',
        corner: corner.name,
        spice: atPilot(measured('highleast')),
        plant: high,
        bound: 0.1,
      },
    ];
    if (get(corner, 'duty') > 1) return levels;
    const low = line.sampleLow() / 1000;
    const spice = atPilot(measured('low'));
    return [
      ...levels,
      {
        what: 'pilot, held negative half (V at CP)',
        corner: corner.name,
        spice,
        plant: low,
        bound: 0.25,
      },
    ];
  });
}

/** The vehicle changes in the fourth period: in the high half, or in the low one. */
const CHANGE_PERIOD_US = 3000;

function changeCorners(): Corner[] {
  const corners: Corner[] = [];
  for (const [name, from, to, bypass] of [
    ['C→B', 882, 2740, 0],
    ['C→A', 882, 1e12, 0],
    ['B→C', 2740, 882, 0],
  ] as const) {
    for (const duty of [0.1, 0.533, 0.96]) {
      for (const phaseUs of [50, 1000 * duty + 20]) {
        corners.push({
          name: `${name}, duty ${duty}, ${phaseUs} µs into the period`,
          set: {
            duty,
            ohms: from,
            later: to,
            when: (CHANGE_PERIOD_US + phaseUs) * 1e-6,
            bypass,
            cable: 2.6e-9,
          },
        });
      }
    }
  }
  return corners;
}

/** What the plant says of a change: when it is held, in µs from the change, and half of the way, in V at CP. */
function changeIn(corner: Corner): { afterUs: number; middleVolts: number } {
  const clock = new Clock();
  const line = lineIn(corner, clock);
  const changeUs = changeUsOf(corner);
  clock.advanceTo(changeUs);
  const before = line.sampleHigh();
  const later = get(corner, 'later');
  line.vehicleOhms = later > 1e9 ? OPEN_OHMS : later;
  line.reconsider();
  while (Math.abs(line.sampleHigh() - before) < 1000) clock.advanceTo(clock.nowUs + 1);
  return {
    afterUs: clock.nowUs - changeUs,
    middleVolts: (before + line.sampleHigh()) / 2000,
  };
}

const changeUsOf = (corner: Corner): number => Math.round(get(corner, 'when') * 1e6);

/** From the vehicle's change until what is held has gone half of the way, in µs. */
function compareChanges(): Comparison[] {
  const { atZero, atFull } = pinMap.pilotHigh;
  const corners = changeCorners().map((corner) => {
    const volts = (3.3 * (changeIn(corner).middleVolts * 1000 - atZero)) / (atFull - atZero);
    const from = `td=${changeUsOf(corner) - 1}u`;
    return {
      ...corner,
      measures: { seen: `when v(${nodeOf('pilotHigh')})=${volts} cross=1 ${from}` },
    };
  });
  return runDeck(pilotDeck, corners).map(({ corner, measured }) => ({
    what: 'pilot, from the change until it is held (µs)',
    corner: corner.name,
    spice: measured('seen') * 1e6 - changeUsOf(corner),
    plant: changeIn(corner).afterUs,
    bound: 60,
  }));
}

export function comparePilot(): Comparison[] {
  return [...compareLevels(), ...compareChanges()];
}
