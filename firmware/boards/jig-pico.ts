/**
 * The reference jig: a Raspberry Pi Pico with a board of sixteen relays or transistors, beside the board
 * under test. Nets are those of docs/bench.md.
 */

import type { JigMap } from '../jig/jig-map.ts';

export const jigMap: JigMap = {
  name: 'jig-pico',
  chip: 'rp2040',
  // Every switch opens when the program hangs: sooner than a person notices, later than any pass of the program takes.
  watchdogMs: 1000,

  switches: [
    { name: 'vehicle-2740', pin: 'GP2', activeLow: false },
    { name: 'vehicle-1300', pin: 'GP3', activeLow: false },
    { name: 'vehicle-270', pin: 'GP4', activeLow: false },
    { name: 'diode-bypass', pin: 'GP5', activeLow: false },
    { name: 'pilot-short', pin: 'GP6', activeLow: false },
    { name: 'cable-100', pin: 'GP7', activeLow: false },
    { name: 'cable-220', pin: 'GP8', activeLow: false },
    { name: 'cable-680', pin: 'GP9', activeLow: false },
    { name: 'cable-1500', pin: 'GP10', activeLow: false },
    { name: 'cable-short', pin: 'GP11', activeLow: false },
    { name: 'latch', pin: 'GP12', activeLow: false },
    { name: 'supply', pin: 'GP13', activeLow: false },
    { name: 'stop', pin: 'GP14', activeLow: false },
    { name: 'start', pin: 'GP15', activeLow: false },
    { name: 'e-stop', pin: 'GP16', activeLow: false },
    { name: 'reset', pin: 'GP17', activeLow: false },
  ],

  contactor: { pin: 'GP18', activeLow: false, pull: 'none' },
  extend: { pin: 'GP19', activeLow: false, pull: 'none' },
  retract: { pin: 'GP20', activeLow: false, pull: 'none' },
  live: { pin: 'GP21', activeLow: true, pull: 'up' },
  duty: { pin: 'GP26', channel: 0, atZero: 0, atFull: 1000 },

  prompt: 'USB',
  consolePort: 'Serial1',
  consoleTx: 'GP0',
  consoleRx: 'GP1',
};
