/**
 * Bounds: the least and the most that a number of a map may be, each for a reason that is stated elsewhere.
 */

import { chips } from './chips.mjs';
import { placeAt } from './places.mjs';

/** @typedef {import('./places.mjs').Place} Place */
/** @typedef {import('./places.mjs').Complaint} Complaint */

/**
 * What the drivers know.
 * @typedef {object} Known
 * @property {any} bistable the fitted part; null where it is another kind, or none that is known
 * @property {number} mostMilliamps that the firmware's limits take
 */

/** A quiet tick takes 11 ms on Espruino, a charge 12.4 (docs/boards.md, "What a tick costs"). */
const espruinoTickMs = 20;
const ticksMs = [10, espruinoTickMs];

/**
 * The sensor itself trips in so long at its rated current (firmware/drivers/residual-current.ts): ignored for longer,
 * it would be later than what it replaces.
 */
const LONGEST_IGNORE_MS = 300;

/** @param {any} map @param {any} bistable @returns {string} what is wrong; empty where nothing is */
function aboutStroke({ strokeMs, lock }, bistable) {
  if (bistable === null) return '';
  if (strokeMs > bistable.ratedMs) {
    return `strokeMs ${strokeMs} is above the rating of ${lock}, ${bistable.ratedMs} ms`;
  }
  return strokeMs < bistable.strokeMs
    ? `strokeMs ${strokeMs} is less than a rested, warm ${lock} takes, ${bistable.strokeMs} ms: its pin would stop half-way`
    : '';
}

/** @param {number} tickMs @param {string} platform @returns {string} */
function aboutTick(tickMs, platform) {
  if (!ticksMs.includes(tickMs)) {
    const expected = platform === 'espruino' ? `${espruinoTickMs}` : ticksMs.join(' or ');
    return `tickMs ${tickMs}, expected ${expected}`;
  }
  return platform === 'espruino' && tickMs < espruinoTickMs
    ? `tickMs ${tickMs}, expected ${espruinoTickMs}: on Espruino a tick at rest takes 11 ms`
    : '';
}

/** @param {any} map @param {any} bistable @returns {string[]} */
function aboutWatchdog(map, bistable) {
  const { watchdogMs, tickMs, chip } = map;
  const step = chips[chip]?.watchdogStepMs ?? 1;
  const longest = chips[chip]?.longestWatchdogMs ?? 8300;
  const isLonger =
    bistable !== null && !map.bridge?.endsInHardware && watchdogMs > bistable.ratedMs;
  return [
    watchdogMs % step === 0 ? '' : `watchdogMs ${watchdogMs}, but ${chip} rounds it to ${step} ms`,
    isLonger
      ? `watchdogMs ${watchdogMs} outlasts what ${map.lock} bears, ${bistable.ratedMs} ms: end its strokes in hardware (endsInHardware)`
      : '',
    watchdogMs >= 10 * tickMs && watchdogMs <= longest
      ? ''
      : `watchdogMs ${watchdogMs}, expected ${10 * tickMs} to ${longest}`,
  ];
}

/**
 * @param {any} map of the right shape @param {readonly Place[]} places @param {string} platform @param {Known} known
 * @returns {Complaint[]}
 */
export function complainBounds(map, places, platform, { bistable, mostMilliamps }) {
  const { residualIgnoreMs, ceilingMilliamps } = map;
  /** @type {readonly (readonly [string, readonly string[]])[]} */
  const found = [
    ['strokeMs', [aboutStroke(map, bistable)]],
    ['tickMs', [aboutTick(map.tickMs, platform)]],
    ['watchdogMs', aboutWatchdog(map, bistable)],
    [
      'residualIgnoreMs',
      [
        residualIgnoreMs > LONGEST_IGNORE_MS
          ? `residualIgnoreMs ${residualIgnoreMs}, expected 0 to ${LONGEST_IGNORE_MS}: the sensor itself trips in ${LONGEST_IGNORE_MS} ms`
          : '',
      ],
    ],
    [
      'ceilingMilliamps',
      [
        ceilingMilliamps > mostMilliamps
          ? `ceilingMilliamps ${ceilingMilliamps}, expected 6000 to ${mostMilliamps}: no limit of the firmware is higher`
          : '',
      ],
    ],
  ];
  return found.flatMap(([key, said]) =>
    said
      .filter((message) => message !== '')
      .map((message) => ({ place: placeAt(places, key), message })),
  );
}
