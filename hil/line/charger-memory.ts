/**
 * Charger memory: what a charger remembers over its starts (`events`, `counters`), in plain words for whoever examines
 * it, and for the report of a run. The charger says identifiers and numbers only.
 */

import { wordsIn } from '../../sim/view/words/language.ts';

export interface MemoryEvent {
  /** The number of the start in which it happened, and the seconds since that start. */
  readonly start: number;
  readonly second: number;
  /** As the console says it: `opened car`. */
  readonly what: string;
}

export interface ChargerMemory {
  /** The number of the start that lasts. */
  readonly starts: number;
  /** The oldest first, 32 at most. */
  readonly events: readonly MemoryEvent[];
  /** By their words on the console: `strokes`, `hot`, `worst-lap` (ms) and so on. */
  readonly counters: ReadonlyMap<string, number>;
}

/** The last line of each answer. */
const EVENTS_END = /^ok events \d+, start \d+$/;
const COUNTERS_END = /^ok counters worst-lap \d+ ms$/;
/** 33 lines, one in every round. */
export const EVENTS_MS = 8000;
const COUNTERS_MS = 1500;

/** Types a line, and returns the lines of its answer up to this last one, as far as they arrive in time. */
export type List = (line: string, end: RegExp, withinMs: number) => Promise<readonly string[]>;

/** How many events are told; all of them stand on the console. */
const TOLD = 8;
/** A tick that comes so late is remarkable: with it every reaction is late. [C: the limit of a reaction is 100 ms] */
const LATE_MS = 100;

/**
 * @param lines what the console has said to `events` and `counters`; other lines are skipped
 * @returns null where one of them was not answered to its end
 */
export function readMemory(lines: readonly string[]): ChargerMemory | null {
  const end = lines.find((line) => EVENTS_END.test(line));
  if (end === undefined || !lines.some((line) => COUNTERS_END.test(line))) return null;
  const events = lines.flatMap((line) => {
    const [, start, second, what] = /^ok event (\d+) (\d+) (.+)$/.exec(line) ?? [];
    return what === undefined ? [] : [{ start: Number(start), second: Number(second), what }];
  });
  const counters = new Map<string, number>();
  for (const line of lines.filter((one) => one.startsWith('ok counters '))) {
    for (const [, name, value] of line.matchAll(/([a-z-]+) (\d+)/g)) {
      counters.set(name as string, Number(value));
    }
  }
  return { starts: Number(end.split(' ')[4]), events, counters };
}

/** Asks a charger. @returns null where it does not tell */
export async function recallMemory(list: List): Promise<ChargerMemory | null> {
  const events = await list('events', EVENTS_END, EVENTS_MS);
  const counters = await list('counters', COUNTERS_END, COUNTERS_MS);
  return readMemory([...events, ...counters]);
}

const plain: Readonly<Record<string, string>> = {
  'start power-on': 'started: power came',
  'start brown-out': 'started: its supply had sagged',
  'start watchdog': 'started: the watchdog had bitten',
  'start unknown': 'started, the board does not say why',
  began: 'a plug began a session',
  started: 'the session was authorised',
  ended: 'the session was over',
  charging: 'the contactor closed',
  unlocked: 'an unlock was asked for',
  'keys cleared': 'lost keys were cleared at the jumper',
  'opened car': 'the contactor opened: the vehicle ended it',
  'opened manager': 'the contactor opened: the limit was 0 A',
  'opened stop': 'the contactor opened: the session had been stopped',
  'opened power': 'the contactor opened: power was lost',
  'stopped driver': 'stopped at the button',
  'stopped app': 'stopped over the line, by an app or a back-end',
  'stopped manager': 'stopped over the line, by a manager of energy',
};

const faultTexts: Readonly<Record<string, { readonly headline: string }>> = wordsIn('en').faults;

/** What happened, in words; a word that this program does not know is left as it is. */
export function describeEvent(what: string): string {
  const known = plain[what];
  if (known !== undefined) return known;
  const [verb = '', name = ''] = what.split(' ');
  const fault = `${name} (${faultTexts[name]?.headline ?? 'a fault of another version'})`;
  if (verb === 'fault') return `fault ${fault}`;
  if (verb === 'opened') return `the contactor opened: ${fault}`;
  return verb === 'stopped' ? `stopped by ${fault}` : what;
}

function writeAge(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`;
}

function writeCounters(counters: ReadonlyMap<string, number>): string {
  const of = (name: string): number => counters.get(name) ?? 0;
  const starts = ['power-on', 'brown-out', 'watchdog', 'unknown'];
  const openings = `openings of the contactor ${of('cold') + of('hot')} (under load ${of('hot')})`;
  const begun = starts.map((name) => `${name} ${of(name)}`).join(', ');
  return [
    `since the board was new: strokes of the lock ${of('strokes')}, wake-ups ${of('wake-ups')},`,
    `${openings}; starts: ${begun}; longest time between two ticks ${of('worst-lap')} ms`,
  ].join(' ');
}

/** What of the counters is remarkable, each with what to do. */
export function remarksOn({ counters }: ChargerMemory): string[] {
  const of = (name: string): number => counters.get(name) ?? 0;
  const remarks: string[] = [];
  if (of('hot') > of('cold')) {
    remarks.push(
      'more openings under load than without: this wears the contactor; look for what opens it among the events',
    );
  }
  if (of('watchdog') > 0) {
    remarks.push('the watchdog has bitten: the program hung, or a check of it was made here');
  }
  if (of('brown-out') > 0) {
    remarks.push('the supply of the controller has sagged: measure it while the lock moves');
  }
  if (of('worst-lap') > LATE_MS) {
    remarks.push(`a tick came ${of('worst-lap')} ms after the one before: reactions were as late`);
  }
  return remarks;
}

/** The counters and the last events, in lines for people; remarks are not among them. */
export function describeMemory({ starts, events, counters }: ChargerMemory): string[] {
  const told = events.slice(-TOLD).map(({ start, second, what }) => {
    return `start ${start}, ${writeAge(second)} after it: ${describeEvent(what)}`;
  });
  const of = told.length < events.length ? `the last ${told.length} of ${events.length}` : 'all';
  return [writeCounters(counters), `events, ${of} (this is start ${starts}):`, ...told];
}
