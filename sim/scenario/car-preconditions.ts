/**
 * Car preconditions: how the car behaves, and what its own parts are.
 */

import type { Car, CarManner } from '../plant/car.ts';
import { type Arg, Pattern } from './pattern.ts';
import type { Precondition } from './rows.ts';
import { carManners } from './verbs.ts';

/** Changes the car before mains comes on. */
function given(
  pattern: string,
  meaning: string,
  change: (car: Car, args: readonly Arg[]) => void,
): Precondition {
  return {
    pattern: new Pattern(pattern),
    meaning,
    build: (setup, args) => {
      setup.furnish.push(({ car }) => change(car, args));
    },
  };
}

export const carPreconditions: readonly Precondition[] = [
  given(`car <${carManners.join('|')}>`, 'how the car reacts to a stop', (car, [manner]) => {
    car.manner = String(manner) as CarManner;
  }),
  given('car reacts in <duration>', "from an offer to the car's switch", (car, [time]) => {
    car.reactMs = Number(time) / 1000;
  }),
  given(
    'car follows a duty after <duration>',
    'from a changed duty to the changed current (0 ms)',
    (car, [time]) => {
      car.followsAfterMs = Number(time) / 1000;
    },
  ),
  given(
    'car refuses after <count> interruptions',
    'so many offers withdrawn while it draws, and it stays in B until it is unplugged',
    (car, [n]) => {
      car.refusesAfter = Number(n);
    },
  ),
  given(
    'car resistors <resistance> <resistance>',
    "the vehicle's own, behind its diode, in B and in C (2740 Ohm 882 Ohm)",
    (car, [present, energy]) => {
      car.ohms.B = Number(present);
      car.ohms.C = Number(energy);
    },
  ),
  {
    pattern: new Pattern('car diode <voltage>'),
    meaning: "what the vehicle's diode drops (700 mV)",
    build: (setup, [v]) => {
      setup.furnish.push(({ line }) => {
        line.diodeMillivolts = Number(v);
      });
    },
  },
  given(
    'car sleeps after <duration>',
    'without an offer for this long it sleeps',
    (car, [time]) => {
      car.sleepsAfterUs = Number(time);
    },
  ),
  given('car wakes at try <count>', 'how many times F must be shown until it wakes', (car, [n]) => {
    car.wakesAtTry = Number(n);
  }),
  given('car wakes by a break', 'F does not wake it: its pilot must be interrupted', (car) => {
    car.wakesByBreak = true;
  }),
  given('car ventilation', 'the car asks for ventilation (state D)', (car) => {
    car.needsVentilation = true;
  }),
  given('car lock', 'the car locks the connector while an offer is on', (car) => {
    car.holdsOwnLock = true;
  }),
];
