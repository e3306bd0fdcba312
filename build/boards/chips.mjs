/**
 * Chips: the pins that a board has, which of them can do what, and which the platform keeps for itself.
 */

/**
 * @typedef {object} Chip
 * @property {readonly string[]} pins as printed on the board
 * @property {readonly string[]} analog pins with a converter
 * @property {readonly string[]} [pullless] pins without a resistor of the chip's own
 * @property {readonly string[]} [listening] pins that cannot drive
 * @property {readonly string[]} [steady] pins with a converter to the outside: what should pulse there is a voltage
 * @property {Readonly<Record<string, string>>} [restless] pins that leave their pull-down while the chip is in reset or starts, and why
 * @property {number} longestWatchdogMs
 * @property {number} [programBytes] that its Storage holds beside the journal; where it is less than the platform's own
 * @property {number} [variables] that Espruino has on it; where they are fewer than on the Pico
 * @property {number} watchdogStepMs what the watchdog's time is rounded to
 * @property {Readonly<Record<string, Readonly<Record<string, string>>>>} kept by platform: pin and why
 * @property {Readonly<Record<string, number>>} [pwm] of a computer: pins with a PWM, and its channel
 * @property {readonly string[]} platforms that it runs
 * @property {Readonly<Record<string, number>>} [slices] pins by the PWM that they share with each other
 * @property {Readonly<Record<string, readonly string[]>>} [timers] the pins with a PWM, and the timers' channels that can make it; without it every pin that drives has one
 * @property {readonly [number, number]} [straight] the part of full scale in which the converter is straight
 */

const range = (
  /** @type {string} */ prefix,
  /** @type {number} */ from,
  /** @type {number} */ to,
) => Array.from({ length: to - from + 1 }, (_, i) => `${prefix}${from + i}`);

/** Two neighbours share a slice, and so do GP0 and GP16. */
const rp2040Slices = Object.fromEntries(
  Array.from({ length: 30 }, (_, n) => [`GP${n}`, Math.floor(n / 2) % 8]),
);

/** A Pico's header. */
const pico = {
  pins: [...range('GP', 0, 22), ...range('GP', 26, 28)],
  analog: range('GP', 26, 28),
  longestWatchdogMs: 8300,
  watchdogStepMs: 1,
  slices: rp2040Slices,
};

/** What the debug port of an STM32F4 holds up until a program takes it over. */
const debugPort = 'the debug port pulls it up while the chip is in reset';

/**
 * What Espruino's tables give for either STM32F411 (boards/pins/stm32f401.csv and _af.csv); which one of two channels
 * it takes depends on the build. The inverted half of a channel has that channel's duty.
 */
const stm32f411Timers = Object.fromEntries(
  `A0 TIM2_CH1, A1 TIM2_CH2, A2 TIM9_CH1 TIM2_CH3, A3 TIM2_CH4 TIM9_CH2, A5 TIM2_CH1, A6 TIM3_CH1, A7 TIM1_CH1 TIM3_CH2,
  A8 TIM1_CH1, A9 TIM1_CH2, A10 TIM1_CH3, A11 TIM1_CH4, A15 TIM2_CH1, B0 TIM1_CH2 TIM3_CH3, B1 TIM1_CH3 TIM3_CH4,
  B3 TIM2_CH2, B4 TIM3_CH1, B5 TIM3_CH2, B6 TIM4_CH1, B7 TIM4_CH2, B8 TIM4_CH3 TIM10_CH1, B9 TIM4_CH4 TIM11_CH1,
  B10 TIM2_CH3, B13 TIM1_CH1, B14 TIM1_CH2, B15 TIM1_CH3, C6 TIM3_CH1, C7 TIM3_CH2, C8 TIM3_CH3, C9 TIM3_CH4`
    .split(/,\s+/)
    .map((row) => row.split(' '))
    .map(([pin = '', ...channels]) => [pin, channels]),
);

/** The ESP32's inputs. */
const esp32Inputs = ['D34', 'D35', 'D36', 'D39'];
/** Its own start-up puts levels and pulses on them. */
const movesAtStart = 'it moves by itself while the chip starts';

/** The header of a Raspberry Pi, beside it the inputs of a converter. */
const header = {
  pins: [...range('GPIO', 2, 27), ...range('AIN', 0, 7)],
  // The kernel is not asked for a resistor: every one is drawn.
  pullless: [...range('GPIO', 2, 27)],
  analog: range('AIN', 0, 7),
  longestWatchdogMs: 15000,
  watchdogStepMs: 1000,
  kept: {},
  platforms: ['linux'],
};

/** @type {Readonly<Record<string, Chip>>} */
export const chips = {
  rp2040: {
    ...pico,
    platforms: ['kaluma', 'espruino'],
    kept: { kaluma: { GP22: 'low at boot makes Kaluma skip the program' } },
  },
  // The Pico 2. Kaluma 1.3 runs there as well, and no program of ours was ever built for it.
  rp2350: { ...pico, platforms: ['espruino'], kept: {} },
  // Pins on the edges of Espruino's own WiFi board.
  stm32f411ce: {
    pins: [
      'A0',
      'A1',
      ...range('A', 4, 8),
      'A10',
      'B0',
      'B1',
      ...range('B', 3, 10),
      ...range('B', 13, 15),
    ],
    analog: ['A0', 'A1', ...range('A', 4, 7), 'B0', 'B1'],
    longestWatchdogMs: 26000,
    watchdogStepMs: 1,
    // One flash page of 64 KB, journal and settings included.
    programBytes: 56 * 1024,
    timers: stm32f411Timers,
    restless: { B4: debugPort },
    platforms: ['espruino'],
    kept: {},
  },
  // Pins of the 64-pin package on the Nucleo boards.
  stm32f411re: {
    pins: [
      ...range('A', 0, 12),
      'A15',
      ...range('B', 0, 10),
      ...range('B', 12, 15),
      ...range('C', 0, 13),
      'D2',
    ],
    analog: [...range('A', 0, 7), 'B0', 'B1', ...range('C', 0, 5)],
    variables: 7423,
    longestWatchdogMs: 26000,
    watchdogStepMs: 1,
    timers: stm32f411Timers,
    restless: { A15: debugPort, B4: debugPort },
    platforms: ['espruino'],
    kept: {
      espruino: {
        A2: "it is the line of the interpreter's own prompt",
        A3: "it is the line of the interpreter's own prompt",
        B2: 'it is the boot pin',
        C13: 'it is the button',
      },
    },
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
    pullless: esp32Inputs,
    listening: esp32Inputs,
    steady: ['D25', 'D26'],
    restless: { D2: movesAtStart, D5: movesAtStart, D14: movesAtStart, D15: movesAtStart },
    longestWatchdogMs: 60000,
    // Espruino passes it to the system in whole seconds.
    watchdogStepMs: 1000,
    platforms: ['espruino'],
    // 0.15 to 2.45 V of 3.9 V.
    straight: [0.15 / 3.9, 2.45 / 3.9],
    kept: { espruino: { D12: 'high at boot selects the wrong flash voltage' } },
  },
  // Every Raspberry Pi before the 5.
  bcm2835: { ...header, pwm: { GPIO12: 0, GPIO13: 1, GPIO18: 0, GPIO19: 1 } },
  // The Raspberry Pi 5.
  rp1: { ...header, pwm: { GPIO12: 0, GPIO13: 1, GPIO18: 2, GPIO19: 3 } },
};
