/**
 * Fault words: what each fault is called and what people are told, for displays, logs and back-ends.
 *
 * The rows of `control/faults.ts` by their names, with the numbers of limits and drivers. Not flashed: a board says the name, whoever shows it to a
 * person says the words. Which end holds the plug is always said.
 */

import { type Fault, type FaultName, faultRows } from './control/faults.ts';
import { createLimits } from './control/limits.ts';
import { RIDE_THROUGH_MS } from './drivers/digital-inputs.ts';
import { READY_MILLIVOLTS } from './drivers/lock-supply.ts';
import { FOLLOW_MS, TOLERANCE_DIVISOR, TOLERANCE_MILLIAMPS } from './drivers/outgoing-current.ts';
import {
  BELIEVE_MS,
  EARTH_DECIVOLTS,
  HIGH_DECIVOLTS,
  LOW_DECIVOLTS,
} from './drivers/supply-meter.ts';
import { HOT_CELSIUS } from './drivers/thermometer.ts';
import {
  carUnlock,
  emergency,
  type FaultWords,
  handsOff,
  installer,
  isolator,
  other,
  pull,
  stop,
} from './fault-steps.ts';

const limits = createLimits();

/** In the order of precedence; by name. A fault without words does not compile. */
export const faultWords: Readonly<Record<string, FaultWords>> = {
  welded: {
    driver: 'The socket may still be live. The plug stays locked.',
    steps: ['Do not pull the plug.', 'Switch the isolator off.', installer],
    installer: `Contactor commanded open, not sensed open. Measure the outgoing side; check contactor, mirror contact and voltage sense. Clears by itself once every proof has said dead for ${limits.disproofMs / 1000} s with supply present.`,
    category: 'Power',
    class: 'safety',
    end: 'socket',
  },
  'residual-current': {
    driver: 'A leakage current was found. Charging has stopped; the socket lets go.',
    steps: [carUnlock, pull, 'Try another cable; press Start to go on.', installer],
    installer:
      'Residual-current sensor tripped. Check cable, car and sensor. Clears by Stop or Start, or by the plug out of the socket, after a passed self-test; not by unplugging at the car.',
    category: 'Protection',
    class: 'safety',
    end: 'vehicle',
  },
  'emergency-stop': {
    driver: 'Emergency stop is pressed. Charging has stopped; the socket lets go.',
    steps: [
      'Turn the emergency stop back when it is safe.',
      carUnlock,
      pull,
      'Then press Stop or Start: until somebody does, nothing starts again.',
    ],
    installer:
      'Emergency stop input active; a broken wire reads the same. Clears by Stop or Start once it is turned back, not by unplugging.',
    category: 'Protection',
    class: 'safety',
    end: 'unknown',
  },
  'power-loss': {
    driver:
      'There is no power. The plug is let go, or held until power returns if the owner chose so.',
    steps: ['Wait for power, or press Stop to get the plug back.', carUnlock, pull],
    installer: `Isolator sense says no mains for more than ${RIDE_THROUGH_MS} ms. Check isolator, breaker, supply.`,
    category: 'Power',
    class: 'information',
    end: 'socket',
  },
  'earth-fault': {
    driver: `${handsOff} ${emergency}`,
    steps: [
      handsOff,
      emergency,
      'Standing beside the car is dangerous as well: car and ground are not at one voltage.',
      installer,
    ],
    installer: `More than ${EARTH_DECIVOLTS / 10} V on protective earth: broken PEN conductor? The contactor is open, which is an alarm and no protection: the earth is not switched. These words have not been reviewed by an expert.`,
    category: 'Power',
    class: 'safety',
    end: 'socket',
  },
  undervoltage: {
    driver: 'The supply voltage is too low. Charging waits.',
    steps: ['It goes on by itself.', stop, carUnlock, pull],
    installer: `Supply below ${LOW_DECIVOLTS / 10} V for ${BELIEVE_MS / 1000} s.`,
    category: 'Power',
    class: 'service',
    end: 'socket',
  },
  overvoltage: {
    driver: 'The supply voltage is too high. Charging waits.',
    steps: ['It goes on by itself.', stop, carUnlock, pull],
    installer: `Supply above ${HIGH_DECIVOLTS / 10} V for ${BELIEVE_MS / 1000} s.`,
    category: 'Power',
    class: 'service',
    end: 'socket',
  },
  'supply-under-load': {
    driver: 'The charger switches itself off when it begins to charge. It does not charge.',
    steps: [carUnlock, pull, other, installer],
    installer: `${limits.loadResets} resets, each within ${limits.loadProofMs / 1000} s after the contactor closed: the controller's supply fails under load. Rail, its capacitors, common wiring with the load. Clears by Stop or Start.`,
    category: 'Power',
    class: 'service',
    end: 'socket',
  },
  'over-temperature': {
    driver: 'The socket is too hot. Charging waits until it has cooled.',
    steps: ['It goes on by itself.', stop, carUnlock, pull],
    installer: `Contacts above ${HOT_CELSIUS} °C: check crimps, contact wear, load.`,
    category: 'Temperature',
    class: 'safety',
    end: 'socket',
  },
  'thermometer-lost': {
    driver: 'The socket cannot measure its temperature. Charging waits.',
    steps: [stop, carUnlock, pull, other, installer],
    installer: 'Thermometer wire cut or shorted.',
    category: 'Temperature',
    class: 'service',
    end: 'socket',
  },
  'over-current': {
    driver: 'The car drew more than it was offered. Charging has stopped; the socket lets go.',
    steps: [carUnlock, pull, 'Plug in again, or press Start.', 'Have the car checked.'],
    installer: `Current above the offer by more than ${100 / TOLERANCE_DIVISOR} % and ${TOLERANCE_MILLIAMPS / 1000} A, against the highest offer of the last ${FOLLOW_MS / 1000} s.`,
    category: 'Power',
    class: 'safety',
    end: 'vehicle',
  },
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
  'contactor-open': {
    driver: 'The charger could not switch on. The socket lets go.',
    steps: [carUnlock, pull, other, installer],
    installer: `Contactor commanded closed, not sensed closed within ${limits.closeVerdictMs} ms.`,
    category: 'Power',
    class: 'service',
    end: 'socket',
  },
  'pilot-short': {
    driver: 'The cable has a fault. Charging has stopped.',
    steps: [stop, carUnlock, pull, 'Use another cable.'],
    installer: 'Control pilot at 0 V: CP shorted to PE in cable or car.',
    category: 'Pilot',
    class: 'safety',
    end: 'vehicle',
  },
  'pilot-diode': {
    driver: 'The cable or the car has a fault. Charging has stopped.',
    steps: [stop, carUnlock, pull, 'Use another cable.'],
    installer: 'Negative half of the pilot is missing: no diode, or a wet plug.',
    category: 'Pilot',
    class: 'safety',
    end: 'vehicle',
  },
  'pilot-invalid': {
    driver: 'The charger does not understand the car. Charging waits.',
    steps: [stop, carUnlock, pull, 'Plug in again.', installer],
    installer:
      'Pilot level belongs to no state. See `pilot` on the console for level and glitches.',
    category: 'Pilot',
    class: 'service',
    end: 'vehicle',
  },
  'lock-jam': {
    driver: 'The plug could not be locked. It is free; no energy flows.',
    steps: [pull, 'Plug in again, fully and straight.', other, installer],
    installer:
      'The pin did not reach its locked position: plug not fully in, dirt, actuator, swapped wires.',
    category: 'Connector',
    class: 'service',
    end: 'socket',
  },
  'authorization-timeout': {
    driver: 'Nobody authorised the charge. The plug is free.',
    steps: ['Authorise, or press Start.', pull],
    installer: 'No authorisation within the time that is set.',
    category: 'Session',
    class: 'information',
    end: 'socket',
  },
  'journal-unreadable': {
    driver: 'The charger does not remember what was before. Press Start to charge.',
    steps: ['Press Start or Stop.', pull, installer],
    installer:
      'The journal could not be read: a new board, or power was cut in the midst of a write. Nothing closes before somebody has acted. If it comes again, check the storage.',
    category: 'Session',
    class: 'service',
    end: 'socket',
  },
  'self-test-failed': {
    driver: 'The charger did not pass its safety test. It does not charge.',
    steps: [stop, carUnlock, pull, other, installer],
    installer: 'Residual-current sensor did not trip, or did not recover, in its self-test.',
    category: 'Protection',
    class: 'safety',
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
  'ventilation-required': {
    driver: 'This car asks for a ventilated place. It does not charge here.',
    steps: [stop, carUnlock, pull],
    installer: 'Vehicle in state D; ventilation is not configured.',
    category: 'Session',
    class: 'information',
    end: 'vehicle',
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
  'settings-lost': {
    driver: 'The charger has lost its settings. It charges slowly, and asks for authorisation.',
    steps: ['Authorise, or press Start.', installer],
    installer: `The stored settings cannot be read: ${limits.leastMilliamps / 1000} A and authorization on are in force. Set all of them again; the first \`set\` clears this.`,
    category: 'Session',
    class: 'service',
    end: 'socket',
  },
} satisfies Record<FaultName, FaultWords>;

/** The words of a fault; undefined for None. */
export function wordsOf(fault: Fault): FaultWords | undefined {
  const row = faultRows[fault];
  return row === undefined ? undefined : faultWords[row.name];
}
