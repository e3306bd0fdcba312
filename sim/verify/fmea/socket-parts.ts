/**
 * Socket parts: how the parts of pilot, proximity and latch sense fail, and those that people press and see.
 */

import { latent, NOISE, type SheetFailures, SURGE } from './failures.ts';

const HOLD = latent('the half is not held for the converter: its reading follows the pulse');

/**
 * The source's failures bring CP itself to a rail. Most of the divider and the buffers bring the reading to an end of its
 * scale, and neither end is any source's: 16.5 V is as invalid as −13.2 V (test/sim/verify/fmea/pilot-parts.test.ts).
 */
export const pilot: SheetFailures = {
  R1: { open: 'CP stuck at -12 V', short: latent('an output of the controller is loaded more') },
  R2: { open: 'CP stuck at 12 V', short: 'CP stuck at -12 V' },
  R3: { open: 'CP stuck at -12 V', short: 'CP stuck at 12 V' },
  U1A: { high: 'CP stuck at 12 V', low: 'CP stuck at -12 V', slow: 'pulses short' },
  R4: { open: 'CP shorted', short: 'CP stuck at 12 V' },
  D1: { open: SURGE, short: 'CP shorted' },
  C1: { open: latent('the edges of the pilot are steeper'), short: 'CP shorted' },
  // Open, it leaves the middle of the scale, 1.65 V: under PWM a short; a pilot that is steady may count as D.
  R5: { open: 'CP shorted', short: 'CP stuck at -12 V' },
  // Open, only a charge reads invalid: A counts as B, and B as D.
  R6: { open: 'CP stuck at -12 V', short: 'CP stuck at -12 V' },
  R7: { open: 'CP stuck at -12 V', short: 'CP stuck at -12 V' },
  U2A: { high: 'CP stuck at -12 V', low: 'CP stuck at -12 V' },
  R8: { open: 'CP reads 6 V', short: 'pilot noisy' },
  C2: { open: 'pilot noisy', short: 'CP reads 6 V' },
  D2: { open: 'CP reads 9 V', short: 'pilot noisy' },
  R9: { open: 'negative half lost', short: 'pilot noisy' },
  C3: { open: 'pilot noisy', short: 'negative half lost' },
  D3: { open: 'negative half lost', short: 'pilot noisy' },
  U3: {
    'X open': 'CP reads 6 V',
    'Y open': 'negative half lost',
    'X closed': HOLD,
    'Y closed': HOLD,
  },
  C4: { open: HOLD, short: 'CP stuck at -12 V' },
  C5: {
    open: HOLD,
    short: latent('the low half reads −12 V whatever it is: a missing diode is not seen'),
  },
  U2B: { high: 'CP stuck at -12 V', low: 'CP stuck at -12 V' },
  U2C: {
    high: 'negative half lost',
    low: latent('the low half reads −12 V whatever it is: a missing diode is not seen'),
  },
  R10: { open: 'CP reads 6 V', short: NOISE },
  C6: { open: NOISE, short: 'CP stuck at -12 V' },
  R11: { open: 'negative half lost', short: NOISE },
  C7: {
    open: NOISE,
    short: latent('the low half reads −12 V whatever it is: a missing diode is not seen'),
  },
};

export const contacts: SheetFailures = {
  R1: { open: 'PP shorted', short: 'PP open' },
  D1: { open: SURGE, short: 'PP shorted' },
  PP: {
    'resistor open': 'PP open',
    'resistor short': 'PP shorted',
    'codes too little': 'cable codes 13 A',
  },
  R2: { open: 'PP shorted', short: NOISE },
  C1: { open: NOISE, short: 'PP shorted' },
  R3: { open: 'latch line shorted', short: 'latch line cut' },
  D2: { open: SURGE, short: 'latch line shorted' },
  R4: { open: 'latch line shorted', short: 'latch level drifts' },
  R5: { open: 'latch line cut', short: 'latch line shorted' },
  C2: { open: 'latch bounces for 200 ms', short: 'latch line shorted' },
  R6: {
    open: 'latch reads unlocked',
    short: latent('a sense wire shorted to ground would read as locked'),
  },
  S1: {
    'stays open': 'latch reads unlocked',
    'stays closed': 'latch reads locked',
    'bad contact': 'latch blinks',
  },
  R7: { open: 'latch line cut', short: 'latch line shorted' },
};

/**
 * Behind a divider most failures move a reading and do not stop it: what is believed then is calculated from the drawn
 * resistors (test/sim/verify/fmea/narrow-parts.test.ts). A level above 13.4 V is no source's, and as invalid as −12 V.
 */
