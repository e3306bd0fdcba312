/**
 * Reflex: whether the hardware that is to open the contactor by itself is there, and can.
 */

import { placeAt } from './places.mjs';
import { comparators } from './pulls.mjs';

/** @typedef {import('./places.mjs').Place} Place */
/** @typedef {import('./places.mjs').Complaint} Complaint */

/** A comparator that nothing watches. @param {any} map @param {readonly Place[]} places @returns {Complaint[]} */
function complainUnwatched(map, places) {
  return comparators.flatMap((name) => {
    if (map[name] === null || map[name] === undefined) return [];
    const message = `${name}: nothing looks at it without reflex: 'pio'; expected null`;
    return [{ place: placeAt(places, name), message }];
  });
}

/**
 * Whether what is to read a converter beside the chip is there.
 * @param {any} map of the right shape @param {readonly Place[]} places @param {string} platform
 * @returns {Complaint[]}
 */
export function complainConverter(map, places, platform) {
  if (map.converter?.clock === undefined) return [];
  const place = placeAt(places, 'converter');
  if (platform !== 'kaluma') {
    return [{ place, message: `converter: ${platform} does not read it; expected null` }];
  }
  if (map.multiplexer === null) return [];
  const message =
    'converter beside a multiplexer: its channels take their place; one of the two is null';
  return [{ place, message }];
}

/** @param {any} map of the right shape @param {readonly Place[]} places @returns {Complaint[]} */
export function complainReflex(map, places) {
  const place = placeAt(places, 'reflex');
  if (map.reflex === 'timers' && map.pilotHigh.pin === null) {
    const message = 'reflex: the timers look at pilotHigh alone, which needs a pin of its own';
    return [{ place, message }, ...complainUnwatched(map, places)];
  }
  if (map.reflex !== 'pio') return complainUnwatched(map, places);
  if (map.chip !== 'rp2040') {
    return [{ place, message: `reflex: ${map.chip} has no PIO, expected null` }];
  }
  return [];
}

/**
 * What is left to the interpreter although hardware is declared.
 * @param {any} map of the right shape @param {readonly Place[]} places @param {string} platform
 * @returns {Complaint[]}
 */
export function warnReflex(map, places, platform) {
  if (map.reflex === null) return [];
  const place = placeAt(places, 'reflex');
  const works = map.reflex === 'pio' ? 'kaluma' : 'espruino';
  if (platform !== works) {
    const what = map.reflex === 'pio' ? 'does not work the PIO' : 'has no such timers';
    const message = `reflex: ${platform} ${what}; the interpreter alone opens the contactor`;
    return [{ place, message }];
  }
  if (map.reflex === 'timers') {
    if (map.residual === null || map.residualIgnoreMs === 0) return [];
    const message = 'reflex: the residual-current sensor is not watched: its ignore time is not 0';
    return [{ place, message }];
  }
  const { eStop, residual } = map;
  if (eStop === null || residual === null) return [];
  const apart = Math.abs(Number(eStop.pin.slice(2)) - Number(residual.pin.slice(2)));
  if (apart === 1 && map.residualIgnoreMs === 0) return [];
  const why =
    apart === 1
      ? 'its ignore time is not 0'
      : `${residual.pin} and ${eStop.pin} are not neighbours`;
  return [{ place, message: `reflex: the residual-current sensor is not watched: ${why}` }];
}
