/**
 * Fault words: what the installer is told about each fault, and how a back-end files it.
 *
 * The rows of `control/faults.ts` by their names, with the numbers of limits and drivers. Not flashed: a board
 * sends the name, and what shows it to a person adds the words. What the driver is told stands in
 * `sim/view/words/`, in every language.
 */

import { type Fault, type FaultName, faultRows } from './control/faults.ts';
import { createLimits } from './control/limits.ts';
import { RIDE_THROUGH_MS } from './drivers/digital-inputs.ts';
import { FOLLOW_MS, TOLERANCE_DIVISOR, TOLERANCE_MILLIAMPS } from './drivers/outgoing-current.ts';
import { BELIEVE_MS, EARTH_DECIVOLTS } from './drivers/supply-meter.ts';
import { HOT_CELSIUS } from './drivers/thermometer.ts';
import { type FaultWords, plugFaultWords } from './plug-fault-words.ts';

const limits = createLimits();

/** In the order of precedence; by name. A fault without words does not compile. */
const words: Readonly<Record<string, FaultWords>> = {
  ...plugFaultWords,
  welded: {
    installer: `Contactor commanded open, not sensed open. Measure the outgoing side; check contactor, mirror contact and voltage sense. Clears by itself once every proof has said dead for ${limits.disproofMs / 1000} s with supply present.`,
    category: 'Power',
    class: 'safety',
    end: 'socket',
  },
  'residual-current': {
    installer:
      'Residual-current sensor tripped. Check cable, car and sensor. Clears by Stop or Start, or by the plug out of the socket, after a passed self-test; not by unplugging at the car.',
    category: 'Protection',
    class: 'safety',
    end: 'vehicle',
  },
  'emergency-stop': {
    installer:
      'Emergency stop input active; a broken wire reads the same. Clears by Stop or Start once it is turned back, not by unplugging.',
    category: 'Protection',
    class: 'safety',
    end: 'unknown',
  },
  'power-loss': {
    installer: `Isolator sense says no mains for more than ${RIDE_THROUGH_MS} ms. Check breaker, supply.`,
    category: 'Power',
    class: 'information',
    end: 'socket',
  },
  'contacts-unsteady': {
    installer:
      'Contactor commanded open, and the proofs say open and closed in turn: mirror contact, voltage sense, their wires.',
    category: 'Power',
    class: 'safety',
    end: 'socket',
  },
  'earth-fault': {
    installer: `More than ${EARTH_DECIVOLTS / 10} V on protective earth: broken PEN conductor? Opening L and N is an alarm, and no protection against a broken PEN conductor: the earth is not switched. These words have not been reviewed by an expert.`,
    category: 'Power',
    class: 'safety',
    end: 'socket',
  },
  undervoltage: {
    installer: `Supply below lowest-supply (${limits.lowSupplyDecivolts / 10} V as shipped) for ${BELIEVE_MS / 1000} s.`,
    category: 'Power',
    class: 'service',
    end: 'socket',
  },
  overvoltage: {
    installer: `Supply above highest-supply (${limits.highSupplyDecivolts / 10} V as shipped) for ${BELIEVE_MS / 1000} s.`,
    category: 'Power',
    class: 'service',
    end: 'socket',
  },
  'supply-under-load': {
    installer: `${limits.loadResets} resets, each within ${limits.loadProofMs / 1000} s after the contactor closed: the controller's supply fails under load. Rail, its capacitors, common wiring with the load. Clears by Stop or Start.`,
    category: 'Power',
    class: 'service',
    end: 'socket',
  },
  'over-temperature': {
    installer: `Contacts above ${HOT_CELSIUS} °C: check crimps, contact wear, load.`,
    category: 'Temperature',
    class: 'safety',
    end: 'socket',
  },
  'thermometer-lost': {
    installer: 'Thermometer wire cut or shorted.',
    category: 'Temperature',
    class: 'service',
    end: 'socket',
  },
  'over-current': {
    installer: `Current above the offer by more than ${100 / TOLERANCE_DIVISOR} % and ${TOLERANCE_MILLIAMPS / 1000} A, against the highest offer of the last ${FOLLOW_MS / 1000} s.`,
    category: 'Power',
    class: 'safety',
    end: 'vehicle',
  },
  'proof-stuck': {
    installer: `For ${limits.closeVerdictMs} ms of a commanded close one proof said closed and the other did not: \`faults\` on the console names it. Mirror contact's wire shorted, wire of the voltage sense cut, a main contact that does not close, a line that is missing. A proof is believed in a cycle in which it is seen to change, and in no other.`,
    category: 'Power',
    class: 'safety',
    end: 'socket',
  },
  'contactor-open': {
    installer: `Contactor commanded closed, and no proof said closed within ${limits.closeVerdictMs} ms: coil, its supply, the latch contact in series with it; with one proof only, that proof: mirror contact's wire shorted, wire of the voltage sense cut.`,
    category: 'Power',
    class: 'service',
    end: 'socket',
  },
  'contactor-dropped': {
    installer:
      'Contactor commanded closed and sensed closed, then no longer: its coil, its supply, a loose wire, the latch contact in series with the coil.',
    category: 'Power',
    class: 'service',
    end: 'socket',
  },
  'pilot-short': {
    installer: 'Control pilot at 0 V: CP shorted to PE in cable or car.',
    category: 'Pilot',
    class: 'safety',
    end: 'vehicle',
  },
  'pilot-diode': {
    installer: 'Negative half of the pilot is missing: no diode, or a wet plug.',
    category: 'Pilot',
    class: 'safety',
    end: 'vehicle',
  },
  'pilot-invalid': {
    installer:
      'Pilot level belongs to no state. See `pilot` on the console for level and glitches.',
    category: 'Pilot',
    class: 'service',
    end: 'vehicle',
  },
  'authorization-timeout': {
    installer: 'No authorisation within the time that is set.',
    category: 'Session',
    class: 'information',
    end: 'socket',
  },
  'journal-unreadable': {
    installer:
      'The journal could not be read: a new board, or power was cut in the midst of a write. Nothing closes before somebody has acted. If it comes again, check the storage.',
    category: 'Session',
    class: 'service',
    end: 'socket',
  },
  'reflex-stopped': {
    installer:
      'The hardware that opens the contactor beside the interpreter stands still (`health` on the console). Nothing closes until the charger has been restarted: isolator off and on. If it comes again, replace the controller.',
    category: 'Protection',
    class: 'safety',
    end: 'socket',
  },
  'self-test-failed': {
    installer: 'Residual-current sensor did not trip, or did not recover, in its self-test.',
    category: 'Protection',
    class: 'safety',
    end: 'socket',
  },
  'ventilation-required': {
    installer: 'Vehicle in state D; ventilation is not configured.',
    category: 'Session',
    class: 'information',
    end: 'vehicle',
  },
  'settings-lost': {
    installer: `The stored settings cannot be read: ${limits.leastMilliamps / 1000} A and authorization on are in force. Set all of them again; the first \`set\` clears this.`,
    category: 'Session',
    class: 'service',
    end: 'socket',
  },
} satisfies Record<FaultName, FaultWords>;

/** In the order of precedence; keyed by the names of `faultRows`. */
export const faultWords: Readonly<Record<string, FaultWords>> = Object.fromEntries(
  faultRows.flatMap(({ name }) => {
    const found = words[name];
    return found === undefined ? [] : [[name, found] as const];
  }),
);

/** The words of a fault; undefined for None. */
export function wordsOf(fault: Fault): FaultWords | undefined {
  const row = faultRows[fault];
  return row === undefined ? undefined : faultWords[row.name];
}
