/**
 * Socket modes: what fails on the control pilot, on proximity, and at what people press.
 */

import type { Context } from './contexts.ts';
import type { Mode } from './modes.ts';

/** Where the phase itself does not short the pilot and mend it. */
const hasWholePilot = ({ phase }: Context): boolean => phase !== 'a fault clears';

export const socketModes = {
  'CP open': {
    lines: ['cable earth lost'],
    worst: 'no energy',
    told: [],
  },
  'CP open for a while': {
    lines: ['cable earth lost'],
    forMs: 5000,
    worst: 'nothing',
    told: [],
  },
  'CP shorted': {
    lines: ['pilot-wire shorted'],
    where: hasWholePilot,
    worst: 'no energy',
    told: ['pilot-short'],
  },
  'CP shorted for a while': {
    lines: ['pilot-wire shorted'],
    forMs: 5000,
    where: hasWholePilot,
    worst: 'no energy',
    told: ['pilot-short', 'latch-unproven'],
  },
  'CP stuck at 12 V': {
    lines: ['spike 12 V for 200 s'],
    worst: 'no energy',
    told: [],
  },
  'CP stuck at -12 V': {
    lines: ['spike -12 V for 200 s'],
    worst: 'no energy',
    told: ['pilot-invalid'],
  },
  'CP reads 9 V': {
    lines: ['spike 9 V for 200 s'],
    worst: 'no energy',
    told: ['pilot-diode', 'no-plug'],
  },
  'CP reads 6 V': {
    lines: ['spike 6 V for 200 s'],
    worst: 'no energy',
    told: ['pilot-diode', 'no-plug'],
  },
  'negative half lost': {
    lines: ['negative half -7 V'],
    worst: 'no energy',
    told: ['pilot-diode'],
  },
  'pilot source at 10 V': {
    lines: ['source drifts to 10 V within 0 ms'],
    worst: 'no energy',
    told: ['pilot-diode', 'no-plug'],
  },
  'pilot noisy': {
    lines: ['noise 1 V'],
    worst: 'nothing',
    told: [],
  },
  'pulses short': {
    lines: ['pulse short by 28 permille'],
    worst: 'nothing',
    told: [],
  },
  'CP and PP bridged': {
    lines: ['socket contacts bridged'],
    worst: 'no energy',
    told: ['pilot-diode', 'no-plug', 'ventilation-required'],
  },
  'socket wet': {
    lines: ['moisture 5 kOhm'],
    worst: 'no energy',
    told: ['pilot-diode', 'no-plug'],
  },
  'PP open': {
    lines: ['proximity wire cut'],
    worst: 'no energy',
    told: ['plug-lost', 'no-plug'],
  },
  'PP shorted': {
    lines: ['proximity wire shorted'],
    worst: 'no energy',
    told: ['proximity-short'],
  },
  'PP contact at 500 Ω': {
    lines: ['proximity contact 500 Ohm within 0 ms'],
    worst: 'nothing',
    told: [],
  },
  'cable codes 13 A': {
    lines: ['cable 1500 Ohm'],
    worst: 'nothing',
    told: [],
  },
  'thermometer cut': {
    lines: ['thermometer wire cut'],
    worst: 'no energy',
    told: ['thermometer-lost'],
  },
  'thermometer shorted': {
    lines: ['thermometer wire shorted'],
    worst: 'no energy',
    told: ['thermometer-lost'],
  },
  'e-stop reads pressed': {
    lines: ['emergency-stop press'],
    worst: 'no energy',
    told: ['emergency-stop'],
  },
  'stop button stuck': {
    lines: ['press stop for 30 s'],
    worst: 'no energy',
    told: [],
  },
  'start button stuck': {
    lines: ['press start for 30 s'],
    worst: 'nothing',
    told: [],
  },
  'service jumper reads set': {
    lines: ['jumper in'],
    worst: 'nothing',
    told: [],
  },
} as const satisfies Record<string, Mode>;
