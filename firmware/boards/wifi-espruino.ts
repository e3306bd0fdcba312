/**
 * Espruino's own WiFi board (STM32F411CE): a release of the interpreter is flashed on it when it is bought.
 * Untried: no program of ours has run on this board. Its pins are just enough for one phase, without lamps, Start
 * button and the voltages of supply and earth.
 *
 * Its Storage is one flash page of 64 KB: the program fills most of it, so it is tidied up often, with the processor
 * stopped, and a power loss meanwhile takes the program away. A rail that outlives its mains by 4 s is part of this
 * schematic.
 */

import type { PinMap } from '../platforms/pin-map.ts';

export const pinMap: PinMap = {
  name: 'wifi-espruino',
  chip: 'stm32f411ce',
  tickMs: 20,
  // The erasure of the page must fit, so the strokes end in hardware.
  watchdogMs: 5000,

  lock: 'kuester-02s',
  strokeMs: 600,
  storedEnergy: true,
  holdUpMs: 4000,
  ceilingMilliamps: 32000,
  coilHold: false,
  residualIgnoreMs: 0,

  pilotOut: { pin: 'A8', activeLow: false },
  pilotHigh: { pin: 'A0', channel: 0, atZero: -13200, atFull: 16500 },
  pilotLow: { pin: 'A1', channel: 0, atZero: -13200, atFull: 16500 },
  multiplexer: null,
  // The line goes up to 5 V, so that a cut wire reads above both windows; a third of it is divided off.
  latch: { pin: 'A4', channel: 0, atZero: 0, atFull: 4950 },
  proximity: { pin: 'A5', channel: 0, atZero: 0, atFull: 3300 },
  lockSupply: { pin: 'A6', channel: 0, atZero: 0, atFull: 16500 },
  thermometer: { pin: 'A7', channel: 0, atZero: 0, atFull: 3300 },
  jumperVoltage: null,
  outgoingCurrent: { pin: 'B0', channel: 0, atZero: 0, atFull: 99000 },
  outgoingCurrentL2: null,
  outgoingCurrentL3: null,
  supplyVoltage: null,
  earthVoltage: null,
  earthRelay: null,

  poles: { switched: ['L1', 'N'], mirror: ['L1', 'N'], outgoing: ['L1'] },
  mirror: { pin: 'B3', activeLow: false, pull: 'up' },
  outgoing: { pin: 'B4', activeLow: true, pull: 'up' },
  supply: { pin: 'B5', activeLow: true, pull: 'up' },
  residual: { pin: 'B8', activeLow: false, pull: 'up' },
  eStop: { pin: 'B9', activeLow: false, pull: 'up' },
  stopButton: { pin: 'B10', activeLow: true, pull: 'up' },
  startButton: null,
  jumper: null,

  contactor: { pin: 'B13', activeLow: false },
  reflex: null,
  pilotComparator: null,
  latchComparator: null,
  converter: null,
  bridge: { extend: 'B14', retract: 'B15', endsInHardware: true },
  coil: null,
  pilotBreak: null,
  trip: { pin: 'A10', activeLow: false },
  residualTest: { pin: 'B1', activeLow: false },
  light: [],

  prompt: 'USB',
  consolePort: 'Serial1',
  consoleTx: 'B6',
  consoleRx: 'B7',
};
