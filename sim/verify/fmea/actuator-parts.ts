/**
 * Actuator parts: how the parts of locks and contactor fail.
 */

import { latent, NOISE, RESET, type SheetFailures } from './failures.ts';

const ONE_SHOT = latent(
  'the hardware no longer ends a stroke: a controller that stalls might overrun it',
);
const INTERLOCK = latent('no interlock between pin and coil besides the software');
const COIL_SURGE = latent('the voltage of the coil as it is switched off is not limited: Q1 ages');

export const bistableLock: SheetFailures = {
  D1: {
    open: 'lock supply at 0 V',
    short: latent('the lock capacitor empties into the supply as mains goes'),
  },
  R1: {
    open: 'lock supply at 0 V',
    short: latent('the first charge of the capacitor loads the supply'),
  },
  C1: { open: 'lock capacitor aged', short: 'lock supply at 0 V', aged: 'lock capacitor aged' },
  R6: {
    open: latent('the cells of the capacitor are not balanced: they age'),
    short: 'lock supply at 0 V',
  },
  R2: { open: 'lock supply at 0 V', short: latent('an empty lock capacitor reads as full') },
  R3: { open: latent('an empty lock capacitor reads as full'), short: 'lock supply at 0 V' },
  C2: { open: NOISE, short: 'lock supply at 0 V' },
  U1: {
    'drives nothing': 'lock seized',
    'retracts by itself': 'pin withdrawn by the bridge',
    'drives the other way': 'lock wires swapped',
  },
  U2: { 'enables never': 'lock seized', 'enables always': ONE_SHOT },
  R4: { open: RESET, short: 'pin does not go in' },
  R5: { open: RESET, short: 'pin does not come back' },
  M1: {
    open: 'lock seized',
    short: 'lock seized',
    seized: 'lock seized',
    'seized for a while': 'lock seized for a while',
    jammed: 'pin does not come back',
    'jammed for a while': 'pin does not come back for a while',
    'does not go in': 'pin does not go in',
    'does not go in for a while': 'pin does not go in for a while',
    'wires swapped': 'lock wires swapped',
    stiff: 'lock stiff',
    'cable pulls': 'cable hangs on the pin',
  },
};

export const holdToLock: SheetFailures = {
  L1: {
    open: 'pin withdrawn by the bridge',
    short: 'pin withdrawn by the bridge',
    jammed: 'pin does not come back',
    'jammed for a while': 'pin does not come back for a while',
    'does not pull': 'pin does not go in',
    'does not pull for a while': 'pin does not go in for a while',
  },
  D1: {
    open: latent('the voltage of the coil as it is switched off is not limited: Q1 ages'),
    short: 'pin withdrawn by the bridge',
  },
  Q1: { open: 'pin withdrawn by the bridge', short: 'pin does not come back' },
  R1: { open: RESET, short: 'pin does not go in' },
  R2: {
    open: latent('the coil is not held when the controller dies in a charge'),
    short: 'pin does not come back',
  },
  K1: {
    open: latent('the coil is not held when the controller dies in a charge'),
    short: 'pin does not come back',
  },
};

export const contactor: SheetFailures = {
  S1: { 'stays open': 'contactor stays open', 'stays closed': INTERLOCK },
  S2: {
    'stays open': 'contactor stays open',
    'stays closed': latent('the e-stop acts through the software alone'),
  },
  S3: {
    'stays open': 'contactor stays open',
    'stays closed': latent('the residual-current sensor acts through the software alone'),
  },
  K1: {
    open: 'contactor stays open',
    short: 'contactor stays open',
    welds: 'contactor welds',
    'drops late': 'contactor drops late',
    bounces: 'contacts bounce for 60 ms',
    'fed from mains': 'contactor falls off in a dip',
  },
  D1: { open: COIL_SURGE, short: 'contactor stays open' },
  D2: { open: COIL_SURGE, short: 'contactor drops late' },
  Q1: { open: 'contactor stays open', short: 'contactor closes by itself' },
  R1: { open: RESET, short: 'contactor stays open' },
  R2: {
    open: 'mirror reads closed',
    short: latent('the mirror contact and the optocoupler carry more current'),
  },
  U1: { open: 'mirror reads closed', short: 'mirror reads open', aged: 'mirror reads closed' },
  S4: { 'stays open': 'mirror reads closed', 'stays closed': 'mirror reads open' },
  R3: { open: 'mirror reads open', short: 'mirror reads closed' },
  C1: { open: NOISE, short: 'mirror reads open' },
  R4: {
    open: latent('a pressed e-stop is not read; its first contact opens the coil'),
    short: 'e-stop reads pressed',
  },
  S5: {
    'stays open': 'e-stop reads pressed',
    'stays closed': latent('a pressed e-stop is not read; its first contact opens the coil'),
  },
  R5: { open: 'e-stop reads pressed', short: NOISE },
  C2: {
    open: NOISE,
    short: latent('a pressed e-stop is not read; its first contact opens the coil'),
  },
};
