/**
 * Charge rows: what drivers are told and when, the sequences of a charge, supply and isolator, the owner's choices.
 */

import { type Requirement, row } from './requirement.ts';

export const chargeRows: readonly Requirement[] = [
  row(
    'D1',
    'Stop frees the plug within 5 s with a car that co-operates, within 10 s with one that does not.',
    'control/session control/release',
    'driver/stop-button-frees-* driver/stop-ignored-* driver/app-stop timing/stop-waits-6-s',
  ),
  row(
    'D2',
    'A plug that is unplugged at the car comes free within 5 s.',
    'control/phases',
    'driver/unplugged-at-the-car',
  ),
  row(
    'D3',
    'A Stop button is heard once, as it is pressed; without a session it does nothing.',
    'observe drivers/debounce',
    'driver/stuck-stop-button driver/press-stop-*',
  ),
  row(
    'D4',
    'After a stop or a release the same plug can start again, and another car be plugged in.',
    'control/session',
    'driver/start-again-after-stop driver/new-car-after-release session/*',
  ),
  row(
    'D5',
    'A stop in the car holds the plug, and says what to do.',
    'control/hold-reason',
    'driver/stop-in-the-car-holds',
  ),
  row(
    'D6',
    'A lock that is cold or stiff gets the strokes that it needs; a jam is told within 8 s.',
    'control/release drivers/thermometer',
    'driver/cold-lock-* driver/stiff-lock-* fault/one-burst-* fault/the-last-* release/*',
  ),
  row(
    'D7',
    'Ready is told only of a lock that was released and verified, and of sensors that were read.',
    'control/phases observe',
    'driver/the-pilot-is-proven-before-ready',
  ),
  row(
    'D8',
    'Every fault is told, with what clears it.',
    'control/faults control/fault-detection drivers/indicator',
    'fault/* lies/*',
    {
      search: ['faults'],
      tests: ['test/firmware/fault-words.test.ts'],
    },
  ),
  row(
    'D9',
    'The console answers what was typed, what is there and what is missing; what it cannot read moves nothing.',
    'console/console console/commands console/console-state console/trace console/health control/words requests',
    'console/*',
    {
      tests: ['test/firmware/requests.test.ts', 'test/firmware/control/control-words.test.ts'],
    },
  ),
  row(
    'T1',
    'B to C under an offer: supply within 3 s; from C at once, with the stroke and 150 ms.',
    'control/phases',
    'timing/b-to-c-* timing/plug-in-to-energy timing/lock-command-20-ms-tick',
  ),
  row(
    'T2',
    'C to B and C to A: contacts open within 100 ms in all, the command within 40 ms, or 60 ms at a tick of 20 ms.',
    'loop drivers/control-pilot',
    'timing/c-to-b-* timing/car-opens* fault/stall-while-the-car-opens',
    { search: ['contactor'] },
  ),
  row(
    'T3',
    'A stop by the charger waits up to 6 s for the car; emergencies do not.',
    'control/phases',
    'timing/stop-waits-6-s timing/emergencies-do-not-wait',
  ),
  row(
    'T4',
    'A pilot that is lost in C: open within 60 ms, F for at least 300 ms.',
    'control/offer',
    'timing/pilot-lost-in-c fault/pilot-*',
  ),
  row(
    'T5',
    'The offer changes at most every 5 s; below 6 A it pauses; after a stop it waits out the minimum open time.',
    'control/offer control/limits',
    'timing/offers-* timing/pause-by-limit timing/minimum-off-time-*',
  ),
  row(
    'T6',
    'A car that sleeps is woken, one that has finished is not.',
    'control/offer',
    'timing/wake-up timing/no-wake-up-when-finished',
  ),
  row(
    'T7',
    'Every vehicle within its tolerances is read, with every source within its own; ventilation where it is configured.',
    'drivers/control-pilot drivers/input-words',
    'timing/every-cars-* timing/tolerances-* timing/ventilated timing/simplified-car lies/source-drifts',
  ),
  row(
    'T8',
    'After a boot a locked plug without a car is released within 2 s.',
    'control/phases main controller',
    'timing/boot-releases-within-2-s fault/jittering-ticks fault/late-ticks',
  ),
  row(
    'P1',
    'A dip is ridden through, a loss is acted on, a brown-out of the controller is a restart.',
    'drivers/digital-inputs drivers/debounce charger',
    'supply/ride-through* supply/loss-is-acted-on supply/brown-out-* supply/watchdog-*',
    { search: ['power'] },
  ),
  row(
    'P2',
    'On a supply loss the plug is released from stored energy, or held: as the owner chooses and the hardware allows.',
    'drivers/hold-up control/limits',
    'supply/release-* supply/hold-* supply/*hold-up* supply/no-lock-capacitor* supply/own-supply-* supply/stop-frees-* supply/hold-to-lock-*',
  ),
  row(
    'P3',
    'After a supply loss a charge is resumed, released or kept locked: as the owner chooses.',
    'control/phases control/session storage/journal',
    'supply/resume-* supply/release-after-* supply/simplified-car-* supply/stop-then-* supply/power-lost-*',
    { search: ['power'] },
  ),
  row(
    'P4',
    'After an outage the charge waits for a delay of its own, over resets as well.',
    'charger storage/journal',
    'supply/outage-delay-ends supply/random-delay-* supply/watchdog-keeps-*',
  ),
  row(
    'P5',
    'A supply out of its window, and a voltage on the earth, end the charge before the contactor must open under load.',
    'drivers/supply-meter',
    'supply/under-* supply/another-* supply/mains-* supply/earth-*',
  ),
  row(
    'P6',
    'What was stored is read after an update, or means the worst.',
    'storage/journal storage/crc16',
    'fault/journal-* fault/new-board fault/settings-lost',
    {
      tests: [
        'test/firmware/storage/first-layout.test.ts',
        'test/firmware/storage/journal.test.ts',
      ],
    },
  ),
  row(
    'O1',
    'Authorisation: before the plug or after it, ended by its time, by the plug and by a stop.',
    'control/session',
    'policy/authorization* fault/authorization-*',
    { search: ['people'] },
  ),
  row(
    'O2',
    'The plug is locked while connected, while charging, or permanently.',
    'control/phases control/hold-reason',
    'policy/while-charging* policy/permanent-* proof/shorted-sense-permanent',
    { search: ['people', 'lock'] },
  ),
  row(
    'O3',
    'A delay before the release warns, and is skipped where nobody asked for it.',
    'control/release drivers/indicator',
    'policy/release-delay*',
  ),
  row(
    'O4',
    'Settings are checked, stored before they are acknowledged, and survive power.',
    'storage/settings storage/settings-store storage/setting-value storage/limit-field control/limit-check',
    'policy/setting*',
    {
      tests: ['test/firmware/storage/settings.test.ts', 'test/firmware/fittings.test.ts'],
    },
  ),
  row(
    'O5',
    'Every lock part is served within its rating; a solenoid is held behind its coil.',
    'drivers/lock-parts drivers/hold-to-lock',
    'policy/every-part policy/hold-to-lock-* proof/hold-to-lock-reset',
    { search: ['lock', 'drivers-lock'] },
  ),
  row(
    'O6',
    'One proof of the outgoing side is enough, two are better: either may fail.',
    'drivers/contactor drivers/digital-inputs',
    'policy/mirror-contact-only policy/outgoing-voltage-only proof/* fault/proof-stuck fault/mirror-stuck-closed fault/voltage-sense-stuck-live',
    { search: ['contactor', 'drivers-contactor'] },
  ),
];
