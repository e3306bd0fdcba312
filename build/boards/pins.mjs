/**
 * Pins: whether the chip has them, whether each is used once, and whether it can do what is asked of it.
 */

import { chips } from './chips.mjs';
import { placeAt } from './places.mjs';

/** @typedef {import('./places.mjs').Place} Place */
/** @typedef {import('./places.mjs').Complaint} Complaint */
/** @typedef {import('./map-rows.mjs').PinUse} PinUse */
/** @typedef {import('./chips.mjs').Chip} Chip */

/** A use and where it stands, in the order of the sources. @typedef {{ use: PinUse, place: Place | undefined }} Placed */

/** @param {readonly PinUse[]} uses @param {readonly Place[]} places @returns {Placed[]} */
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

/** Two outputs on one PWM have one frequency, and at set-up each other's level. @param {readonly Placed[]} placed @param {Chip} chip @returns {Complaint[]} */
function complainSlices(placed, chip) {
  const { slices } = chip;
  if (slices === undefined) return [];
  const pulsed = placed.filter(({ use }) => use.way === 'pwm' && slices[use.pin] !== undefined);
  return pulsed.flatMap(({ use, place }, at) => {
    const slice = slices[use.pin];
    const other = pulsed.slice(0, at).find((one) => slices[one.use.pin] === slice);
    if (other === undefined || other.use.pin === use.pin) return [];
    const { net, pin } = other.use;
    const message = `${use.net} on ${use.pin} and ${net} on ${pin} share PWM slice ${slice}: one frequency, and each other's level at set-up; take a pin of another slice`;
    return [{ place, message }];
  });
}

/** The interpreter's prompt keeps away from people. @param {any} map @param {readonly Place[]} places @param {string} platform @returns {Complaint[]} */
function complainLines(map, places, platform) {
  if (map.prompt === undefined) return [];
  const complaints = [];
  if (platform === 'kaluma' && (map.consolePort !== 'Serial1' || map.prompt !== 'USB')) {
    const message = 'Kaluma has its prompt on USB, and people on its first UART (Serial1)';
    complaints.push({ place: placeAt(places, 'consolePort'), message });
  }
  if (map.consolePort === map.prompt) {
    const message = `the interpreter's prompt is on ${map.prompt}, where people are`;
    complaints.push({ place: placeAt(places, 'prompt'), message });
  }
  return complaints;
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
    ...complainSlices(placed, chip),
    ...complainLines(map, places, platform),
  ];
}
