/**
 * Mains parts: how the parts between the grid and the socket-outlet fail, and those of the supplies.
 */

import { latent, type SheetFailures } from './failures.ts';

const NO_TRIP = latent('the breaker upstream does not open behind a weld: the plug stays held');
const LESS = latent(
  'the controller outlives mains for a shorter time: no release on a supply loss',
);
/** Nobody sees it: a charged C1 draws nothing, and an empty one only after mains has been away. */
const LATE = latent(
  'C1 is charged straight from PS1, which is in its current limit then: the controller starts seconds late',
);

export const singlePhase: SheetFailures = {
  Q1: { 'opens by itself': 'isolator open', 'does not trip': NO_TRIP, 'loses N': 'neutral lost' },
  K1a: { welds: 'L1 welds', 'does not close': 'L1 does not close' },
  K1b: { welds: 'N welds', 'does not close': 'N does not close' },
  X1: {
    'CP open': 'CP open',
    'PP open': 'PP open',
    'CP to PE': 'CP shorted',
    'PP to PE': 'PP shorted',
    'CP to PP': 'CP and PP bridged',
    wet: 'socket wet',
    'bad contact': 'contacts hot',
    'PP corroded': 'PP contact at 500 Ω',
  },
};

export const threePhase: SheetFailures = {
  Q1: { 'opens by itself': 'isolator open', 'does not trip': NO_TRIP, 'loses N': 'neutral lost' },
  K1a: { welds: 'L1 welds', 'does not close': 'L1 does not close' },
  K1b: { welds: 'L2 welds', 'does not close': 'L3 does not close' },
  K1c: { welds: 'L2 welds', 'does not close': 'L3 does not close' },
  K1d: { welds: 'N welds', 'does not close': 'N does not close' },
  X1: singlePhase['X1'] ?? {},
};

export const supplies: SheetFailures = {
  PS1: { 'no output': 'rail lost', 'output dips': 'rail dips for 60 ms' },
  D1: { open: 'rail lost', short: LESS },
  R1: { open: LESS, short: LATE },
  // Through R1 alone a board gets less than it takes.
  D2: { open: LESS, short: LATE },
  // R1 stands between it and the rail, and bears the whole supply.
  C1: { open: LESS, short: LESS, aged: LESS },
  PS2: { 'no output': 'rail lost', low: 'lock supply at 9 V' },
  PS3: {
    'no output': 'CP shorted',
    '−12 V lost': 'negative half lost',
    low: 'pilot source at 10 V',
  },
  PS4: { 'no output': 'rail lost' },
  PS5: { 'no output': 'rail lost', 'output dips': 'rail dips for 60 ms' },
};

export const supplySense: SheetFailures = {
  R1: { open: 'mains sense reads none', short: latent('more current through the optocoupler') },
  R2: { open: 'mains sense reads none', short: latent('more current through the optocoupler') },
  B1: { open: 'mains sense reads none', short: 'mains sense reads none' },
  U1: {
    open: 'mains sense reads none',
    short: 'mains sense reads some',
    aged: 'mains sense reads none',
  },
  R3: { open: 'mains sense reads some', short: 'mains sense reads none' },
  C1: {
    open: latent('the sense no longer bridges the zero crossings: mains flickers'),
    short: 'mains sense reads some',
  },
  R11: { open: 'voltage reads dead', short: latent('more current through the optocoupler') },
  R12: { open: 'voltage reads dead', short: latent('more current through the optocoupler') },
  B11: { open: 'voltage reads dead', short: 'voltage reads dead' },
  U11: { open: 'voltage reads dead', short: 'voltage reads live', aged: 'voltage reads dead' },
  R13: { open: 'voltage reads live', short: 'voltage reads dead' },
  C11: {
    open: latent('the sense no longer bridges the zero crossings by itself'),
    short: 'voltage reads live',
  },
  R20: { open: 'ghost voltage', short: 'isolator open' },
};

const alike = (text: 'voltage reads dead' | 'voltage reads live'): typeof text => text;
const line: SheetFailures[string] = {
  open: alike('voltage reads dead'),
  short: latent('more current through the optocoupler'),
};
const rectifier: SheetFailures[string] = {
  open: 'voltage reads dead',
  short: 'voltage reads dead',
};
const opto: SheetFailures[string] = {
  open: 'voltage reads dead',
  short: 'voltage reads live',
  aged: 'voltage reads dead',
};
const bleeder: SheetFailures[string] = { open: 'ghost voltage', short: 'isolator open' };

export const threePhaseSense: SheetFailures = {
  R1: line,
  R2: line,
  B1: rectifier,
  U1: opto,
  R11: line,
  R12: line,
  B11: rectifier,
  U11: opto,
  R21: line,
  R22: line,
  B21: rectifier,
  U21: opto,
  R3: { open: 'voltage reads live', short: 'voltage reads dead' },
  C1: {
    open: latent('the sense no longer bridges the zero crossings by itself'),
    short: 'voltage reads live',
  },
  R31: bleeder,
  R32: bleeder,
  R33: bleeder,
};
