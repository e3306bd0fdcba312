/**
 * Scales: whether what a converter gives can be told apart: its two ends, the thresholds of the drivers
 * between them, and the multiplexer's channels.
 */

import { chips } from './chips.mjs';
import { placeAt } from './places.mjs';

/** @typedef {import('./places.mjs').Place} Place */
/** @typedef {import('./places.mjs').Complaint} Complaint */

/**
 * A level that the drivers compare with, in the net's own unit: both sides of it must be read.
 * @typedef {object} Threshold
 * @property {number} at
 * @property {string} what is told by it
 * @property {true} [coarse] it need not be where the converter is straight: all beyond it is one answer
 */

/** What the drivers compare with. @typedef {Readonly<Record<string, readonly Threshold[]>>} Thresholds */

/** @param {string} net @returns {string} */
function unitOf(net) {
  if (net.startsWith('outgoingCurrent')) return 'mA';
  if (net === 'supplyVoltage' || net === 'earthVoltage') return 'dV';
  return net === 'duty' ? 'permille' : 'mV';
}

/** @param {any} map @param {string} name @param {readonly Place[]} places @param {readonly Threshold[]} thresholds @returns {Complaint[]} */
function complainScale(map, name, places, thresholds) {
  const { atZero, atFull } = map[name];
  const unit = unitOf(name);
  const zero = placeAt(places, `${name}.atZero`);
  const full = placeAt(places, `${name}.atFull`);
  if (atZero === atFull) {
    const message = `${name} reads ${atZero} ${unit} at both ends: it spans nothing`;
    return [{ place: full, message }];
  }
  if (atZero > atFull) {
    const message = `${name} falls from ${atZero} to ${atFull} ${unit} as the pin's voltage rises: are atZero and atFull swapped?`;
    return [{ place: zero, message }];
  }
  const [from, to] = chips[map.chip]?.straight ?? [0, 1];
  const at = (/** @type {number} */ share) => Math.round(atZero + share * (atFull - atZero));
  return thresholds.flatMap((one) => {
    const ends = one.coarse ? [at(0), at(1)] : [at(from), at(to)];
    const [least, most] = [Math.min(...ends), Math.max(...ends)];
    if (one.at > least && one.at < most) return [];
    const message = `${name} reads ${least} to ${most} ${unit}, and ${one.what} is told at ${one.at} ${unit}`;
    return [{ place: one.at >= most ? full : zero, message }];
  });
}

/** An MCP3208's. */
const BESIDE = 8;

/** Of a converter beside the chip, or of the multiplexer; null where there is neither. @param {any} map */
function channelsOf(map) {
  if (map.converter?.clock !== undefined) return { count: BESIDE, has: 'converter', why: '' };
  if (map.multiplexer === null || map.multiplexer === undefined) return null;
  const lines = map.multiplexer.select.length;
  return { count: 2 ** lines, has: 'multiplexer', why: ` (${lines} address lines)` };
}

/** @param {any} map @param {string} name @param {readonly Place[]} places @param {Map<number, string>} taken channels by the nets before @returns {Complaint[]} */
function complainChannel(map, name, places, taken) {
  const net = map[name];
  if (net.pin !== null) return [];
  const channels = channelsOf(map);
  if (channels === null) {
    const message = `${name} has neither a pin nor a multiplexer`;
    return [{ place: placeAt(places, `${name}.pin`), message }];
  }
  const place = placeAt(places, `${name}.channel`);
  const { count, has, why } = channels;
  const other = taken.get(net.channel);
  taken.set(net.channel, name);
  if (net.channel >= count) {
    const message = `${name} is on channel ${net.channel}, and the ${has} has 0 to ${count - 1}${why}`;
    return [{ place, message }];
  }
  if (other === undefined) return [];
  return [{ place, message: `${name} and ${other} are both on channel ${net.channel}` }];
}

/**
 * @param {any} map of the right shape @param {readonly string[]} nets the analogue ones
 * @param {readonly Place[]} places @param {Thresholds} thresholds by net @returns {Complaint[]}
 */
export function complainScales(map, nets, places, thresholds) {
  const fitted = nets.filter((name) => map[name] !== null && name !== 'multiplexer');
  /** @type {Map<number, string>} */
  const taken = new Map();
  return fitted.flatMap((name) => [
    ...complainChannel(map, name, places, taken),
    ...complainScale(map, name, places, thresholds[name] ?? []),
  ]);
}
