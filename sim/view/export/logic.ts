/**
 * Logic: the lines that a logic analyser would be connected to, each one bit.
 */

import type { Signal } from './signals.ts';

export interface LogicLine {
  readonly label: string;
  /** Instants at which the line changes, in µs, with its level from there on. */
  readonly changes: readonly { readonly atUs: number; readonly high: boolean }[];
}

interface Clip {
  readonly label: string;
  readonly name: string;
  readonly isHigh: (word: string, value: number) => boolean;
}

const clip = (label: string, name: string, ...words: string[]): Clip => ({
  label,
  name,
  isHigh: (word) => words.includes(word),
});

/** In the order of the analyser's channels. */
const clips: readonly Clip[] = [
  clip('mains', 'grid', 'on'),
  clip('processor', 'processor', 'on'),
  clip('plug', 'plug', 'in'),
  clip('pilot_B', 'pilot', 'B'),
  clip('pilot_C', 'pilot', 'C', 'D'),
  { label: 'pwm', name: 'duty', isHigh: (_, percent) => percent > 0 && percent < 100 },
  clip('extend', 'drive', 'extend'),
  clip('retract', 'drive', 'retract'),
  clip('latch_locked', 'latch', 'locked'),
  clip('latch_unlocked', 'latch', 'unlocked'),
  clip('contactor', 'contactor', 'closed'),
  clip('socket_live', 'socket', 'live'),
  clip('proven_dead', 'contacts', 'open'),
  clip('energized', 'phase', 'energized'),
  { label: 'fault', name: 'fault', isHigh: (word) => word !== 'none' },
  clip('trip', 'trip', 'on'),
];

/** Every line, also without a change: a channel number means the same in every file. */
export function logicLines(signals: readonly Signal[]): LogicLine[] {
  return clips.map(({ label, name, isHigh }) => {
    const signal = signals.find((other) => other.name === name);
    const changes: { atUs: number; high: boolean }[] = [];
    for (const { atUs, word, value } of signal?.changes ?? []) {
      const high = isHigh(word, value);
      if (changes[changes.length - 1]?.high !== high) changes.push({ atUs, high });
    }
    return { label, changes };
  });
}
