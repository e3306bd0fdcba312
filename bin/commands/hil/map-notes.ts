/**
 * Map notes: what someone who fills in a map has to know beside what a key is. The build's checks hold all of it;
 * a key without a note needs none.
 */

import type { linuxRows, pinRows } from '../../../build/boards/map-rows.mjs';

type Key = keyof typeof pinRows | keyof typeof linuxRows;

/** Stands once, above the first pin. */
export const pinNote =
  'A pin is named as it is printed on the board, and used once. activeLow: true means that the net is asserted by a ' +
  'low level. pull: the resistor of the chip that holds an input where nothing drives it: up, down, or none where ' +
  'the resistor is drawn. What is not fitted is null.';

export const notes: Readonly<Partial<Record<Key, string>>> = {
  name: 'The name of the file, without .ts.',
  chip: 'It must be one of build/boards/chips.mjs.',
  tickMs:
    'The reference has 10; the maps for Espruino and Linux have 20, because they take longer. Espruino takes no other.',
  watchdogMs:
    'Not longer than the lock may be energised, unless hardware ends its strokes (bridge.endsInHardware).',
  lock: 'A name from firmware/drivers/lock-parts.ts; docs/your-board.md says how to add another.',
  strokeMs: "Not above the part's rating, and not below what a rested, warm part takes.",
  storedEnergy: 'How large: npx holdfast size capacitor --lock PART.',
  holdUpMs:
    'At least; measure it. A supply has 20 to 70 unless something is added. Below what a release needs, ' +
    '"on-power-loss release" is refused.',
  coilHold: 'A solenoid is refused without it; false with a bistable lock.',
  pilotHigh:
    'Of this and of every analogue net: what the net is where the converter reads 0 (atZero) and at full scale ' +
    '(atFull), ahead of all dividers. Here in mV at CP. channel counts only where pin is null.',
  pilotLow: 'In mV at CP.',
  multiplexer:
    'A net with pin: null is the channel of that number. select: one to three address lines, the lowest first. ' +
    'Null where every net has a pin of its own.',
  latch:
    'In mV. Full scale lies above what a cut wire reads (docs/wiring.md, "Proximity and latch sense").',
  proximity: 'In mV at PP.',
  lockSupply: "In mV of the lock's capacitor, or of its rail where it has none.",
  thermometer: "In mV of the thermometer's line.",
  jumperVoltage:
    "In mV of the service jumper's line, where no digital pin is left for jumper. This, or jumper, or neither; may be left out.",
  poles:
    'switched: what the contactor breaks. mirror and outgoing: the poles that each of these two proofs sees. ' +
    'Every phase that is switched needs a proof that is fitted.',
  outgoingCurrent: 'In mA, of the only line, of the first, or of the one that has most.',
  outgoingCurrentL2: 'In mA, where each line has a transformer of its own.',
  outgoingCurrentL3: 'In mA, as for L2.',
  supplyVoltage: 'In tenths of a volt, rms, between line and neutral ahead of the contactor.',
  earthVoltage: 'In tenths of a volt, rms, against a reference. This or earthRelay, or neither.',
  earthRelay: 'Its contact is closed while all is well, so that a broken wire says "fault".',
  contactor:
    'Its driver needs a pull-down that holds it off while the controller is in reset: it is closed by a high level. So are ' +
    'coil, trip and residualTest.',
  reflex:
    "'pio': the state machines of an RP2040 with Kaluma, beside the interpreter. 'timers': the utility timers of " +
    'Espruino, in its development builds after 2v29. Null on everything else.',
  pilotComparator:
    'Only with a reflex: an open collector that is low while the held pilot is below 7.45 V, pulled up, so that a ' +
    'broken wire opens (docs/wiring.md, "Comparators").',
  latchComparator: 'Only with a reflex: low while the latch says locked, pulled up.',
  bridge:
    'Of a bistable lock; null with a solenoid. endsInHardware: true only where a monostable in its enable line ends ' +
    'every stroke.',
  coil: 'PWM, of a hold-to-lock solenoid; null with a bistable lock.',
  pilotOut:
    'A pin with PWM. On an RP2040 no other output with PWM may lie on the same slice, as GP14 and GP15 do.',
  light: 'Red, green, blue; [] for none.',
  mirror: 'It must read "closed" when its wire is broken: low while every main contact is open.',
  outgoing: 'Asserted while the side behind the contactor has voltage.',
  supply:
    'Asserted while mains is there, ahead of what the power supply stores. A broken wire must read "no mains".',
  residual:
    'A sensor that pulls low on a trip is built with a warning: a broken wire reads healthy.',
  residualIgnoreMs: 'At most 300: the sensor itself trips in that time.',
  eStop: 'Normally closed, so that a broken wire reads "pressed".',
  stopButton: 'Normally open: it must not read "pressed" while nobody touches it.',
  startButton: 'As the Stop button.',
  jumper:
    'Closes to ground, through 1.5 kΩ, while it is set; where only an installer reaches it. Pulled up, so that it reads ' +
    'off while it is off. May be left out.',
  ceilingMilliamps:
    'No role can set the installation above it. 80000 where it is left out, and at most.',
  prompt: 'Not on the line to people.',
  consolePort: '115200 baud, 8N1.',
  consoleTx: 'A pin of that port, as build/boards/serial-lines.mjs has them by platform and chip.',
  converter:
    'With Linux, device: as the kernel calls it; countMillivolts: of one count, null where the driver knows its own ' +
    'scale. With Kaluma, an MCP3208 on four pins of any choice, in the place of a multiplexer: a net with pin: null ' +
    'is its channel. With Espruino null.',
  pwmChip: 'ls /sys/class/pwm shows them.',
  watchdog:
    'Its timeout must be watchdogMs. Null: a program that hangs leaves its outputs as they are.',
};
