/**
 * Chips: the pins that a board has, which of them can do what, and which the platform keeps for itself.
 */

/**
 * @typedef {object} Chip
 * @property {readonly string[]} pins as printed on the board
 * @property {readonly string[]} analog pins with a converter
 * @property {number} longestWatchdogMs
 * @property {Readonly<Record<string, Readonly<Record<string, string>>>>} kept by platform: pin and why
 */

const range = (
  /** @type {string} */ prefix,
  /** @type {number} */ from,
  /** @type {number} */ to,
) => Array.from({ length: to - from + 1 }, (_, i) => `${prefix}${from + i}`);

/** @type {Readonly<Record<string, Chip>>} */
export const chips = {
  rp2040: {
    pins: [...range('GP', 0, 22), ...range('GP', 26, 28)],
    analog: range('GP', 26, 28),
    longestWatchdogMs: 8300,
    kept: { kaluma: { GP22: 'low at boot makes Kaluma skip the program' } },
  },
  stm32f401: {
    pins: [
      ...range('A', 0, 10),
      ...range('B', 0, 10),
      ...range('B', 12, 15),
      ...range('C', 13, 15),
    ],
    analog: [...range('A', 0, 7), 'B0', 'B1'],
    longestWatchdogMs: 26000,
    kept: { espruino: { B2: 'it is the boot pin', C13: 'it is the button' } },
  },
  esp32: {
    pins: [
      2,
      4,
      5,
      ...Array.from({ length: 8 }, (_, i) => 12 + i),
      21,
      22,
      23,
      25,
      26,
      27,
      32,
      33,
      34,
      35,
      36,
      39,
    ].map((n) => `D${n}`),
    analog: range('D', 32, 39),
    longestWatchdogMs: 60000,
    kept: { espruino: { D12: 'high at boot selects the wrong flash voltage' } },
  },
};
