/**
 * Drivers: what the checks of a map ask the shipping drivers: the lock parts, the digital inputs, and the
 * levels that each analogue net is compared with. The checks bundle and run this; it is in no program.
 */

import { createLimits } from '../../firmware/control/limits.ts';
import { DUTY_STEADY } from '../../firmware/control/outputs.ts';
import { createSignals, Pilot } from '../../firmware/control/signals.ts';
import { createControlPilot, retunePilot } from '../../firmware/drivers/control-pilot.ts';
import { releaseNeedsMs } from '../../firmware/drivers/hold-up.ts';
import {
  type BistablePart,
  createBistableParts,
  createHoldToLockParts,
  findBistablePart,
  findHoldToLockPart,
  senseOf,
} from '../../firmware/drivers/lock-parts.ts';
import { READY_MILLIVOLTS } from '../../firmware/drivers/lock-supply.ts';
import { TOLERANCE_DIVISOR, TOLERANCE_MILLIAMPS } from '../../firmware/drivers/outgoing-current.ts';
import { createQuietWindow } from '../../firmware/drivers/quiet-window.ts';
import { SET_FROM_MILLIVOLTS, SET_TO_MILLIVOLTS } from '../../firmware/drivers/service-jumper.ts';
import { EARTH_DECIVOLTS } from '../../firmware/drivers/supply-meter.ts';

export { MOST_MILLIAMPS } from '../../firmware/control/limits.ts';
export { inputNames } from '../../firmware/drivers/input-words.ts';
export { unsensedPhase } from '../../firmware/drivers/poles.ts';

/** A level that a driver compares with, in the net's own unit. */
export interface Threshold {
  readonly at: number;
  readonly what: string;
  /** It need not be where the converter is straight: all beyond it is one answer. */
  readonly coarse?: true;
}

type Net =
  | 'pilotHigh'
  | 'pilotLow'
  | 'latch'
  | 'proximity'
  | 'lockSupply'
  | 'thermometer'
  | 'jumperVoltage'
  | 'outgoingCurrent'
  | 'outgoingCurrentL2'
  | 'outgoingCurrentL3'
  | 'supplyVoltage'
  | 'earthVoltage';

/** What a release after a supply loss needs of the controller's own supply, in ms; 0 for a solenoid. */
export function releaseNeeds(part: BistablePart | null): number {
  return part === null ? 0 : releaseNeedsMs(part, createLimits().deadProofMs);
}

export function findParts(name: string) {
  return {
    bistable: findBistablePart(name),
    holdToLock: findHoldToLockPart(name),
    known: [...createBistableParts(), ...createHoldToLockParts()].map((part) => part.name),
  };
}

/** In which levels a state stands unquestioned, by the driver itself; the middle of a PWM is put out. */
function windowOf(state: Pilot) {
  const pilot = createControlPilot();
  const quietWindow = createQuietWindow();
  pilot.believed = state;
  retunePilot(pilot, DUTY_STEADY / 2, createSignals(), quietWindow);
  return quietWindow;
}

function pilotThresholds(): Threshold[] {
  const names = { A: Pilot.A, B: Pilot.B, C: Pilot.C, D: Pilot.D, E: Pilot.E };
  return Object.entries(names).flatMap(([name, state]) => {
    const { pilotHighFromMillivolts, pilotHighToMillivolts } = windowOf(state);
    return [
      { at: pilotHighFromMillivolts, what: `the lower end of pilot state ${name}` },
      { at: pilotHighToMillivolts, what: `the upper end of pilot state ${name}` },
    ];
  });
}

function latchThresholds(lock: string): Threshold[] {
  const sense = senseOf(findBistablePart(lock), findHoldToLockPart(lock));
  return [
    { at: sense.lockedFromMillivolts, what: 'a shorted sense wire', coarse: true },
    { at: sense.lockedToMillivolts, what: 'the end of locked' },
    { at: sense.unlockedFromMillivolts, what: 'the begin of unlocked' },
    { at: sense.unlockedToMillivolts, what: 'a cut sense wire', coarse: true },
  ];
}

/** The bands of the coding resistors meet here, in ohms (proximity.ts). */
const PROXIMITY_OHMS = [75, 150, 330, 1000, 2200] as const;

function proximityThresholds(): Threshold[] {
  const names = [
    'a short from the 63 A cable',
    '63 from 32 A',
    '32 from 20 A',
    '20 from 13 A',
    'no plug',
  ];
  return PROXIMITY_OHMS.map((ohms, i) => ({
    at: Math.round((3300 * ohms) / (ohms + 1000)),
    what: names[i] as string,
  }));
}

/** As in thermometer.ts. */
const thermometerThresholds: readonly Threshold[] = [
  { at: 100, what: 'a shorted thermometer', coarse: true },
  { at: 428, what: '75 °C' },
  { at: 657, what: '60 °C' },
  { at: 2543, what: '0 °C' },
  { at: 3250, what: 'a cut thermometer', coarse: true },
];

function currentThresholds(): Threshold[] {
  const most = createLimits().installationMilliamps;
  const at = most + Math.floor(most / TOLERANCE_DIVISOR) + TOLERANCE_MILLIAMPS;
  return [{ at, what: `more than ${most / 1000} A and its tolerance` }];
}

/**
 * What each analogue net is compared with.
 *
 * @param lock the fitted part, by its name; one that is not known senses like a plain latch switch
 */
export function thresholdsOf(lock: string): Readonly<Record<Net, readonly Threshold[]>> {
  const { lowSupplyDecivolts, highSupplyDecivolts } = createLimits();
  const negative = windowOf(Pilot.B).pilotLowToMillivolts;
  return {
    pilotHigh: pilotThresholds(),
    pilotLow: [{ at: negative, what: 'the negative half' }],
    latch: latchThresholds(lock),
    proximity: proximityThresholds(),
    lockSupply: [{ at: READY_MILLIVOLTS, what: "a ready lock's supply" }],
    thermometer: thermometerThresholds,
    jumperVoltage: [
      { at: SET_FROM_MILLIVOLTS, what: 'a shorted jumper line' },
      { at: SET_TO_MILLIVOLTS, what: 'the end of a set jumper' },
    ],
    outgoingCurrent: currentThresholds(),
    outgoingCurrentL2: currentThresholds(),
    outgoingCurrentL3: currentThresholds(),
    supplyVoltage: [
      { at: lowSupplyDecivolts, what: 'too low a supply' },
      { at: highSupplyDecivolts, what: 'too high a supply' },
    ],
    earthVoltage: [{ at: EARTH_DECIVOLTS, what: 'a voltage on the earth' }],
  };
}
