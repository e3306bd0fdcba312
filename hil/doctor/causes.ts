/**
 * Causes: every fault that the doctor can find, with plain words for what is wrong and what to do.
 */

import { type InputCause, inputFaults } from '../../firmware/drivers/input-words.ts';
import { READY_MILLIVOLTS } from '../../firmware/drivers/lock-supply.ts';

export interface CauseWords {
  readonly wrong: string;
  readonly todo: string;
}

function row(wrong: string, todo: string): CauseWords {
  return { wrong, todo };
}

const ofInputs = Object.fromEntries(
  inputFaults.map(({ cause, wrong, todo }) => [cause, { wrong, todo }]),
) as Record<InputCause, CauseWords>;

export const causes = {
  ...ofInputs,

  // Supply and digital inputs
  'supply-sense-silent': row(
    'The supply sense reports no mains at the charger.',
    'Switch the isolator on. If it is on: look at the optocoupler, its resistors, and the input pin.',
  ),
  'supply-sense-stuck': row(
    'The supply sense still reported mains when the isolator was off.',
    'It must sit ahead of the power supply, on the switched side; look for a short at the optocoupler.',
  ),
  'hold-up-short': row(
    'Without mains the controller loses its supply too soon.',
    'Look at the storage of its own branch (docs/wiring.md, “Supplies”) and at the diode ahead of it. A map with less declares less as holdUpMs; then a plug is held until mains returns.',
  ),
  'supply-low': row(
    'The supply is below what is set as lowest-supply.',
    'Measure at the terminals; tighten them.',
  ),
  'supply-high': row(
    'The supply is above what is set as highest-supply.',
    'Measure at the terminals; ask the grid operator.',
  ),
  'earth-fault': row(
    'There is voltage on the protective earth.',
    'Stop here. Have the earth and the PEN conductor tested before anything else.',
  ),
  'mirror-says-closed': row(
    'The mirror contact reads closed while nothing is commanded.',
    'Its wire is broken, its optocoupler has no supply, or a normally open auxiliary contact is fitted: fit a mirror contact.',
  ),
  'outgoing-says-live': row(
    'The voltage sense reads live while nothing is commanded.',
    'Measure the outgoing side. If it is dead, the sense is shorted or its polarity is wrong.',
  ),
  'contactor-welded': row(
    'Every fitted proof shows a live outgoing side, and nothing is commanded.',
    'Switch the isolator off. The contactor has welded, or its coil is wired around the controller.',
  ),
  'self-test-failed': row(
    'The residual-current sensor does not answer its test current.',
    'Look at its test input, its fault output, and its supply.',
  ),
  'jumper-dead': row(
    'Setting the service jumper changes nothing.',
    'A wire is broken or on another pin, or the map has none. Without it lost keys cannot be cleared.',
  ),
  'jumper-stuck': row(
    'The service jumper reads set although it was taken off.',
    "Look for a short on its wires. While it reads set, whoever reaches the line has the installer's role.",
  ),
  'stop-button-dead': row(
    'Pressing Stop changes nothing.',
    'A wire is broken or on another pin. Without Stop a driver cannot get the plug back.',
  ),

  // Pilot and proximity
  'pilot-grounded': row(
    'The pilot is at 0 V.',
    'CP touches earth between the 1 kOhm resistor and the socket, or the +12 V is missing.',
  ),
  'pilot-source-low': row(
    'The pilot’s +12 V is too low: states would be mistaken for each other.',
    'Measure the +12 V generation and the divider at CP.',
  ),
  'pilot-source-high': row(
    'The pilot’s +12 V is too high, or the divider at CP is wrong.',
    'Measure both.',
  ),
  'pilot-noisy': row(
    'The pilot is not stable.',
    'Twist CP with PE, keep it away from the contactor’s wires, look at the hold capacitor of the positive half.',
  ),
  'pilot-wire-open': row(
    'With the tester at B the pilot still shows no vehicle.',
    'The CP wire to the socket is open, or the tester has no contact.',
  ),
  'pilot-level-wrong': row(
    'A pilot level is outside of its window.',
    'Look at the 1 kOhm resistor, at the divider at CP, and at the tester’s own resistors.',
  ),
  'pilot-duty-wrong': row(
    'The duty at CP is not the one that is put out: a vehicle reads another current, or none.',
    'Look at the ±12 V driver and its supply, at the PWM output, and at capacitance at CP. 2.8 points too little make 6 A unreadable.',
  ),
  'pilot-negative-missing': row(
    'Under PWM the pilot’s negative half is missing.',
    'Look at the −12 V generation, at a suppressor at CP that clips one way only, and at the switch of the negative half.',
  ),
  'proximity-shorted': row(
    'The proximity line is shorted to earth.',
    'Look at the PP wire and at the contact; without a plug it must read 3.3 V.',
  ),
  'proximity-unstable': row(
    'The proximity line is not stable.',
    'A loose wire or contact, or a plug that is half in.',
  ),
  'proximity-plug': row(
    'The proximity line shows a plug.',
    'Take the plug out. If none is in: moisture, or the pull-up of 1 kOhm to 3.3 V has another value.',
  ),
  'proximity-pull-up': row(
    'Without a plug the proximity line should read its pull-up’s 3.3 V.',
    'Look at the 1 kOhm to 3.3 V, and at moisture in the socket.',
  ),
  'proximity-open': row(
    'With the tester in, the proximity line still shows no plug.',
    'The PP wire is open, or the tester has no coding resistor.',
  ),

  // Lock
  'lock-supply-low': row(
    `The lock’s supply does not reach ${READY_MILLIVOLTS / 1000} V: no stroke would start.`,
    'Wait until the capacitor is full, then look at its charging resistor and its fuse.',
  ),
  'lock-supply-high': row(
    'The lock’s supply is too high.',
    'It must be 12 V; look at its divider.',
  ),
  'lock-supply-sags': row(
    'The lock’s supply drops too far during a stroke.',
    'The capacitor is too small or worn, its wires are too thin, or the actuator is shorted. See ' +
      'holdfast size capacitor.',
  ),
  'latch-wire-cut': row(
    'The latch sense reads above both of its windows: its wire is cut.',
    'Look at the sense wire and at the lock’s plug.',
  ),
  'latch-wire-shorted': row(
    'The latch sense reads below both of its windows: its wire is shorted to ground.',
    'Look at the sense wire. The 100 Ohm belongs at the lock’s end of it, in series with the contact.',
  ),
  'latch-between': row(
    'The latch sense reads between its windows in every position of the lock.',
    'The pin stands half-way, or the fitted part is another one than the firmware was built for.',
  ),
  'lock-wires-swapped': row(
    'The lock moves the wrong way: its two wires are swapped.',
    'Swap the two wires of the actuator, or set its polarity in the pin map.',
  ),
  'latch-sense-reversed': row(
    'The lock moves the right way, but its sense shows the opposite.',
    'The sense contact is of the other kind: set its windows in the pin map, or take its other contact.',
  ),
  'lock-does-not-move': row(
    'The latch reads the same before and after every stroke: the pin does not move.',
    'In this order: the actuator’s two wires and its plug, the bridge’s supply and enable, something ' +
      'in the way of the pin, the actuator.',
  ),
  'lock-half-stroke': row(
    'The pin stops half-way.',
    'Another part may be fitted than the firmware was built for (longer stroke); or it is stiff, cold, ' +
      'or its supply is weak.',
  ),
  'lock-does-not-come-back': row(
    'The pin extends and does not retract.',
    'Push a plug in and out; look for a bent pin. A plug would be stuck here.',
  ),
  'lock-does-not-go-out': row(
    'The pin retracts and does not extend again.',
    'Something is in the way of the pin, or one half of the bridge is dead.',
  ),
  'lock-does-not-hold': row(
    'The latch reads locked, but the plug can be pulled out.',
    'Stop here: the pin misses the plug, or the sense shows the motor and not the pin.',
  ),

  // Contactor
  'closed-without-yes': row(
    'The contactor closed without your yes.',
    'Switch the isolator off. The coil is not under the controller’s command.',
  ),
  'contactor-dead': row(
    'Close was commanded, but no proof shows it.',
    'Look at the coil, its driver, and at the latch contact in series with it.',
  ),
  'opened-by-pilot': row(
    'The comparator on the pilot says that the vehicle is gone while it is at C: hardware has opened the contactor.',
    'Look at its 5 V, its wire and its level. Where none is fitted, the pin map must say pilotComparator: null.',
  ),
  'opened-by-latch': row(
    'The comparator on the latch says that it is not locked while it is: hardware has opened the contactor.',
    'Look at its 5 V, its wire and its level. Where none is fitted, the pin map must say latchComparator: null.',
  ),
  'mirror-stuck-open': row(
    'The contactor closed, and the mirror contact still conducts as if it were open.',
    'Its wire is shorted to ground, or an auxiliary contact is fitted that does not follow the main contacts: fit a mirror contact.',
  ),
  'outgoing-stuck-dead': row(
    'The contactor closed, but the voltage sense does not show it.',
    'Look at the sense of the outgoing side, and whether mains reaches the contactor.',
  ),
  'contactor-slow': row(
    'The contactor takes too long to open.',
    'No diode alone across a DC coil: use a diode with a Zener diode. Look at the part’s drop-out time.',
  ),
  'contactor-does-not-open': row(
    'The contactor does not open.',
    'Switch the isolator off. It has welded, or its coil has another source.',
  ),
  'plug-not-released': row(
    'After Stop the plug is not released.',
    'Type explain on the console. Then repair, and run the doctor again.',
  ),

  'not-ready': row(
    'After power has returned the charger does not become ready.',
    'On its console: explain, and faults.',
  ),

  // Controller
  'thermometer-cut': row('The thermometer’s wire is cut.', 'Look at the NTC and its wires.'),
  'thermometer-shorted': row('The thermometer is shorted.', 'Look at the NTC and its wires.'),
  'current-offset': row(
    'The current meter reads a current with the contactor open.',
    'Look at its zero and at its transformer.',
  ),
  'ticks-late': row(
    'The controller’s ticks come late.',
    'Something else runs on this board, or the tick is too short for it: set a tick of 20 ms.',
  ),
  'program-damaged': row(
    'The stored program is not as it was built: a bit of it has changed, or its end is missing.',
    'Flash it again; the charger stays in its restart until then. If it happens again, replace the board.',
  ),
  'program-other': row(
    'Another program than the one in the file runs on this board.',
    'Flash the file, or give the doctor the file that belongs on this board.',
  ),
  'heap-low': row(
    'Less than a third of the memory is free.',
    'Save the bundle minified; remove what else runs on this board.',
  ),
  'watchdog-missing': row(
    'The firmware stalled for 10 s, and no watchdog reset it.',
    'Do not use this board: a hanging interpreter would leave every output in its last state.',
  ),
  'journal-forgets': row(
    'Stored data is lost after a reset.',
    'Check the platform’s version and its file system.',
  ),
} as const satisfies Record<string, CauseWords>;

export type Cause = keyof typeof causes;
