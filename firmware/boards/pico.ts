/**
 * The reference schematic: Raspberry Pi Pico, bistable lock behind an H-bridge, a track-and-hold for each
 * half of the pilot, slow channels behind a 74HC4051. Nets are those of docs/wiring.md.
 */

import type { PinMap } from '../platforms/pin-map.ts';

export const pinMap: PinMap = {
  name: 'pico',
  chip: 'rp2040',
  tickMs: 10,
  // Shorter than a stroke that would damage the fitted part if nothing else ended it.
  watchdogMs: 500,

  lock: 'kuester-02s',
  strokeMs: 600,
  storedEnergy: true,
  // A release on a supply loss needs 1015 ms of it (hold-up.ts): the storage stands on the sheet of supplies.
  holdUpMs: 4000,
  ceilingMilliamps: 32000,
  coilHold: false,
  residualIgnoreMs: 0,

  pilotOut: { pin: 'GP15', activeLow: false },
  pilotHigh: { pin: 'GP26', channel: 0, atZero: -13200, atFull: 16500 },
  pilotLow: { pin: 'GP27', channel: 0, atZero: -13200, atFull: 16500 },
  multiplexer: { pin: 'GP28', select: ['GP18', 'GP19', 'GP20'] },
  // The line goes up to 5 V, so that a cut wire reads above both windows; a third of it is divided off.
  latch: { pin: null, channel: 0, atZero: 0, atFull: 4950 },
  proximity: { pin: null, channel: 1, atZero: 0, atFull: 3300 },
  lockSupply: { pin: null, channel: 2, atZero: 0, atFull: 16500 },
  thermometer: { pin: null, channel: 3, atZero: 0, atFull: 3300 },
  jumperVoltage: { pin: null, channel: 7, atZero: 0, atFull: 3300 },
  outgoingCurrent: { pin: null, channel: 4, atZero: 0, atFull: 99000 },
  outgoingCurrentL2: null,
  outgoingCurrentL3: null,
  supplyVoltage: { pin: null, channel: 5, atZero: 0, atFull: 2970 },
  earthVoltage: { pin: null, channel: 6, atZero: 0, atFull: 2970 },
  earthRelay: null,

  poles: { switched: ['L1', 'N'], mirror: ['L1', 'N'], outgoing: ['L1'] },
  mirror: { pin: 'GP2', activeLow: false, pull: 'up' },
  outgoing: { pin: 'GP3', activeLow: true, pull: 'up' },
  supply: { pin: 'GP4', activeLow: true, pull: 'up' },
  residual: { pin: 'GP5', activeLow: false, pull: 'up' },
  eStop: { pin: 'GP6', activeLow: false, pull: 'up' },
  stopButton: { pin: 'GP7', activeLow: true, pull: 'up' },
  startButton: { pin: 'GP8', activeLow: true, pull: 'up' },
  // No pin is left: its line is at the multiplexer.
  jumper: null,

  contactor: { pin: 'GP9', activeLow: false },
  // Residual-current sensor and emergency stop lie beside each other: one machine watches both.
  reflex: 'pio',
  pilotComparator: { pin: 'GP14', activeLow: false, pull: 'up' },
  // No pin is left: the latch's own contact in the coil's line opens as soon as the pin moves.
  latchComparator: null,
  converter: null,
  bridge: { extend: 'GP10', retract: 'GP11', endsInHardware: false },
  coil: null,
  pilotBreak: null,
  trip: { pin: 'GP12', activeLow: false },
  residualTest: { pin: 'GP13', activeLow: false },
  light: [
    { pin: 'GP16', activeLow: false },
    { pin: 'GP17', activeLow: false },
    { pin: 'GP21', activeLow: false },
  ],

  prompt: 'USB',
  consolePort: 'Serial1',
  consoleTx: 'GP0',
  consoleRx: 'GP1',
};
