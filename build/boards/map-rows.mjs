/**
 * Map rows: every key of a map, one row each: what it is, what its value may be, which way its pins work.
 * The checks of the build, the drawing of the pins and their tables are made from these rows; the compiler
 * asks for a row for every key of the types.
 */

import {
  flag,
  list,
  number,
  oneOf,
  orNull,
  pin,
  positive,
  record,
  text,
  whole,
} from './shapes.mjs';

/** @typedef {import('../../firmware/platforms/pin-map.ts').NetMap} NetMap */
/** @typedef {import('../../firmware/platforms/pin-map.ts').PinMap} PinMap */
/** @typedef {import('../../firmware/platforms/pin-map.ts').AnalogNet} AnalogNet */
/** @typedef {import('../../firmware/platforms/linux-map.ts').LinuxMap} LinuxMap */
/** @typedef {import('../../firmware/jig/jig-map.ts').JigMap} JigMap */
/** @typedef {import('../../firmware/drivers/digital-inputs.ts').LevelPin} LevelPin */
/** @typedef {import('../../firmware/drivers/digital-inputs.ts').InputPin} InputPin */
/** @typedef {import('./shapes.mjs').Shape} Shape */

/**
 * Which way the pins of a net work, seen from the controller.
 * @typedef {'in' | 'out' | 'pwm' | 'analogue' | 'console'} Way
 */

/**
 * @typedef {object} Row
 * @property {string} what in a table beside the pin
 * @property {Shape} shape
 * @property {Way | null} way null: no net
 * @property {true} [optional] may be left out
 */

/** @type {Readonly<Record<keyof LevelPin, Shape>>} */
const levelFields = { pin, activeLow: flag };
/** @type {Readonly<Record<keyof InputPin, Shape>>} */
const inputFields = { ...levelFields, pull: oneOf('up', 'down', 'none') };
/** @type {Readonly<Record<keyof AnalogNet, Shape>>} */
const analogFields = { pin: orNull(pin), channel: whole(0), atZero: number, atFull: number };
/** @type {Readonly<Record<keyof NonNullable<NetMap['bridge']>, Shape>>} */
const bridgeFields = { extend: pin, retract: pin, endsInHardware: flag };
/** @type {Readonly<Record<keyof NonNullable<NetMap['multiplexer']>, Shape>>} */
const multiplexerFields = {
  pin,
  select: list(pin, 'one to three address lines', (count) => count >= 1 && count <= 3),
};
/** @type {Readonly<Record<keyof LinuxMap['converter'], Shape>>} */
const converterFields = {
  device: text,
  countMillivolts: orNull(positive),
  fullMillivolts: positive,
};

const poles = list(oneOf('L1', 'L2', 'L3', 'N'), 'a list of poles', () => true);
/** @type {Readonly<Record<keyof NetMap['poles'], Shape>>} */
const poleFields = { switched: poles, mirror: poles, outgoing: poles };

const level = record('a pin with its polarity', levelFields);
const inputLevel = record('an input with its polarity and its pull', inputFields);
const analog = record('an analogue net', analogFields);

/** @param {string} what @param {Shape} shape @returns {Row} */
const fact = (what, shape) => ({ what, shape, way: null });
/** @param {string} what @param {Shape} [shape] @returns {Row} */
const input = (what, shape = orNull(inputLevel)) => ({ what, shape, way: 'in' });
/** @param {string} what @param {Shape} [shape] @returns {Row} */
const output = (what, shape = orNull(level)) => ({ what, shape, way: 'out' });
/** @param {string} what @param {Shape} [shape] @returns {Row} */
const measured = (what, shape = analog) => ({ what, shape, way: 'analogue' });

/** @type {Readonly<Record<keyof Required<NetMap>, Row>>} */
const netRows = {
  name: fact('what it is called', text),
  tickMs: fact('time between two ticks', whole(1, 'ms')),
  watchdogMs: fact('the longest time between two feeds before the reset', whole(1, 'ms')),
  lock: fact('the fitted lock part', text),
  strokeMs: fact('longest stroke', whole(1, 'ms')),
  storedEnergy: fact('a capacitor behind the lock is fitted', flag),
  holdUpMs: fact("the controller's own supply lives for so long without mains", whole(0, 'ms')),
  ceilingMilliamps: {
    ...fact('the most that contactor, wires and socket-outlet bear', whole(6000, 'mA')),
    optional: true,
  },
  coilHold: fact('hardware holds a solenoid while the socket is live', flag),
  residualIgnoreMs: fact(
    'the residual-current sensor is ignored after it is switched on',
    whole(0, 'ms'),
  ),
  pilotOut: { what: 'pilot, to the ±12 V driver', shape: level, way: 'pwm' },
  pilotHigh: measured('pilot, positive half'),
  pilotLow: measured('pilot, negative half'),
  multiplexer: measured(
    'slow nets, multiplexed',
    orNull(record('a multiplexer', multiplexerFields)),
  ),
  latch: measured("lock's sense line"),
  proximity: measured('proximity'),
  lockSupply: measured("lock's supply"),
  thermometer: measured('thermometer', orNull(analog)),
  poles: fact('what the contactor switches, and which proof sees it', record('poles', poleFields)),
  outgoingCurrent: measured('outgoing current', orNull(analog)),
  outgoingCurrentL2: measured('outgoing current, L2', orNull(analog)),
  outgoingCurrentL3: measured('outgoing current, L3', orNull(analog)),
  supplyVoltage: measured('supply voltage', orNull(analog)),
  earthVoltage: measured('voltage of the protective earth', orNull(analog)),
  jumperVoltage: {
    ...measured("service jumper's line", orNull(analog)),
    optional: true,
  },
  earthRelay: input('relay that watches the protective earth'),
  contactor: output('contactor', level),
  reflex: fact('hardware that opens the contactor by itself', orNull(oneOf('pio', 'timers'))),
  bridge: output("lock's bridge", orNull(record('a bridge', bridgeFields))),
  coil: { what: "solenoid's coil", shape: orNull(level), way: 'pwm' },
  pilotBreak: output("switch in the pilot's wire"),
  trip: output('trip of the breaker upstream'),
  residualTest: output("residual-current sensor's test"),
  light: output(
    'lamp',
    list(level, 'three lamps (red, green, blue), or none', (count) => count === 3 || count === 0),
  ),
  mirror: input('mirror contact'),
  outgoing: input('outgoing voltage'),
  supply: input('supply sense', inputLevel),
  residual: input('residual-current sensor'),
  eStop: input('emergency stop'),
  stopButton: input('Stop button'),
  startButton: input('Start button'),
  jumper: { ...input('service jumper'), optional: true },
};

