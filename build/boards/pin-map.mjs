/**
 * Pin map: read from its source and checked; every complaint names its line.
 */

import { build } from 'esbuild';
import { chips } from './chips.mjs';
import { complainLinux } from './linux-map.mjs';
import { placesOf, writeComplaint } from './places.mjs';

/** @typedef {import('./places.mjs').Place} Place */
/** @typedef {import('./places.mjs').Complaint} Complaint */

/** @param {string} contents @param {string} root */
export async function evaluate(contents, root) {
  const result = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
  });
  const code = result.outputFiles[0]?.text ?? '';
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}

const pinKeys = ['pin', 'select', 'extend', 'retract', 'consoleTx', 'consoleRx'];
const analogKeys = [
  'pilotHigh',
  'pilotLow',
  'multiplexer',
  'latch',
  'proximity',
  'lockSupply',
  'thermometer',
  'outgoingCurrent',
  'duty',
];

/** @param {any} map @param {Place[]} places @param {string} platform @returns {Complaint[]} */
export function complainPins(map, places, platform) {
  const chip = chips[map.chip];
  const at = (/** @type {string} */ key) => places.find((one) => one.key === key);
  if (chip === undefined) {
    const known = Object.keys(chips).join(' | ');
    return [{ place: at('chip'), message: `chip "${map.chip}" is not known, expected ${known}` }];
  }
  if ((chip.pwm !== undefined) !== (platform === 'linux')) {
    return [{ place: at('chip'), message: `${map.chip} does not run ${platform}` }];
  }
  const complaints = [];
  /** @type {Map<string, Place>} */
  const used = new Map();
  for (const place of places) {
    const pin = place.value;
    if (!pinKeys.includes(place.key) || typeof pin !== 'string') continue;
    const before = used.get(pin);
    const kept = chip.kept[platform]?.[pin];
    if (!chip.pins.includes(pin)) {
      complaints.push({ place, message: `pin ${pin} does not exist on ${map.chip}` });
    } else if (kept !== undefined) {
      complaints.push({ place, message: `pin ${pin} must not be used: ${kept}` });
    } else if (before !== undefined) {
      const where =
        before.file === place.file ? '' : `${before.file.slice(before.file.lastIndexOf('/') + 1)} `;
      complaints.push({
        place,
        message: `pin ${pin} is used already, at ${where}line ${before.line}`,
      });
    }
    used.set(pin, place);
  }
  for (const key of analogKeys) {
    const pin = map[key]?.pin;
    if (typeof pin === 'string' && chip.pins.includes(pin) && !chip.analog.includes(pin)) {
      const place = places.find((one) => one.key === 'pin' && one.value === pin);
      const known = chip.analog.join(' ');
      complaints.push({
        place,
        message: `${key} needs a converter, and ${pin} has none (${known} have)`,
      });
    }
    if (map[key] !== null && map[key]?.pin === null && map.multiplexer === null) {
      complaints.push({ place: at(key), message: `${key} has neither a pin nor a multiplexer` });
    }
  }
  if (platform === 'kaluma' && (map.consolePort !== 'Serial1' || map.prompt !== 'USB')) {
    const message = 'Kaluma has its prompt on USB, and people on its first UART (Serial1)';
    complaints.push({ place: at('consolePort'), message });
  }
  if (map.prompt !== undefined && map.consolePort === map.prompt) {
    const message = `the interpreter's prompt is on ${map.prompt}, where people are`;
    complaints.push({ place: at('prompt'), message });
  }
  return complaints;
}

/** @param {any} map @param {any} parts @param {Place[]} places */
function complainParts(map, parts, places) {
  const at = (/** @type {string} */ key) => places.find((one) => one.key === key);
  const complaints = [];
  const { bistable, holdToLock, known } = parts;
  if (bistable === null && holdToLock === null) {
    return [
      {
        place: at('lock'),
        message: `no lock part "${map.lock}", expected one of ${known.join(' | ')}`,
      },
    ];
  }
  if (bistable !== null && map.strokeMs > bistable.ratedMs) {
    const message = `strokeMs ${map.strokeMs} is above the rating of ${map.lock}, ${bistable.ratedMs} ms`;
    complaints.push({ place: at('strokeMs'), message });
  }
  if (bistable !== null && (map.bridge === null || map.coil !== null)) {
    complaints.push({ place: at('lock'), message: `${map.lock} needs a bridge, and no coil` });
  }
  if (holdToLock !== null && (map.coil === null || map.bridge !== null || !map.coilHold)) {
    const message = `${map.lock} needs a coil, its declared hardware hold (coilHold), and no bridge`;
    complaints.push({ place: at('lock'), message });
  }
  if (map.mirror === null && map.outgoing === null) {
    const message = 'neither mirror nor outgoing: dead could never be proven';
    complaints.push({ place: at('mirror'), message });
  }
  if (map.tickMs !== 10 && map.tickMs !== 20) {
    complaints.push({ place: at('tickMs'), message: `tickMs ${map.tickMs}, expected 10 or 20` });
  }
  const step = chips[map.chip]?.watchdogStepMs ?? 1;
  if (map.watchdogMs % step !== 0) {
    const message = `watchdogMs ${map.watchdogMs}, but ${map.chip} rounds it to ${step} ms`;
    complaints.push({ place: at('watchdogMs'), message });
  }
  if (bistable !== null && !map.bridge?.endsInHardware && map.watchdogMs > bistable.ratedMs) {
    const message = `watchdogMs ${map.watchdogMs} outlasts what ${map.lock} bears, ${bistable.ratedMs} ms: end its strokes in hardware (endsInHardware)`;
    complaints.push({ place: at('watchdogMs'), message });
  }
  const longest = chips[map.chip]?.longestWatchdogMs ?? 8300;
  if (!(map.watchdogMs >= 10 * map.tickMs && map.watchdogMs <= longest)) {
    const message = `watchdogMs ${map.watchdogMs}, expected ${10 * map.tickMs} to ${longest}`;
    complaints.push({ place: at('watchdogMs'), message });
  }
  return complaints;
}

/**
 * Reads and checks a pin map.
 *
 * @param {string} file @param {string} platform @param {string} root
 * @returns {Promise<{ map: any, bistable: any, holdToLock: any, complaints: string[] }>}
 */
export async function readPinMap(file, platform, root) {
  const places = await placesOf(file);
  const loaded = await evaluate(
    `export { pinMap } from ${JSON.stringify(file)};
     export { inputNames } from ${JSON.stringify(`${root}firmware/drivers/input-words.ts`)};
     import * as parts from ${JSON.stringify(`${root}firmware/drivers/lock-parts.ts`)};
     export const find = (name) => ({
       bistable: parts.findBistablePart(name),
       holdToLock: parts.findHoldToLockPart(name),
       known: [...parts.createBistableParts(), ...parts.createHoldToLockParts()].map((one) => one.name),
     });`,
    root,
  );
  // In a bundle a record has all of its fields: a field that the map omits is not fitted.
  const nothing = loaded.inputNames.map((/** @type {string} */ name) => [name, null]);
  const map = { ...Object.fromEntries(nothing), ...loaded.pinMap };
  const parts = loaded.find(map.lock);
  const complaints = [
    ...complainPins(map, places, platform),
    ...complainParts(map, parts, places),
    ...complainLinux(map, loaded.inputNames, places),
  ];
  const bistable = parts.bistable === null ? null : { ...parts.bistable, ratedMs: map.strokeMs };
  return {
    map,
    bistable,
    holdToLock: parts.holdToLock,
    complaints: complaints.map((one) => writeComplaint(one, file, root)),
  };
}
