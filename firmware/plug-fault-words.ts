/**
 * Plug fault words: what the installer is told about plug, lock and latch. The other rows: `fault-words.ts`.
 */

import { READY_MILLIVOLTS } from './drivers/lock-supply.ts';

/** Which end of the cable a fault concerns. */
export type End = 'socket' | 'vehicle' | 'unknown';

export interface FaultWords {
  /** What the installer checks. */
  readonly installer: string;
  readonly category: 'Connector' | 'Pilot' | 'Power' | 'Protection' | 'Temperature' | 'Session';
  readonly class: 'safety' | 'service' | 'information';
  readonly end: End;
}

/** By the names of `faultRows`. */
export const plugFaultWords = {
  'latch-lost': {
    installer: 'Latch not sensed locked while energised: sense wire, switch, pin, part.',
    category: 'Connector',
    class: 'safety',
    end: 'socket',
  },
  'latch-lost-opening': {
    installer:
      'Latch not sensed locked between the open command and the proof that the outgoing side is dead: sense wire, switch, pin, part.',
    category: 'Connector',
    class: 'safety',
    end: 'socket',
  },
  'plug-lost': {
    installer: 'Proximity contact lost while energised: plug half out, PP wire, coding resistor.',
    category: 'Connector',
    class: 'safety',
    end: 'socket',
  },
  'lock-jam': {
    installer:
      'The pin did not reach its locked position: plug not fully in, dirt, actuator, swapped wires. Under lock-policy permanent the vehicle clears nothing, and the lock rests until the plug is out or somebody acts.',
    category: 'Connector',
    class: 'service',
    end: 'socket',
  },
  'proximity-short': {
    installer: 'Proximity below 75 Ω: shorted coding resistor or wire.',
    category: 'Connector',
    class: 'service',
    end: 'socket',
  },
  'partial-insertion': {
    installer: 'Proximity wanders between bands: half-inserted plug or a loose PP contact.',
    category: 'Connector',
    class: 'information',
    end: 'socket',
  },
  'no-plug': {
    installer: 'Pilot in B, C or D with PP open: PP wire or coding resistor.',
    category: 'Connector',
    class: 'service',
    end: 'socket',
  },
  'lock-supply-low': {
    installer: `The lock's supply is below ${READY_MILLIVOLTS / 1000} V: capacitor, charging resistor, 12 V rail.`,
    category: 'Connector',
    class: 'information',
    end: 'socket',
  },
  'release-jam': {
    installer:
      'Two bursts of release strokes did not bring the pin back. It is retried for ever: tension, dirt, ice, actuator, latch sense.',
    category: 'Connector',
    class: 'safety',
    end: 'socket',
  },
  'latch-unproven': {
    installer:
      'The pin reads locked, and nobody saw the sense change from unlocked to locked within a stroke: latch switch, wire, pin half-way; or a restart with relock off.',
    category: 'Connector',
    class: 'service',
    end: 'socket',
  },
} satisfies Record<string, FaultWords>;
