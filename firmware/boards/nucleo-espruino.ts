/**
 * Nucleo-F411RE (STM32F4) with Espruino. The similar F401RE has too little memory. There are enough converters for
 * every net: no multiplexer. The ST-Link's virtual port is the interpreter's prompt; people are on Serial1, A9 and A10.
 *
 * Its Storage is one flash page of 128 KB: once in some hundred sessions it is erased and written back
 * whole, with the processor stopped for a second or two, and a power loss meanwhile takes the program
 * away. A rail that outlives its mains by 4 s is therefore part of this schematic.
 */

import type { PinMap } from '../platforms/pin-map.ts';

export const pinMap: PinMap = {
  name: 'nucleo-espruino',
  chip: 'stm32f411re',
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

  pilotOut: { pin: 'B6', activeLow: false },
  pilotHigh: { pin: 'A0', channel: 0, atZero: -13200, atFull: 16500 },
  pilotLow: { pin: 'A1', channel: 0, atZero: -13200, atFull: 16500 },
  multiplexer: null,
  // The line goes up to 5 V, so that a cut wire reads above both windows; a third of it is divided off.
  latch: { pin: 'A4', channel: 0, atZero: 0, atFull: 4950 },
  proximity: { pin: 'B0', channel: 0, atZero: 0, atFull: 3300 },
  lockSupply: { pin: 'C1', channel: 0, atZero: 0, atFull: 16500 },
  thermometer: { pin: 'C0', channel: 0, atZero: 0, atFull: 3300 },
  jumperVoltage: null,
  outgoingCurrent: { pin: 'C2', channel: 0, atZero: 0, atFull: 99000 },
  outgoingCurrentL2: { pin: 'C3', channel: 0, atZero: 0, atFull: 99000 },
  outgoingCurrentL3: { pin: 'B1', channel: 0, atZero: 0, atFull: 99000 },
  supplyVoltage: { pin: 'A6', channel: 0, atZero: 0, atFull: 2970 },
  earthVoltage: { pin: 'A7', channel: 0, atZero: 0, atFull: 2970 },
  earthRelay: null,

  poles: {
    switched: ['L1', 'L2', 'L3', 'N'],
    mirror: ['L1', 'L2', 'L3', 'N'],
    outgoing: ['L1', 'L2', 'L3'],
  },
  mirror: { pin: 'C4', activeLow: false, pull: 'up' },
  outgoing: { pin: 'C5', activeLow: true, pull: 'up' },
  supply: { pin: 'C6', activeLow: true, pull: 'up' },
  residual: { pin: 'C8', activeLow: false, pull: 'up' },
  eStop: { pin: 'C9', activeLow: false, pull: 'up' },
  stopButton: { pin: 'C10', activeLow: true, pull: 'up' },
  startButton: { pin: 'C11', activeLow: true, pull: 'up' },
  jumper: { pin: 'C7', activeLow: true, pull: 'up' },

  contactor: { pin: 'B13', activeLow: false },
  reflex: null,
  pilotComparator: null,
  latchComparator: null,
  converter: null,
  bridge: { extend: 'B14', retract: 'B15', endsInHardware: true },
  coil: null,
  pilotBreak: null,
  trip: { pin: 'B12', activeLow: false },
  residualTest: { pin: 'C12', activeLow: false },
  light: [
    { pin: 'B3', activeLow: false },
    { pin: 'B4', activeLow: false },
    { pin: 'B5', activeLow: false },
  ],

  prompt: 'Serial2',
  consolePort: 'Serial1',
  consoleTx: 'A9',
  consoleRx: 'A10',
};
