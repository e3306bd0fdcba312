/**
 * Meter parts: how the parts of the residual-current sensor and of the meters fail.
 */

import { latent, NOISE, RESET, type SheetFailures } from './failures.ts';

const NO_TRIP = latent('the breaker upstream does not open behind a weld: the plug stays held');
const LOW_CURRENT = latent('too much current is not seen in this line; the breaker upstream is');
const NO_EARTH = latent('a voltage on the protective earth is not seen');

export const residualCurrent: SheetFailures = {
  T1: {
    dead: 'residual sensor dead',
    'trips by itself': 'residual sensor trips',
    'no test': 'residual sensor dead',
    late: 'residual current trips the breaker',
  },
  R1: { open: 'residual sensor dead', short: 'residual sensor trips' },
  R2: { open: 'residual sensor trips', short: NOISE },
  C1: { open: NOISE, short: 'residual sensor dead' },
  Q1: { open: 'residual sensor dead', short: 'residual sensor trips' },
  R3: { open: RESET, short: 'residual sensor dead' },
  K1: { open: NO_TRIP, short: NO_TRIP },
  D1: {
    open: latent('the voltage of the relay as it is switched off is not limited: Q2 ages'),
    short: NO_TRIP,
  },
  Q2: { open: NO_TRIP, short: 'isolator open' },
  R4: { open: RESET, short: NO_TRIP },
  S1: { 'stays open': NO_TRIP, 'stays closed': 'isolator open' },
  F1: { 'does not trip': NO_TRIP, 'trips by itself': 'isolator open' },
};

export const meters: SheetFailures = {
  T1: { low: 'mains at 190 V', high: 'mains at 270 V', dead: 'mains at 190 V' },
  R1: { open: 'mains at 190 V', short: 'mains at 270 V' },
  R2: { open: 'mains at 270 V', short: 'mains at 190 V' },
  C1: { open: NOISE, short: 'mains at 190 V' },
  T2: { dead: NO_EARTH, high: 'earth meter reads 100 V' },
  R3: { open: NO_EARTH, short: 'earth meter reads 100 V' },
  R4: { open: 'earth meter reads 100 V', short: NO_EARTH },
  C3: { open: NOISE, short: NO_EARTH },
  K1: { 'stays closed': NO_EARTH, 'stays open': 'earth meter reads 100 V' },
  R9: { open: NO_EARTH, short: 'earth meter reads 100 V' },
  R10: { open: 'earth meter reads 100 V', short: NOISE },
  C9: { open: NOISE, short: NO_EARTH },
  T3: { dead: LOW_CURRENT, high: 'current meter reads too much' },
  R5: { open: LOW_CURRENT, short: 'current meter reads too much' },
  R6: { open: 'current meter reads too much', short: LOW_CURRENT },
  C5: { open: NOISE, short: LOW_CURRENT },
  T4: { dead: LOW_CURRENT, high: 'current meter reads too much' },
  R7: { open: LOW_CURRENT, short: 'current meter reads too much' },
  R8: { open: 'current meter reads too much', short: LOW_CURRENT },
  C7: { open: NOISE, short: LOW_CURRENT },
};

export const multiplexer: SheetFailures = {
  R1: { open: 'thermometer shorted', short: 'thermometer cut' },
  RT1: { open: 'thermometer cut', short: 'thermometer shorted', warm: 'contacts hot' },
  C1: { open: NOISE, short: 'thermometer shorted' },
  T1: { dead: LOW_CURRENT, high: 'current meter reads too much' },
  R2: { open: LOW_CURRENT, short: 'current meter reads too much' },
  R3: { open: 'current meter reads too much', short: LOW_CURRENT },
  C2: { open: NOISE, short: LOW_CURRENT },
  U1: {
    'stuck at latch': 'PP shorted',
    'stuck at proximity': 'latch line cut',
    'no output': 'latch line shorted',
  },
};
