/**
 * Quantity: a number with its unit. Bare numbers are refused wherever a unit exists.
 */

import { didYouMean, type Words } from './source.ts';

export type Kind =
  | 'duration'
  | 'voltage'
  | 'current'
  | 'resistance'
  | 'temperature'
  | 'duty'
  | 'count';

/** Units of each kind, in the kind's own smallest unit: µs, mV, mA, Ω, °C, ‰, 1. */
const scales: Record<Kind, Record<string, number>> = {
  duration: { us: 1, ms: 1000, s: 1000000, min: 60000000, h: 3600000000 },
  voltage: { mV: 1, V: 1000 },
  current: { mA: 1, A: 1000 },
  resistance: { Ohm: 1, kOhm: 1000 },
  temperature: { C: 1 },
  duty: { permille: 1, percent: 10 },
  count: { '': 1 },
};

/** Only these can be below zero. */
const signed: readonly Kind[] = ['voltage', 'temperature'];

export function unitsOf(kind: Kind): string {
  const units = Object.keys(scales[kind]).filter((unit) => unit !== '');
  return units.length === 0 ? 'a plain number' : `a number with ${units.join(', ')}`;
}

/** Reads a quantity: `40 ms` or `40ms`. */
export function readQuantity(words: Words, kind: Kind): number {
  const start = words.mark();
  const text = words.next(unitsOf(kind));
  const match = /^(-?\d+)(?:\.(\d+))?([A-Za-z]*)$/.exec(text);
  if (match === null) {
    words.back(start);
    words.complain(`expected ${unitsOf(kind)}, found "${text}"`);
  }
  const [, whole = '', decimals = '', written = ''] = match;
  if (whole.startsWith('-') && !signed.includes(kind)) {
    words.back(start);
    words.complain(`expected a ${kind} that is not below zero, found "${text}"`);
  }
  let unit = written;
  const units = scales[kind];
  if (unit === '' && units[''] === undefined) {
    unit = words.peek();
    if (units[unit] === undefined) {
      const found = unit === '' ? 'nothing' : `"${unit}"`;
      words.complain(
        `expected the unit of ${text} (${Object.keys(units).join(', ')}), found ${found}` +
          didYouMean(unit, Object.keys(units)),
      );
    }
    words.next('a unit');
  }
  const scale = units[unit];
  if (scale === undefined) {
    words.back(start);
    words.complain(`expected ${unitsOf(kind)}, found "${text}"`);
  }
  // Digits times a scale, before they are divided: 16.1 A are 161 × 1000 / 10, exactly 16100 mA. As 16.1 × 1000 they
  // would be a little more, and what is compared with them would be below it.
  const value = (Number(whole + decimals) * scale) / 10 ** decimals.length;
  if (kind === 'duration' && !Number.isInteger(value)) {
    words.back(start);
    words.complain(`expected whole microseconds, found "${text}"`);
  }
  return value;
}

/** A quantity as a person would write it. */
export function writeQuantity(value: number, kind: Kind): string {
  if (kind === 'duration') return writeDuration(value);
  if (kind === 'voltage') return `${value} mV`;
  if (kind === 'current') return `${value / 1000} A`;
  if (kind === 'resistance') return `${value} Ohm`;
  if (kind === 'temperature') return `${value} C`;
  return kind === 'duty' ? `${value} permille` : `${value}`;
}

export function writeDuration(us: number): string {
  const ms = us / 1000;
  if (Math.abs(ms) < 10000) return `${Number(ms.toFixed(1))} ms`;
  return `${Number((ms / 1000).toFixed(2))} s`;
}
