/**
 * A Raspberry Pi up to the 4 in place of the microcontroller, for bringing a schematic up: the nets are
 * those of docs/wiring.md, an MCP3208 on SPI 0 in the place of the chip's own converter. It is not real time.
 */

import type { LinuxMap } from '../platforms/linux-map.ts';

export const pinMap: LinuxMap = {
  name: 'linux-pi',
  chip: 'bcm2835',
  // The converter is read three times in a tick, and the scheduler wakes the program at no fixed time.
  tickMs: 20,
  watchdogMs: 1000,

  lock: 'kuester-02s',
  strokeMs: 600,
  storedEnergy: true,
  // The computer has no hold-up: a plug is held while supply is gone.
  holdUpMs: 50,
  ceilingMilliamps: 32000,
  coilHold: false,
  residualIgnoreMs: 0,

  gpioChip: 'gpiochip0',
  pwmChip: 'pwmchip0',
  // The overlay does not tell the kernel what the reference is: 3.3 V, 12 bit.
  converter: { device: 'mcp3208', countMillivolts: 3300 / 4096, fullMillivolts: 3300 },
  watchdog: null,

  pilotOut: { pin: 'GPIO18', activeLow: false },
  pilotHigh: { pin: 'AIN0', channel: 0, atZero: -13200, atFull: 16500 },
  pilotLow: { pin: 'AIN1', channel: 0, atZero: -13200, atFull: 16500 },
  multiplexer: null,
  latch: { pin: 'AIN2', channel: 0, atZero: 0, atFull: 4950 },
  proximity: { pin: 'AIN3', channel: 0, atZero: 0, atFull: 3300 },
  lockSupply: { pin: 'AIN4', channel: 0, atZero: 0, atFull: 16500 },
  thermometer: { pin: 'AIN5', channel: 0, atZero: 0, atFull: 3300 },
  jumperVoltage: null,
  outgoingCurrent: { pin: 'AIN6', channel: 0, atZero: 0, atFull: 99000 },
  outgoingCurrentL2: null,
  outgoingCurrentL3: null,
  supplyVoltage: { pin: 'AIN7', channel: 0, atZero: 0, atFull: 2970 },
  earthVoltage: null,
  earthRelay: null,

  // Every input needs its own pull-up or pull-down: the kernel is not asked for one.
  poles: { switched: ['L1', 'N'], mirror: ['L1', 'N'], outgoing: ['L1'] },
  mirror: { pin: 'GPIO4', activeLow: false, pull: 'none' },
  outgoing: { pin: 'GPIO5', activeLow: true, pull: 'none' },
  supply: { pin: 'GPIO6', activeLow: true, pull: 'none' },
  residual: { pin: 'GPIO12', activeLow: false, pull: 'none' },
  eStop: { pin: 'GPIO13', activeLow: false, pull: 'none' },
  stopButton: { pin: 'GPIO16', activeLow: true, pull: 'none' },
  startButton: { pin: 'GPIO19', activeLow: true, pull: 'none' },
  jumper: { pin: 'GPIO27', activeLow: true, pull: 'none' },

  contactor: { pin: 'GPIO17', activeLow: false },
  reflex: null,
  // Nothing in software ends a stroke for certain here: a monostable must.
  bridge: { extend: 'GPIO22', retract: 'GPIO23', endsInHardware: true },
  coil: null,
  pilotBreak: null,
  trip: { pin: 'GPIO24', activeLow: false },
  residualTest: { pin: 'GPIO25', activeLow: false },
  light: [
    { pin: 'GPIO20', activeLow: false },
    { pin: 'GPIO21', activeLow: false },
    { pin: 'GPIO26', activeLow: false },
  ],
};
