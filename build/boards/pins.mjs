/**
 * Pins: whether the chip has them, whether each is used once, and whether it can do what is asked of it.
 */

import { chips } from './chips.mjs';
import { complainOutputs } from './outputs.mjs';
import { placeAt } from './places.mjs';
import { complainLines } from './serial-lines.mjs';

/** @typedef {import('./places.mjs').Place} Place */
/** @typedef {import('./places.mjs').Complaint} Complaint */
/** @typedef {import('./map-rows.mjs').PinUse} PinUse */
/** @typedef {import('./map-rows.mjs').Placed} Placed */
/** @typedef {import('./chips.mjs').Chip} Chip */

/** In the order of the sources. @param {readonly PinUse[]} uses @param {readonly Place[]} places @returns {Placed[]} */
function inOrder(uses, places) {
  const placed = uses.map((use) => ({ use, place: placeAt(places, use.path) }));
  const rank = (/** @type {Placed} */ { place }) =>
    place === undefined ? places.length : places.indexOf(place);
  return placed.sort((a, b) => rank(a) - rank(b));
}

/** A pin is there, is not kept by the platform, and is used once. @param {readonly Placed[]} placed @param {any} map @param {Chip} chip @param {string} platform @returns {Complaint[]} */
function complainUse(placed, map, chip, platform) {
  /** @type {Complaint[]} */
  const complaints = [];
  /** @type {Map<string, Place | undefined>} */
  const used = new Map();
  for (const { use, place } of placed) {
    const kept = chip.kept[platform]?.[use.pin];
    if (!chip.pins.includes(use.pin)) {
      complaints.push({ place, message: `pin ${use.pin} does not exist on ${map.chip}` });
    } else if (kept !== undefined) {
      complaints.push({ place, message: `pin ${use.pin} must not be used: ${kept}` });
    } else if (used.has(use.pin)) {
      const before = used.get(use.pin);
      const isHere = before === undefined || before.file === place?.file;
      const where = isHere ? '' : `${before.file.slice(before.file.lastIndexOf('/') + 1)} `;
      const message = `pin ${use.pin} is used already, at ${where}line ${before?.line ?? 0}`;
      complaints.push({ place, message });
    }
    used.set(use.pin, place);
  }
  return complaints;
}

/** A converter where something is measured. @param {readonly Placed[]} placed @param {Chip} chip @returns {Complaint[]} */
function complainConverters(placed, chip) {
  return placed
    .filter(({ use: { way, pin } }) => way === 'analogue' && chip.pins.includes(pin))
    .filter(({ use }) => !chip.analog.includes(use.pin))
    .map(({ use: { net, pin }, place }) => ({
      place,
      message: `${net} needs a converter, and ${pin} has none (${chip.analog.join(' ')} have)`,
    }));
}

/**
 * A chip that is known and does not run this platform.
 *
 * @param {any} map of any shape @param {readonly Place[]} places @param {string} platform @returns {Complaint[]}
 */
export function complainPlatform(map, places, platform) {
  const chip = chips[map?.chip];
  if (chip === undefined || chip.platforms.includes(platform)) return [];
  const message = `${map.chip} does not run ${platform} (it runs ${chip.platforms.join(' and ')})`;
  return [{ place: placeAt(places, 'chip'), message }];
}

/**
 * @param {any} map of the right shape @param {readonly PinUse[]} uses
 * @param {readonly Place[]} places @param {string} platform @returns {Complaint[]}
 */
export function complainPins(map, uses, places, platform) {
  const chip = chips[map.chip];
  const place = placeAt(places, 'chip');
  if (chip === undefined) {
    const known = Object.keys(chips).join(' | ');
    return [{ place, message: `chip "${map.chip}" is not known, expected ${known}` }];
  }
  const placed = inOrder(uses, places);
  return [
    ...complainPlatform(map, places, platform),
    ...complainUse(placed, map, chip, platform),
    ...complainConverters(placed, chip),
    ...complainOutputs(placed, places, chip, platform),
    ...complainLines(map, places, platform),
  ];
}
