/**
 * Plot lines: what the plots draw of the trace between two instants.
 */

import { type Change, type History, lastAt } from './history.ts';

/** One lane of the timeline: the height of each word of a name, from 0 to 1. */
interface Lane {
  readonly label: string;
  readonly name: string;
  readonly levels: Readonly<Record<string, number>>;
  readonly colour: string;
}

export const lanes: readonly Lane[] = [
  { label: 'mains', name: 'grid', levels: { on: 1 }, colour: '--ink-soft' },
  { label: 'contactor', name: 'contactor', levels: { closed: 1 }, colour: '--act' },
  { label: 'socket live', name: 'socket', levels: { live: 1 }, colour: '--live' },
  {
    label: 'lock drive',
    name: 'drive',
    levels: { extend: 1, retract: 0.5, brake: 0.15 },
    colour: '--act',
  },
  { label: 'pin', name: 'pin', levels: { between: 0.5, extended: 1 }, colour: '--hold' },
  { label: 'latch', name: 'latch', levels: { unknown: 0.5, locked: 1 }, colour: '--hold' },
  { label: 'plug', name: 'plug', levels: { half: 0.5, in: 1 }, colour: '--ink-soft' },
];

export const LANE_HEIGHT = 0.66;

/** Entries between two instants, including the one in force at the first. */
function slice<Entry extends { readonly atUs: number }>(
  entries: readonly Entry[],
  fromUs: number,
  toUs: number,
): readonly Entry[] {
  return entries.slice(Math.max(0, lastAt(entries, fromUs)), lastAt(entries, toUs) + 1);
}

/** Every instant at which one of these changes, from the first to the last. */
function instantsOf(shown: readonly (readonly Change[])[], fromUs: number, toUs: number): number[] {
  const instants = new Set<number>([fromUs, toUs]);
  for (const changes of shown) {
    for (const change of changes) instants.add(Math.max(change.atUs, fromUs));
  }
  return [...instants].sort((a, b) => a - b);
}

/** A function for the value at each instant. */
function follow(
  changes: readonly Change[],
  instants: readonly number[],
  worth: (value: string) => number,
): number[] {
  let at = -1;
  return instants.map((us) => {
    while (at + 1 < changes.length && (changes[at + 1] as Change).atUs <= us) at++;
    return worth(changes[at]?.value ?? '');
  });
}

/** The phases, and the times at which the firmware did not run. */
export function phasesOf(history: History, fromUs: number, toUs: number): Change[] {
  const phases = history.of('phase');
  const powered = slice(history.of('processor'), fromUs, toUs).map(({ atUs, value }) => {
    const before = phases[lastAt(phases, atUs)]?.value ?? '';
    return { atUs, value: value === 'off' ? 'off' : before };
  });
  return [...slice(phases, fromUs, toUs), ...powered].sort((a, b) => a.atUs - b.atUs);
}

/** The instants at which something changes, and a row of values at them for each line. */
export interface Lines {
  readonly times: readonly number[];
  readonly rows: readonly (readonly number[])[];
}

/** The two edges of the pilot, in volts. */
export function pilotLines(history: History, fromUs: number, toUs: number): Lines {
  const shown = ['pilot-high', 'pilot-low'].map((name) => slice(history.of(name), fromUs, toUs));
  const times = instantsOf(shown, fromUs, toUs);
  const volts = (value: string): number => Number.parseFloat(value) / 1000;
  return { times, rows: shown.map((changes) => follow(changes, times, volts)) };
}

export function laneLines(history: History, fromUs: number, toUs: number): Lines {
  const shown = lanes.map((lane) => slice(history.of(lane.name), fromUs, toUs));
  const times = instantsOf(shown, fromUs, toUs);
  const rows = lanes.map((lane, i) => {
    const base = lanes.length - 1 - i + 0.06;
    const heightOf = (value: string): number => base + (lane.levels[value] ?? 0) * LANE_HEIGHT;
    return follow(shown[i] as readonly Change[], times, heightOf);
  });
  return { times, rows };
}
