/**
 * Causes: every fault that the doctor can find, with plain words for what is wrong and what to do.
 */

import { type InputCause, inputFaults } from '../../firmware/drivers/input-words.ts';

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
    'The supply sense says that no mains reaches the charger.',
    'Switch the isolator on. If it is on: look at the optocoupler, its resistors, and the input pin.',
  ),
  'supply-sense-stuck': row(
    'The supply sense still said that mains was there when the isolator was off.',
    'It must sit ahead of the power supply, on the switched side; look for a short at the optocoupler.',
  ),
  'hold-up-short': row(
    'Without mains the controller was gone before it could say so.',
    'Its supply must live on for 100 ms at least: nothing can be released from stored energy like this.',
  ),
  'supply-low': row('The supply is below 207 V.', 'Measure at the terminals; tighten them.'),
  'supply-high': row(
    'The supply is above 253 V.',
    'Measure at the terminals; ask the grid operator.',
  ),
  'earth-fault': row(
    'There is voltage on the protective earth.',
    'Stop here. Have the earth and the PEN conductor tested before anything else.',
  ),
  'mirror-says-closed': row(
    'The mirror contact says closed while nothing is commanded.',
    'If it is a normally closed contact, set its polarity in the pin map. Otherwise look for a short.',
  ),
  'outgoing-says-live': row(
    'The voltage sense says live while nothing is commanded.',
    'Measure the outgoing side. If it is dead, the sense is shorted or its polarity is wrong.',
  ),
  'contactor-welded': row(
    'Every fitted proof says that the outgoing side is live, and nothing is commanded.',
    'Switch the isolator off. The contactor has welded, or its coil is wired around the controller.',
  ),
  'self-test-failed': row(
    'The residual-current sensor does not answer its test current.',
    'Look at its test input, its fault output, and its supply.',
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
    'Measure the +12 V generation and the divider of the positive peak detector.',
  ),
  'pilot-source-high': row(
    'The pilot’s +12 V is too high, or the divider of its peak detector is wrong.',
    'Measure both.',
  ),
  'pilot-noisy': row(
    'The pilot does not stand still.',
    'Twist CP with PE, keep it away from the contactor’s wires, look at the peak detector’s capacitor.',
  ),
  'pilot-wire-open': row(
    'With the tester at B the pilot still shows no vehicle.',
    'The CP wire to the socket is open, or the tester has no contact.',
  ),
  'pilot-level-wrong': row(
    'A pilot level is outside of its window.',
    'Look at the 1 kOhm resistor, at the peak detectors’ dividers, and at the tester’s own resistors.',
  ),
  'pilot-negative-missing': row(
    'Under PWM the pilot’s negative half is missing.',
    'Look at the −12 V generation and at the negative peak detector.',
  ),
  'proximity-shorted': row(
    'The proximity line is shorted to earth.',
    'Look at the PP wire and at the contact; without a plug it must read 3.3 V.',
  ),
  'proximity-unstable': row(
    'The proximity line wanders.',
    'A loose wire or contact, or a plug that is half in.',
  ),
  'proximity-plug': row(
    'The proximity line says that a plug is there.',
    'Take the plug out. If none is in: moisture, or the pull-up of 1 kOhm to 3.3 V has another value.',
  ),
  'proximity-pull-up': row(
    'Without a plug the proximity line should read its pull-up’s 3.3 V.',
    'Look at the 1 kOhm to 3.3 V, and at moisture in the socket.',
  ),
  'proximity-open': row(
    'With the tester in, the proximity line still says that no plug is there.',
    'The PP wire is open, or the tester has no coding resistor.',
  ),

  // Lock
  'lock-supply-low': row(
    'The lock’s supply does not reach 10 V: no stroke would start.',
    'Wait until the capacitor is full, then look at its charging resistor and its fuse.',
  ),
  'lock-supply-high': row(
    'The lock’s supply is too high.',
    'It must be 12 V; look at its divider.',
  ),
  'lock-supply-sags': row(
    'The lock’s supply breaks down during a stroke.',
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
    'The latch sense reads between its windows, whatever the lock does.',
    'The pin stands half-way, or the fitted part is another one than the firmware was built for.',
  ),
  'lock-wires-swapped': row(
    'The lock goes the wrong way: its two wires are swapped.',
    'Swap the two wires of the actuator, or set its polarity in the pin map.',
  ),
  'latch-sense-reversed': row(
    'The lock moves the right way, and its sense says the opposite.',
    'The sense contact is of the other kind: set its windows in the pin map, or take its other contact.',
  ),
  'lock-does-not-move': row(
    'The latch says the same before and after every stroke: the pin does not move.',
    'In this order: the actuator’s two wires and its plug, the bridge’s supply and enable, something ' +
      'in the way of the pin, the actuator.',
  ),
  'lock-half-stroke': row(
    'The pin stops half-way.',
    'Another part may be fitted than the firmware was built for (longer stroke); or it is stiff, cold, ' +
      'or its supply is weak.',
  ),
  'lock-does-not-come-back': row(
    'The pin goes out and does not come back.',
    'Push a plug in and out; look for a bent pin. A plug would be stuck here.',
  ),
  'lock-does-not-go-out': row(
    'The pin comes back and does not go out again.',
    'Something is in the way of the pin, or one half of the bridge is dead.',
  ),
  'lock-does-not-hold': row(
    'The latch says locked, and the plug can be pulled out.',
    'Stop here: the pin misses the plug, or the sense tells of the motor and not of the pin.',
  ),

  // Contactor
  'closed-without-yes': row(
    'The contactor closed, and nobody had said yes.',
    'Switch the isolator off. The coil is not under the controller’s command.',
  ),
  'contactor-dead': row(
    'Close was commanded, and no proof says closed.',
    'Look at the coil, its driver, and at the latch contact in series with it.',
  ),
  'mirror-stuck-open': row(
    'The contactor closed, and the mirror contact does not say so.',
    'A wire of the mirror contact is broken, or it is an ordinary auxiliary contact.',
  ),
  'outgoing-stuck-dead': row(
    'The contactor closed, and the voltage sense does not say so.',
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
    'After Stop the plug is not let go.',
    'See holdfast’s console: explain. Then run the doctor again from the lock on.',
  ),

  'not-ready': row(
    'After power has come back the charger does not get ready.',
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
  'heap-low': row(
    'Less than a third of the memory is free.',
    'Save the bundle minified; remove what else runs on this board.',
  ),
  'watchdog-missing': row(
    'The firmware stood still for 10 s, and no watchdog bit.',
    'Never use this board like this: a hanging interpreter would leave every output as it is.',
  ),
  'journal-forgets': row(
    'What was stored is not there after a reset.',
    'The storage of this board does not keep: look at the platform’s version and its file system.',
  ),
} as const satisfies Record<string, CauseWords>;

export type Cause = keyof typeof causes;
