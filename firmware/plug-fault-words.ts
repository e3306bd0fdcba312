/**
 * Plug fault words: the texts for people about plug, lock and latch. The other rows: `fault-words.ts`.
 */

import { READY_MILLIVOLTS } from './drivers/lock-supply.ts';
import {
  carUnlock,
  type FaultWords,
  installer,
  isolator,
  other,
  pull,
  stop,
} from './fault-steps.ts';

/** By the names of `faultRows`. */
export const plugFaultWords = {
  'latch-lost': {
    driver: 'The lock lost its grip while charging. Charging has stopped; the socket lets go.',
    steps: [carUnlock, pull, 'Plug in again.', installer],
    installer: 'Latch not sensed locked while energised: sense wire, switch, pin, part.',
    category: 'Connector',
    class: 'safety',
    end: 'socket',
  },
  'latch-lost-opening': {
    driver: 'The lock lost its grip while the charge was being ended. The socket lets go.',
    steps: [carUnlock, pull, 'Plug in again.', installer],
    installer:
      'Latch not sensed locked between the open command and the proof that the outgoing side is dead: sense wire, switch, pin, part.',
    category: 'Connector',
    class: 'safety',
    end: 'socket',
  },
  'plug-lost': {
    driver: 'The plug lost contact while charging. Charging has stopped.',
    steps: [carUnlock, pull, 'Plug in again, fully.', installer],
    installer: 'Proximity contact lost while energised: plug half out, PP wire, coding resistor.',
    category: 'Connector',
    class: 'safety',
    end: 'socket',
  },
  'lock-jam': {
    driver: 'The plug could not be locked. No energy flows.',
    steps: [pull, 'Plug in again, fully and straight.', other, installer],
    installer:
      'The pin did not reach its locked position: plug not fully in, dirt, actuator, swapped wires.',
    category: 'Connector',
    class: 'service',
    end: 'socket',
  },
  'proximity-short': {
    driver: 'The cable cannot be recognised. It does not charge.',
    steps: [stop, carUnlock, pull, 'Use another cable.'],
    installer: 'Proximity below 75 Ω: shorted coding resistor or wire.',
    category: 'Connector',
    class: 'service',
    end: 'socket',
  },
  'partial-insertion': {
    driver: 'The plug is not fully in.',
    steps: ['Push the plug in until it stops.', pull],
    installer: 'Proximity wanders between bands: half-inserted plug or a loose PP contact.',
    category: 'Connector',
    class: 'information',
    end: 'socket',
  },
  'no-plug': {
    driver: 'A car is seen, but no plug. It does not charge.',
    steps: ['Push the plug in until it stops.', 'Use another cable.', installer],
    installer: 'Pilot in B, C or D with PP open: PP wire or coding resistor.',
    category: 'Connector',
    class: 'service',
    end: 'socket',
  },
  'lock-supply-low': {
    driver: 'The lock is gathering strength. Please wait.',
    steps: ['It moves by itself as soon as it can.'],
    installer: `The lock's supply is below ${READY_MILLIVOLTS / 1000} V: capacitor, charging resistor, 12 V rail.`,
    category: 'Connector',
    class: 'information',
    end: 'socket',
  },
  'release-jam': {
    driver: 'The plug cannot be taken out of the socket yet.',
    steps: [
      'Push the plug in, press Stop, then pull it straight.',
      carUnlock,
      isolator,
      'Do not lever or prise.',
      installer,
    ],
    installer:
      'Two bursts of release strokes did not bring the pin back. It is retried for ever: tension, dirt, ice, actuator, latch sense.',
    category: 'Connector',
    class: 'safety',
    end: 'socket',
  },
  'latch-unproven': {
    driver: 'The lock could not be proven. It does not charge.',
    steps: [stop, pull, 'Plug in again, or press Start.', other, installer],
    installer:
      'The pin reads locked, and nobody saw the sense change from unlocked to locked within a stroke: latch switch, wire, pin half-way; or a restart with relock off.',
    category: 'Connector',
    class: 'service',
    end: 'socket',
  },
} satisfies Record<string, FaultWords>;
