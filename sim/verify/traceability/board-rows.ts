/**
 * Board rows: what the firmware owes to the board that it runs on, and to whoever builds and repairs it.
 */

import { type Requirement, row } from './requirement.ts';

export const boardRows: readonly Requirement[] = [
  row(
    'B1',
    'A disturbance that is shorter than a limit does nothing, on one input or on all.',
    'drivers/debounce drivers/quiet-window observe sentinel',
    'lies/burst-* lies/latch-bounces lies/contacts-bounce proximity/charge-of-* proximity/settles-*',
  ),
  row(
    'B2',
    'A wire that is cut or shorted reads as the danger, or as nothing.',
    'drivers/latch-sense drivers/proximity drivers/thermometer',
    'fault/thermometer-* fault/latch-wire-* proximity/above-* proximity/plug-lost-in-c lies/latch-* lies/proximity-contact-corrodes',
  ),
  row(
    'B3',
    'Hardware that opens by itself is believed, and its failures are found.',
    'reflex drivers/reflex-sense',
    'reflex/*',
  ),
  row(
    'B4',
    'The residual-current sensor is tested after every charge, without a car, and once a day.',
    'drivers/residual-current',
    'fault/self-test-* fault/reset-in-the-self-test',
  ),
  row(
    'B5',
    'Service moves single strokes, and only where nobody is.',
    'control/service console/service-commands',
    'service/*',
    { search: ['service'] },
  ),
  row(
    'B7',
    'What each role may ask for is checked by a key, and wrong answers wait.',
    'console/roles drivers/service-jumper storage/access storage/siphash',
    'roles/*',
  ),
  row(
    'B6',
    'A tick in which nothing is due loses nothing, and no tick writes more than has changed.',
    'loop slow-work actuate control/step control/state control/signals control/outputs hal',
    'timing/car-opens* fault/late-ticks',
    {
      tests: ['test/firmware/quiet-ticks.test.ts', 'test/firmware/main.test.ts'],
    },
  ),
  row(
    'B8',
    'Nothing is locked, offered or closed by a program that is not what was built, in its text or in what it decides.',
    'replay',
    'lies/damaged-program lies/unread-program',
    { tests: ['test/firmware/replay.test.ts', 'test/firmware/main.test.ts'] },
  ),
];
