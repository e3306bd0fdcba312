/**
 * Reading: what the trace says of an instant, as the plots show it.
 */

import { type History, lastAt } from './history.ts';
import { clockText } from './page-texts.ts';

const one = (value = '–'): string => value;

function inVolts(value = '–'): string {
  const volts = Number.parseFloat(value) / 1000;
  return Number.isNaN(volts) ? value : `${Number(volts.toFixed(2))} V`.replace('-', '−');
}

/** What is read, in this order: its label, the names of the trace, and how their values are written. */
const rows: readonly (readonly [string, readonly string[], (...values: string[]) => string])[] = [
  [
    'phase',
    ['phase', 'processor'],
    (phase, processor) => (processor === 'off' ? 'off' : one(phase)),
  ],
  [
    'pilot',
    ['pilot-high', 'pilot-low'],
    (high, low) => (high === low ? inVolts(high) : `${inVolts(high)} / ${inVolts(low)}`),
  ],
  ['mains', ['grid'], one],
  ['contactor', ['contactor'], one],
  ['socket', ['socket'], one],
  ['lock drive', ['drive'], one],
  ['pin', ['pin'], one],
  ['latch', ['latch'], one],
  ['plug', ['plug'], one],
];

const names = rows.flatMap(([, ofTrace]) => ofTrace);

/** @param atUs on the world's clock */
export function readAt(history: History, atUs: number): readonly (readonly [string, string])[] {
  const traced = (name: string): string => {
    const changes = history.of(name);
    return changes[lastAt(changes, atUs)]?.value ?? '–';
  };
  return rows.map(([label, ofTrace, write]) => [label, write(...ofTrace.map(traced))]);
}

/** The next instant at which any of it changes, or the last before; null where there is none. */
export function nextChange(history: History, atUs: number, step: 1 | -1): number | null {
  let found: number | null = null;
  for (const name of names) {
    const changes = history.of(name);
    const at = step > 0 ? lastAt(changes, atUs) + 1 : lastAt(changes, atUs - 1);
    const us = changes[at]?.atUs;
    if (us === undefined) continue;
    if (found === null || (step > 0 ? us < found : us > found)) found = us;
  }
  return found;
}

/** One line, for those who hear it. */
export function sayAt(history: History, atUs: number, startUs: number): string {
  const values = readAt(history, atUs).map(([name, value]) => `${name} ${value}`);
  return `${clockText(atUs - startUs)}: ${values.join(', ')}`;
}
