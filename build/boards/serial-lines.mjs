/**
 * Serial lines: whether the line to people is on pins that its serial port takes, and away from the interpreter's prompt.
 *
 * Pins that a port does not take leave a charger that builds, starts and says nothing; on Kaluma and Espruino the call
 * that opens the port throws, and the program ends there.
 */

import { placeAt } from './places.mjs';

/** @typedef {import('./places.mjs').Place} Place */
/** @typedef {import('./places.mjs').Complaint} Complaint */

/**
 * @typedef {object} Port
 * @property {readonly string[]} tx
 * @property {readonly string[]} rx
 */

/** @param {string} tx @param {string} rx @returns {Port} */
const port = (tx, rx) => ({ tx: tx.split(' '), rx: rx.split(' ') });

/** USART 1 and 2 in Espruino's tables (boards/pins/stm32f401_af.csv). */
const stm32f411 = { Serial1: port('A9 B6', 'A10 B7'), Serial2: port('A2', 'A3') };

/**
 * By platform and chip, as their sources check it: Kaluma's targets/rp2/src/uart.c, which does not take GP28, and
 * Espruino's board files. An ESP32 leads its second port to any pin.
 * @type {Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Port>>>>>>}
 */
const ports = {
  kaluma: { rp2040: { Serial1: port('GP0 GP12 GP16', 'GP1 GP13 GP17') } },
  espruino: {
    rp2040: {
      Serial1: port('GP0 GP12 GP16 GP28', 'GP1 GP13 GP17'),
      Serial2: port('GP4 GP8 GP20', 'GP5 GP9 GP21'),
    },
    rp2350: {
      Serial1: port('GP0 GP12 GP16', 'GP1 GP13 GP17'),
      Serial2: port('GP4 GP8 GP20', 'GP5 GP9 GP21'),
    },
    stm32f411re: stm32f411,
    stm32f411ce: stm32f411,
  },
};

/** @param {any} map @param {readonly Place[]} places @param {Port} port @returns {Complaint[]} */
function complainEnds(map, places, { tx, rx }) {
  const isSwapped = rx.includes(map.consoleTx) && tx.includes(map.consoleRx);
  const hint = isSwapped ? ': are consoleTx and consoleRx swapped?' : '';
  return Object.entries({ consoleTx: tx, consoleRx: rx }).flatMap(([net, pins]) => {
    if (pins.includes(map[net])) return [];
    const message = `${net} on ${map[net]}: ${map.consolePort} has it on ${pins.join(', ')}${hint}`;
    return [{ place: placeAt(places, net), message }];
  });
}

/** @param {any} map @param {readonly Place[]} places @param {string} platform @returns {Complaint[]} */
function complainPort(map, places, platform) {
  const place = placeAt(places, 'consolePort');
  if (platform === 'kaluma' && (map.consolePort !== 'Serial1' || map.prompt !== 'USB')) {
    const message = 'Kaluma has its prompt on USB, and people on its first UART (Serial1)';
    return [{ place, message }];
  }
  if (map.chip === 'esp32' && map.consolePort === 'Serial1') {
    const message =
      "consolePort Serial1: on an ESP32 it is the USB adapter's, whatever pins are named; take Serial2";
    return [{ place, message }];
  }
  const known = ports[platform]?.[map.chip]?.[map.consolePort];
  return known === undefined ? [] : complainEnds(map, places, known);
}

/** @param {any} map of the right shape @param {readonly Place[]} places @param {string} platform @returns {Complaint[]} */
export function complainLines(map, places, platform) {
  // A computer has no such line: its console is a terminal.
  if (map.prompt === undefined) return [];
  const complaints = complainPort(map, places, platform);
  if (map.consolePort === map.prompt) {
    const message = `the interpreter's prompt is on ${map.prompt}, where people are`;
    complaints.push({ place: placeAt(places, 'prompt'), message });
  }
  return complaints;
}
