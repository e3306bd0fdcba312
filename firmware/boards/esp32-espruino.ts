/**
 * ESP32 (WROOM module, 38 pins) with Espruino. The module's USB adapter is the interpreter's prompt
 * (Serial1); people are on Serial2, D17 and D16.
 *
 * What this chip asks for: its converter is straight between 0.15 and 2.45 V only and differs by some
 * percent from one chip to the next, so the dividers keep to that part and every board is measured at two
 * voltages before `atZero` and `atFull` are believed. Its watchdog counts whole seconds, longer than a lock
 * bears: strokes end in hardware. D36 and D39 can only listen and have no pull-up. D25 and D26 are its two
 * converters to the outside, where Espruino's `analogWrite` puts a voltage and no PWM: the pilot is elsewhere. D2,
 * D5, D14 and D15 move by themselves while the chip starts: lamps and a button, nothing that could do harm.
 */

import type { PinMap } from '../platforms/pin-map.ts';

export const pinMap: PinMap = {
  name: 'esp32-espruino',
  chip: 'esp32',
  tickMs: 20,
  watchdogMs: 1000,

  lock: 'kuester-02s',
  strokeMs: 600,
  storedEnergy: true,
  holdUpMs: 4000,
  ceilingMilliamps: 32000,
  coilHold: false,
  residualIgnoreMs: 0,

  pilotOut: { pin: 'D27', activeLow: false },
  // -13.2 V at 0.15 V and 16.5 V at 2.45 V, drawn on to where the converter would read nothing and all
  // (3.9 V).
  pilotHigh: { pin: 'D34', channel: 0, atZero: -15180, atFull: 35260 },
  pilotLow: { pin: 'D35', channel: 0, atZero: -15180, atFull: 35260 },
  multiplexer: { pin: 'D32', select: ['D18', 'D19'] },
  // Two thirds of a line reach the pin: a closed latch contact (0.3 V) stays above where the converter is
  // blind, and a cut wire (4.8 V) reads full scale, above both windows.
  latch: { pin: null, channel: 0, atZero: 0, atFull: 5850 },
  proximity: { pin: null, channel: 1, atZero: 0, atFull: 5850 },
  lockSupply: { pin: null, channel: 2, atZero: 0, atFull: 23400 },
  // 15 kΩ to 3.3 V and 33 kΩ to ground are pull-up and divider at once (sheet narrow-converter): two thirds of
  // what the driver expects and 3 % more, because this converter does not follow the supply and a cut wire must
  // read above 3250 mV.
  thermometer: { pin: null, channel: 3, atZero: 0, atFull: 5850 },
  jumperVoltage: null,
  outgoingCurrent: null,
  outgoingCurrentL2: null,
  outgoingCurrentL3: null,
  supplyVoltage: null,
  earthVoltage: null,
  earthRelay: null,

  poles: { switched: ['L1', 'N'], mirror: ['L1', 'N'], outgoing: ['L1'] },
  mirror: { pin: 'D21', activeLow: false, pull: 'up' },
  outgoing: { pin: 'D22', activeLow: true, pull: 'up' },
  supply: { pin: 'D23', activeLow: true, pull: 'up' },
  residual: { pin: 'D36', activeLow: false, pull: 'none' },
  eStop: { pin: 'D39', activeLow: false, pull: 'none' },
  stopButton: { pin: 'D5', activeLow: true, pull: 'up' },
  startButton: null,
  // No pin is left that is quiet while the chip starts, and no channel behind two address lines.
  jumper: null,

  contactor: { pin: 'D26', activeLow: false },
  reflex: null,
  pilotComparator: null,
  latchComparator: null,
  converter: null,
  bridge: { extend: 'D25', retract: 'D13', endsInHardware: true },
  coil: null,
  pilotBreak: null,
  trip: { pin: 'D4', activeLow: false },
  residualTest: { pin: 'D33', activeLow: false },
  light: [
    { pin: 'D14', activeLow: false },
    { pin: 'D15', activeLow: false },
    { pin: 'D2', activeLow: false },
  ],

  prompt: 'Serial1',
  consolePort: 'Serial2',
  consoleTx: 'D17',
  consoleRx: 'D16',
};
