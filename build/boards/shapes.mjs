/**
 * Shapes: what a value of a map may be, what is said of one that is something else, and the pins in it.
 */

import { distance } from 'fastest-levenshtein';

/**
 * Who looks at a map. A path leads to a value from the map down: `light.1.pin`.
 * @typedef {object} Visitor
 * @property {(path: string, message: string) => void} wrong
 * @property {(path: string, pin: string) => void} pin
 */

/**
 * @typedef {object} Shape
 * @property {string} expects in words, as they stand behind "expected"
 * @property {(value: unknown, path: string, visitor: Visitor) => void} visit
 */

/** A value as a complaint quotes it. @param {unknown} value @returns {string} */
export function quote(value) {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number' || value === undefined) return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 37)}…` : text;
}

/** The known word that is nearest to another, as a question; empty where none is near. @param {string} word @param {readonly string[]} known */
export function nearest(word, known) {
  const near = known
    .map((one) => ({ one, far: distance(word.toLowerCase(), one.toLowerCase()) }))
    .sort((a, b) => a.far - b.far)[0];
  const most = Math.max(2, Math.floor(word.length / 3));
  return near !== undefined && near.far <= most ? `; did you mean "${near.one}"?` : '';
}

/** @param {string} expects @param {(value: any) => boolean} isSo @returns {Shape} */
function leaf(expects, isSo) {
  return {
    expects,
    visit: (value, path, { wrong }) => {
      if (!isSo(value)) wrong(path, `${path}: expected ${expects}, found ${quote(value)}`);
    },
  };
}

export const flag = leaf('true or false', (value) => typeof value === 'boolean');
export const text = leaf('a text', (value) => typeof value === 'string' && value !== '');
export const number = leaf('a number', (value) => Number.isFinite(value));
export const positive = leaf('a number above 0', (value) => Number.isFinite(value) && value > 0);
/** @param {number} least @param {string} [unit] @returns {Shape} */
export const whole = (least, unit = '') =>
  leaf(
    `a whole number${unit === '' ? '' : ` of ${unit}`} from ${least}`,
    (value) => Number.isInteger(value) && value >= least,
  );

/** @param {...string} words @returns {Shape} */
export function oneOf(...words) {
  const quoted = words.map((word) => `"${word}"`);
  const before = quoted.slice(0, -1).join(', ');
  const expects = before === '' ? `${quoted[0]}` : `${before} or ${quoted.at(-1)}`;
  return leaf(expects, (value) => words.includes(value));
}

/** A pin's name; whether the chip has it is asked later. @type {Shape} */
export const pin = {
  expects: "a pin's name",
  visit: (value, path, { wrong, pin: see }) => {
    if (typeof value === 'string' && value !== '') see(path, value);
    else wrong(path, `${path}: expected a pin's name, found ${quote(value)}`);
  },
};

/** @param {Shape} shape @returns {Shape} */
export function orNull(shape) {
  return {
    expects: `${shape.expects}, or null`,
    visit: (value, path, visitor) => {
      if (value !== null) shape.visit(value, path, visitor);
    },
  };
}

/** Such values in a row. @param {Shape} shape @param {string} expects @param {(count: number) => boolean} fits @returns {Shape} */
export function list(shape, expects, fits) {
  return {
    expects,
    visit: (value, path, visitor) => {
      if (!Array.isArray(value) || !fits(value.length)) {
        const found = Array.isArray(value) ? `${value.length} of them` : quote(value);
        visitor.wrong(path, `${path}: expected ${expects}, found ${found}`);
        return;
      }
      for (const [at, one] of value.entries()) shape.visit(one, `${path}.${at}`, visitor);
    },
  };
}

/**
 * A record of these fields and no others.
 * @param {string} expects @param {Readonly<Record<string, Shape>>} fields
 * @param {readonly string[]} [optional] fields that may be left out
 * @returns {Shape}
 */
export function record(expects, fields, optional = []) {
  const known = Object.keys(fields);
  return {
    expects,
    visit: (value, path, visitor) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        visitor.wrong(path, `${path || 'the map'}: expected ${expects}, found ${quote(value)}`);
        return;
      }
      const below = (/** @type {string} */ name) => (path === '' ? name : `${path}.${name}`);
      const given = /** @type {Record<string, unknown>} */ (value);
      for (const name of Object.keys(given).filter((one) => !known.includes(one))) {
        const who = path === '' ? 'a map' : path;
        const missing = known.filter((one) => given[one] === undefined);
        const hint = nearest(name, missing) || nearest(name, known);
        visitor.wrong(below(name), `${who} has no key "${name}"${hint}`);
      }
      for (const [name, shape] of Object.entries(fields)) {
        const one = given[name];
        if (one !== undefined) shape.visit(one, below(name), visitor);
        else if (!optional.includes(name)) {
          visitor.wrong(path, `${path || 'the map'} lacks ${name}: expected ${shape.expects}`);
        }
      }
    },
  };
}