/** @type {Readonly<Record<keyof import('../../firmware/platforms/line-platform.ts').LineMap, Row>>} */
const lineRows = {
  watchdogMs: netRows.watchdogMs,
  prompt: fact("where the interpreter's own prompt is", oneOf('USB', 'Serial1', 'Serial2')),
  consolePort: fact('where people are', oneOf('Serial1', 'Serial2')),
  consoleTx: { what: 'console, to people', shape: pin, way: 'console' },
  consoleRx: { what: 'console, from people', shape: pin, way: 'console' },
};

const chip = fact('the chip', text);

/** @type {Readonly<Record<keyof import('../../firmware/platforms/pin-map.ts').ConverterPins, Shape>>} */
const besideFields = { clock: pin, select: pin, command: pin, data: pin };

/** @type {Readonly<Record<keyof Required<PinMap>, Row>>} */
export const pinRows = {
  ...netRows,
  ...lineRows,
  chip,
  pilotComparator: input("comparator on the pilot's held positive half"),
  latchComparator: input("comparator on the latch's sense line"),
  converter: output('converter beside the chip', orNull(record('a converter', besideFields))),
};

/** @type {Readonly<Record<keyof Required<LinuxMap>, Row>>} */
export const linuxRows = {
  ...netRows,
  chip,
  gpioChip: fact("the header's chip, for the tools of libgpiod", text),
  converter: fact('the converter', record('a converter', converterFields)),
  pwmChip: fact('the folder of the PWM', text),
  watchdog: fact("the computer's own watchdog", orNull(text)),
};

const switchShape = record('a switch', { name: text, ...levelFields });

/** @type {Readonly<Record<keyof Required<JigMap>, Row>>} */
export const jigRows = {
  ...lineRows,
  name: netRows.name,
  chip,
  switches: output(
    'switch',
    list(switchShape, 'a list of switches', (count) => count > 0),
  ),
  contactor: input("the board's contactor output", inputLevel),
  extend: input("the board's extend output", inputLevel),
  retract: input("the board's retract output", inputLevel),
  live: input('voltage on the outgoing side'),
  duty: measured("the pilot's duty", orNull(analog)),
};

/**
 * One shape of a whole map.
 * @param {Readonly<Record<string, Row>>} rows
 */
export function shapeOf(rows) {
  const fields = Object.entries(rows);
  const shapes = Object.fromEntries(fields.map(([name, { shape }]) => [name, shape]));
  const optional = fields.filter(([, row]) => row.optional === true).map(([name]) => name);
  return record('a record', shapes, optional);
}

/**
 * A pin of a map.
 * @typedef {object} PinUse
 * @property {string} path from the map down: `light.1.pin`
 * @property {string} net as a person calls it: `light.1`, `bridge.extend`
 * @property {string} pin
 * @property {string} what
 * @property {Way} way
 * @property {boolean} activeLow asserted means low
 */

/** A use, and where it stands. @typedef {{ use: PinUse, place: import('./places.mjs').Place | undefined }} Placed */

/** @param {string} path @param {Row} row @returns {Way} */
function wayOf(path, row) {
  if (path.startsWith('multiplexer.select')) return 'out';
  return path === 'converter.data' ? 'in' : (row.way ?? 'in');
}

/**
 * Every pin that a map uses.
 * @param {any} map of the right shape @param {Readonly<Record<string, Row>>} rows @returns {PinUse[]}
 */
export function pinsOf(map, rows) {
  /** @type {PinUse[]} */
  const uses = [];
  const see = (/** @type {string} */ path, /** @type {string} */ name) => {
    const [top = '', ...steps] = path.split('.');
    const row = rows[top];
    if (row === undefined) return;
    const way = wayOf(path, row);
    const around = steps.slice(0, -1).reduce((value, step) => value[step], map[top]);
    const net = around.name ?? path.replace(/\.pin$/, '');
    const activeLow = around.activeLow === true;
    uses.push({ path, net, pin: name, what: row.what, way, activeLow });
  };
  shapeOf(rows).visit(map, '', { wrong: () => undefined, pin: see });
  return uses;
}
