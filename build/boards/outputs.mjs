/**
 * Outputs: whether a pin can drive, or pulse, as its net asks of it, and whether it is off while the controller is in
 * reset.
 *
 * Every output has a pull-down (docs/wiring.md). What closes, drives, holds or trips must be off at it: a reset lasts as
 * long as a watchdog, a brown-out or a start takes, and nothing else holds these outputs meanwhile.
 */

import { placeAt } from './places.mjs';

/** @typedef {import('./places.mjs').Place} Place */
/** @typedef {import('./places.mjs').Complaint} Complaint */
/** @typedef {import('./map-rows.mjs').Placed} Placed */
/** @typedef {import('./chips.mjs').Chip} Chip */

/** With a polarity of their own; the two inputs of a bridge have none, they are always driven high. */
const heldOff = ['contactor', 'coil', 'trip', 'residualTest'];

/** What must not move before the program runs. An offer that nobody made is as bad as a stroke. */
const quiet = [...heldOff, 'bridge.extend', 'bridge.retract', 'pilotOut'];

/** @param {Placed} placed */
const drives = ({ use: { way, path } }) => way === 'out' || way === 'pwm' || path === 'consoleTx';

/** @param {readonly Placed[]} placed @param {Chip} chip @returns {Complaint[]} */
function complainDriving(placed, chip) {
  return placed.filter(drives).flatMap(({ use: { net, pin }, place }) => {
    if (!chip.listening?.includes(pin)) return [];
    return [{ place, message: `${net} on ${pin}: it only listens; take a pin that can drive` }];
  });
}

/** @param {readonly Placed[]} placed @param {readonly Place[]} places @param {Chip} chip @returns {Complaint[]} */
function complainReset(placed, places, chip) {
  // A computer bears no output at all that is on at a low level: linux-map.mjs.
  const isComputer = chip.pwm !== undefined;
  return placed.flatMap(({ use: { net, pin, activeLow }, place }) => {
    /** @type {Complaint[]} */
    const complaints = [];
    if (activeLow && heldOff.includes(net) && !isComputer) {
      const message = `${net} with activeLow true: its pull-down holds it low while the controller is in reset, and low is on; invert its driver`;
      complaints.push({ place: placeAt(places, `${net}.activeLow`), message });
    }
    const why = chip.restless?.[pin];
    if (why !== undefined && quiet.includes(net)) {
      complaints.push({ place, message: `${net} on ${pin}: ${why}; take another pin` });
    }
    return complaints;
  });
}

/** The channels that can make a PWM at a pin; null where every pin has one. @param {Chip} chip @param {string} pin @returns {readonly string[] | null} */
function channelsAt({ pwm, timers, steady }, pin) {
  if (steady?.includes(pin)) return [];
  if (timers !== undefined) return timers[pin] ?? [];
  if (pwm === undefined) return null;
  return pwm[pin] === undefined ? [] : [`channel ${pwm[pin]}`];
}

/** @param {readonly Placed[]} pulsed @param {Chip} chip @param {string} platform @returns {Complaint[]} */
function complainPulsing(pulsed, chip, platform) {
  const able = chip.pins.filter(
    (pin) => !chip.listening?.includes(pin) && (channelsAt(chip, pin) ?? [pin]).length > 0,
  );
  const known = able.filter((pin) => chip.kept[platform]?.[pin] === undefined).join(' ');
  return pulsed.flatMap(({ use: { net, pin }, place }, at) => {
    const channels = channelsAt(chip, pin);
    if (channels === null) return [];
    if (channels.length === 0) {
      return [{ place, message: `${net} on ${pin}: it has no PWM (${known} have)` }];
    }
    const other = pulsed
      .slice(0, at)
      .find(({ use }) => channelsAt(chip, use.pin)?.some((one) => channels.includes(one)));
    if (other === undefined || other.use.pin === pin) return [];
    return [{ place, message: `${net} on ${pin}: its PWM is that of ${other.use.pin} as well` }];
  });
}

/** Two outputs on one PWM have one frequency, and at set-up each other's level. @param {readonly Placed[]} pulsed @param {Chip} chip @returns {Complaint[]} */
function complainSlices(pulsed, { slices }) {
  if (slices === undefined) return [];
  return pulsed.flatMap(({ use, place }, at) => {
    const slice = slices[use.pin];
    const other = pulsed.slice(0, at).find((one) => slices[one.use.pin] === slice);
    if (other === undefined || other.use.pin === use.pin) return [];
    const { net, pin } = other.use;
    const message = `${use.net} on ${use.pin} and ${net} on ${pin} share PWM slice ${slice}: one frequency, and each other's level at set-up; take a pin of another slice`;
    return [{ place, message }];
  });
}

/**
 * @param {readonly Placed[]} placed @param {readonly Place[]} places @param {Chip} chip @param {string} platform
 * @returns {Complaint[]}
 */
export function complainOutputs(placed, places, chip, platform) {
  const there = placed.filter(({ use }) => chip.pins.includes(use.pin));
  const pulsed = there.filter(({ use }) => use.way === 'pwm');
  return [
    ...complainDriving(there, chip),
    ...complainReset(there, places, chip),
    ...complainPulsing(pulsed, chip, platform),
    ...complainSlices(pulsed, chip),
  ];
}
