/**
 * Lanes: the signals of a timeline, from top to bottom, and the style of each word.
 */

import type { Signal } from '../export/signals.ts';

/** The meaning of a state for the reader; a shape or a text always shows it as well as the colour. */
export type Tone = 'quiet' | 'active' | 'live' | 'good' | 'bad';

export interface Lane {
  readonly label: string;
  readonly height: number;
  /** Drawn as words; the first of these names in the trace. */
  readonly words?: readonly string[];
  /** Drawn as curves between two values; used instead of the words where it is in the trace. */
  readonly curves?: readonly string[];
  readonly range?: readonly [least: number, most: number];
  /** The words of this name are written along the curve. */
  readonly told?: string;
  /** Expectations of these are drawn here. */
  readonly about: readonly string[];
  /** Shown only if it ever had another value, or something was expected of it. */
  readonly restsAt?: string;
}

export const lanes: readonly Lane[] = [
  {
    label: 'phase',
    height: 24,
    words: ['phase'],
    about: ['phase', 'session', 'why', 'light', 'lamp'],
  },
  {
    label: 'pilot ±12 V',
    height: 58,
    curves: ['pilot-high', 'pilot-low'],
    range: [-12.5, 12.5],
    words: ['pilot'],
    told: 'pilot',
    about: ['pilot', 'pilot-high', 'pilot-low'],
  },
  {
    label: 'duty 0–100 %',
    height: 30,
    curves: ['duty'],
    range: [0, 100],
    about: ['duty', 'offer', 'cable', 'heat'],
  },
  { label: 'plug', height: 22, words: ['plug'], about: ['plug', 'proximity', 'connector'] },
  {
    label: 'lock drive',
    height: 22,
    words: ['drive', 'lock-drive'],
    about: ['drive', 'lock-drive', 'motion'],
  },
  { label: 'lock coil', height: 26, curves: ['coil'], range: [0, 100], about: ['coil'] },
  { label: 'latch', height: 22, words: ['latch'], about: ['latch'] },
  {
    label: 'pin 0–100 %',
    height: 26,
    curves: ['pin-position'],
    range: [0, 100],
    about: ['pin', 'pin-position'],
  },
  { label: 'contactor', height: 22, words: ['contactor'], about: ['contactor', 'contacts'] },
  {
    label: 'outgoing 325 V',
    height: 36,
    curves: ['outgoing'],
    range: [0, 340],
    words: ['socket'],
    about: ['outgoing', 'socket', 'drawn', 'over-current'],
  },
  {
    label: 'isolator',
    height: 22,
    words: ['isolator'],
    about: ['isolator'],
    restsAt: 'on',
  },
  {
    label: 'mains',
    height: 22,
    words: ['grid', 'supply'],
    about: ['grid', 'supply', 'mains', 'rail', 'processor', 'breaker', 'trip'],
  },
  { label: 'fault', height: 22, words: ['fault'], about: ['fault'], restsAt: 'none' },
  { label: 'guard', height: 22, words: ['guard'], about: ['guard'], restsAt: 'none' },
  /** Names without a lane: answers of the console, slow sensors. */
  { label: 'else expected', height: 16, about: [], restsAt: '' },
];

const tones: Readonly<Record<string, Readonly<Record<string, Tone>>>> = {
  phase: {
    locking: 'active',
    ready: 'active',
    energized: 'live',
    opening: 'active',
    releasing: 'active',
    released: 'good',
    fault: 'bad',
  },
  pilot: {
    B: 'active',
    C: 'live',
    D: 'live',
    E: 'bad',
    F: 'bad',
    'no-diode': 'bad',
    invalid: 'bad',
  },
  plug: { in: 'active', half: 'bad' },
  drive: { extend: 'active', retract: 'good' },
  latch: { locked: 'active', unlocked: 'good' },
  contactor: { closed: 'live' },
  socket: { live: 'live' },
  isolator: { on: 'quiet', off: 'active' },
  grid: { on: 'quiet', off: 'bad' },
  supply: { yes: 'quiet', no: 'bad' },
  fault: { none: 'quiet' },
  guard: { none: 'quiet' },
};

/** A fault or a broken rule is bad, except its word for "none"; others are neutral. */
export function toneOf(name: string, word: string): Tone {
  const known = tones[name === 'lock-drive' ? 'drive' : name];
  const isAlarm = name === 'fault' || name === 'guard';
  return known?.[word] ?? (isAlarm ? 'bad' : 'quiet');
}

/** The lane of an expectation on this name: its index among the lanes that are shown. */
export function laneFor(shown: readonly Lane[], name: string): number {
  const found = shown.findIndex((lane) => lane.about.includes(name));
  return found < 0 ? shown.length - 1 : found;
}

/** Lanes with something to show. */
export function shownLanes(signals: readonly Signal[], expected: readonly string[]): Lane[] {
  const isTraced = (name: string): boolean => signals.some((signal) => signal.name === name);
  const isKnown = (name: string): boolean => lanes.some((lane) => lane.about.includes(name));
  return lanes.filter(({ words, curves, about, restsAt }) => {
    if (about.length === 0) return expected.some((name) => !isKnown(name));
    if (![...(words ?? []), ...(curves ?? [])].some(isTraced)) return false;
    if (restsAt === undefined || about.some((name) => expected.includes(name))) return true;
    const signal = signals.find((other) => other.name === words?.[0]);
    return signal?.changes.some(({ word }) => word !== restsAt) === true;
  });
}