export const narrowConverter: SheetFailures = {
  R1: { open: 'CP stuck at -12 V', short: 'CP stuck at 12 V' },
  R2: {
    open: latent(
      'the high half reads 0.8 to 1.2 V lower: a level at the lower end of B, C or D may count as the next',
    ),
    short: 'CP stuck at -12 V',
  },
  R3: { open: 'CP stuck at 12 V', short: 'CP stuck at -12 V' },
  R4: {
    open: 'negative half lost',
    short: latent('the low half reads up to 1.5 V lower: in B a missing diode is hardly seen'),
  },
  R5: {
    open: latent('the low half reads up to 1.9 V lower: in B a missing diode is not seen'),
    short: 'negative half lost',
  },
  R6: {
    open: latent('the low half reads 1.1 V higher: a weak source may count as a missing diode'),
    short: latent('the low half reads −12 V whatever it is: a missing diode is not seen'),
  },
  R7: { open: 'PP shorted', short: 'cable codes 13 A' },
  R8: { open: 'cable codes 13 A', short: 'PP shorted' },
  R9: { open: 'lock supply at 0 V', short: latent('an empty lock capacitor reads as full') },
  R10: { open: latent('an empty lock capacitor reads as full'), short: 'lock supply at 0 V' },
  R11: { open: 'thermometer shorted', short: 'thermometer cut' },
  R12: {
    open: latent(
      'the temperature reads colder: hot from 77 °C instead of 75, cold from 15, and below 3 it counts as cut',
    ),
    short: 'thermometer shorted',
  },
};

const NO_LAMP = latent('one colour of the lamp stays dark');
const NO_CONSOLE = latent('nobody hears the console; the charger does not need it');

export const people: SheetFailures = {
  R1: {
    open: 'stop button stuck',
    short: latent('the button pulls on the supply when it is pressed'),
  },
  S1: {
    'stays open': latent('Stop is not heard: the vehicle and the console still end a charge'),
    'stays closed': 'stop button stuck',
  },
  R2: {
    open: latent('Stop is not heard: the vehicle and the console still end a charge'),
    short: NOISE,
  },
  C1: { open: NOISE, short: 'stop button stuck' },
  R3: {
    open: 'start button stuck',
    short: latent('the button pulls on the supply when it is pressed'),
  },
  S3: { 'stays open': latent('Start is not heard'), 'stays closed': 'start button stuck' },
  R4: { open: latent('Start is not heard'), short: NOISE },
  C3: { open: NOISE, short: 'start button stuck' },
  R8: {
    open: 'service jumper reads set',
    short: latent('the jumper pulls on the supply when it is set'),
  },
  S8: {
    'stays open': latent('the jumper is not seen: an installer needs the key'),
    'stays closed': 'service jumper reads set',
  },
  R9: { open: latent('the jumper is not seen: an installer needs the key'), short: NOISE },
  R10: {
    open: latent('the jumper is not seen: an installer needs the key'),
    short: latent('at a multiplexer the jumper is not seen: an installer needs the key'),
  },
  C8: { open: NOISE, short: 'service jumper reads set' },
  R5: { open: NO_LAMP, short: NO_LAMP },
  H5: { dark: NO_LAMP },
  R6: { open: NO_LAMP, short: NO_LAMP },
  H6: { dark: NO_LAMP },
  R7: { open: NO_LAMP, short: NO_LAMP },
  H7: { dark: NO_LAMP },
  U1: { 'no signal': NO_CONSOLE, 'stuck low': NO_CONSOLE },
  J1: { 'no signal': NO_CONSOLE, 'stuck low': NO_CONSOLE },
};

const HARDWARE = latent('the comparator no longer opens by itself; the interpreter still does');

export const comparators: SheetFailures = {
  R1: { open: HARDWARE, short: 'reflex opens by itself' },
  R2: { open: 'reflex opens by itself', short: HARDWARE },
  U1A: { high: 'reflex opens by itself', low: HARDWARE },
  R3: { open: HARDWARE, short: 'reflex opens by itself' },
  R4: { open: HARDWARE, short: NOISE },
  C1: { open: NOISE, short: HARDWARE },
  R5: { open: HARDWARE, short: 'reflex opens by itself' },
  R6: { open: 'reflex opens by itself', short: HARDWARE },
  U1B: { high: 'reflex opens by itself', low: HARDWARE },
  R7: { open: HARDWARE, short: 'reflex opens by itself' },
  R8: { open: HARDWARE, short: NOISE },
  C2: { open: NOISE, short: HARDWARE },
};

/** A converter that does not answer reads zero at every net: of these the first that is acted on stands for all. */
export const converter: SheetFailures = {
  U1: { 'no answer': 'CP stuck at -12 V', 'stuck at latch': 'PP shorted' },
  C1: { open: NOISE, short: 'rail lost' },
  R1: { open: NOISE, short: 'CP stuck at -12 V' },
};
