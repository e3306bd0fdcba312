/**
 * Linux map: the checks beyond those of every pin map, because a computer controls its pins less strictly
 * than a microcontroller.
 */

import { chips } from './chips.mjs';

/** Until a program claims them, the chip itself pulls these pins up. */
const pulledUp = ['GPIO2', 'GPIO3', 'GPIO4', 'GPIO5', 'GPIO6', 'GPIO7', 'GPIO8'];

/** @typedef {{ name: string, pin: string, activeLow: boolean }} Net */

/** @param {any} map @param {readonly string[]} names @returns {Net[]} those that are fitted */
function netsOf(map, names) {
  return names.flatMap((name) => (map[name] === null ? [] : [{ name, ...map[name] }]));
}

/** @param {any} map @returns {Net[]} every digital output */
function outputsOf(map) {
  const { extend, retract } = map.bridge ?? {};
  const bare = { extend, retract, select: map.multiplexer?.select };
  return [
    ...netsOf(map, ['contactor', 'pilotBreak', 'trip', 'residualTest']),
    ...map.light.map((/** @type {any} */ net) => ({ name: 'light', ...net })),
    ...Object.entries(bare).flatMap(([name, pins]) =>
      [pins ?? []].flat().map((pin) => ({ name, pin, activeLow: false })),
    ),
  ];
}

/**
 * @param {any} map @param {readonly string[]} inputs names of the digital inputs
 * @param {import('./places.mjs').Place[]} places
 * @returns {import('./places.mjs').Complaint[]}
 */
export function complainLinux(map, inputs, places) {
  const chip = chips[map.chip];
  const channels = chip?.pwm;
  if (chip === undefined || channels === undefined) return [];
  /** @type {import('./places.mjs').Complaint[]} */
  const complaints = [];
  const complain = (/** @type {Net} */ { name, pin }, /** @type {string} */ why) => {
    const place = places.find((one) => one.value === pin);
    complaints.push({ place, message: `${name} on ${pin}: ${why}` });
  };
  const outputs = outputsOf(map);
  for (const net of outputs) {
    if (net.activeLow) complain(net, 'low is where a computer leaves it; put an inverter behind');
    if (pulledUp.includes(net.pin)) {
      complain(net, 'it stands at a pull-up until the program starts; take one from GPIO9 on');
    }
  }
  for (const net of [...outputs, ...netsOf(map, inputs)]) {
    if (chip.analog.includes(net.pin)) complain(net, "it is an input of the converter's");
  }
  const pulsed = netsOf(map, ['pilotOut', 'coil']);
  for (const net of pulsed) {
    const known = Object.keys(channels).join(' ');
    if (channels[net.pin] === undefined) complain(net, `it has no PWM (${known} have)`);
  }
  const [first, second] = pulsed;
  if (first && second && channels[first.pin] === channels[second.pin]) {
    complain(second, `its PWM is that of ${first.pin} as well`);
  }
  return complaints;
}
