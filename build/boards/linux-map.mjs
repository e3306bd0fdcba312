/**
 * Linux map: the checks beyond those of every pin map, because a computer controls its pins less strictly
 * than a microcontroller, and gives some of them to the kernel.
 */

import { chips } from './chips.mjs';
import { placeAt } from './places.mjs';

/** @typedef {import('./map-rows.mjs').PinUse} PinUse */

/** Until a program claims them, the chip itself pulls these pins up. */
const pulledUp = ['GPIO2', 'GPIO3', 'GPIO4', 'GPIO5', 'GPIO6', 'GPIO7', 'GPIO8'];
/** The kernel's serial console, where it is on: a line that rests stands high, and sends while the computer starts. */
const serialConsole = ['GPIO14', 'GPIO15'];
const ADVICE = 'take one from GPIO16 on';

/** What the converter hangs on, by the beginning of the kernel's name for it. `dtparam=spi=on` claims both selects. */
const buses = [
  { begin: 'mcp3', name: 'SPI 0', pins: ['GPIO7', 'GPIO8', 'GPIO9', 'GPIO10', 'GPIO11'] },
  { begin: 'ads1', name: 'I2C 1', pins: ['GPIO2', 'GPIO3'] },
];

/** @param {string} pin @param {string} device the converter, as the kernel calls it @returns {string} empty where the kernel leaves the pin free */
function takenBy(pin, device) {
  const bus = buses.find(({ begin, pins }) => device.startsWith(begin) && pins.includes(pin));
  if (bus === undefined) return '';
  return `${bus.name} has it, which the converter ${device} needs (${bus.pins.join(' ')}); ${ADVICE}`;
}

/** What is wrong with an output there; empty where nothing is. @param {string} pin @returns {string} */
function whyNotOut(pin) {
  if (pulledUp.includes(pin)) {
    return `it stands at a pull-up until the program starts; ${ADVICE}`;
  }
  return serialConsole.includes(pin)
    ? `it stands high while the computer starts where the kernel's serial console is on; ${ADVICE}`
    : '';
}

/** @param {PinUse} use @param {string} device @param {readonly string[]} analog @returns {string[]} */
function complaintsAbout({ way, pin, activeLow }, device, analog) {
  if (way === 'analogue') return [];
  const isOutput = way === 'out' || way === 'pwm';
  const isConverters = way !== 'pwm' && analog.includes(pin);
  const said = [
    isOutput && activeLow ? 'low is where a computer leaves it; put an inverter behind' : '',
    takenBy(pin, device) || (isOutput ? whyNotOut(pin) : ''),
    isConverters ? "it is an input of the converter's" : '',
  ];
  return said.filter((one) => one !== '');
}

/**
 * @param {any} map of the right shape @param {readonly PinUse[]} uses
 * @param {readonly import('./places.mjs').Place[]} places
 * @returns {import('./places.mjs').Complaint[]}
 */
export function complainLinux(map, uses, places) {
  const chip = chips[map.chip];
  if (chip?.pwm === undefined) return [];
  const { analog } = chip;
  return uses.flatMap((use) =>
    complaintsAbout(use, map.converter.device, analog).map((why) => ({
      place: placeAt(places, use.path),
      message: `${use.net} on ${use.pin}: ${why}`,
    })),
  );
}
