/**
 * Narrator: the trace in plain words: a time, what changed, and the reason.
 */

import type { Colors } from 'picocolors/types.js';
import type { TraceEvent } from '../trace.ts';
import { reasonTold } from './driver-display.ts';
import { wordsIn } from './words/language.ts';

type Sentence = string | ((value: string) => string | null);

/** The narrator speaks to a developer; only the displays speak other languages. */
const words = wordsIn('en');

const amps = (value: string): string => `${Number.parseFloat(value) / 1000} A`;

/** Lamps that are worth a line of their own; the others follow from what stands beside them. */
const toldLamps: readonly string[] = ['ready', 'finished', 'push-plug-in', 'fault'];

function lampText(value: string): string | null {
  if (!toldLamps.includes(value)) return null;
  return `lamp: ${words.lights[value as keyof typeof words.lights].name}`;
}

function faultText(value: string): string {
  const text = words.faults[value as keyof typeof words.faults];
  return text === undefined ? '' : `${text.headline}. ${text.detail}`.trim();
}

/** The text of a change, by name and value; names that are missing here are not printed. */
const sentences: Record<string, Record<string, Sentence>> = {
  person: { '*': (value) => value },
  plug: { in: 'the plug is in the socket', half: 'the plug is half in', out: 'the plug is out' },
  grid: { off: 'mains is gone', on: 'mains is back' },
  processor: { off: 'the controller is without power', on: 'the controller starts' },
  pilot: {
    A: 'no car on the pilot',
    B: 'the car is there and does not ask for energy',
    C: 'the car asks for energy',
    D: 'the car asks for energy and ventilation',
    E: 'the pilot is at 0 V',
    'no-diode': 'the pilot lacks its negative half',
    invalid: 'the pilot makes no sense',
  },
  drive: { extend: 'lock: a stroke out', retract: 'lock: a stroke back' },
  pin: { extended: 'the pin holds the plug', withdrawn: 'the pin is back: the plug is free' },
  latch: { locked: 'sensed locked', unlocked: 'sensed unlocked', unknown: 'sensed neither' },
  contactor: { closed: 'contactor commanded closed', open: 'contactor commanded open' },
  socket: { live: 'the socket is live', dead: 'the socket is dead' },
  contacts: { open: 'proven open and dead by every proof', closed: 'sensed closed' },
  offer: { '*': (value) => (value === '0 mA' ? 'nothing offered' : `${amps(value)} offered`) },
  light: { '*': lampText },
  trip: { on: 'the upstream breaker is commanded open' },
  breaker: { open: 'the upstream breaker opens', closed: 'the upstream breaker is closed again' },
  fault: {
    none: 'no fault any more',
    '*': (value) => `${value}: ${faultText(value)}`,
  },
  reflex: {
    '*': (value) => (value === 'none' ? null : `hardware has opened the contactor: ${value}`),
  },
  answer: { '*': (value) => `says: ${value}` },
  hazard: { '*': (value) => `HAZARD ${value}` },
  guard: { '*': (value) => (value === 'none' ? null : `the guard saw rule ${value} broken`) },
};

/** Values before anything was measured. */
const unseen: Record<string, string> = { pilot: 'invalid', latch: 'unknown' };

/** Prints an event, or skips it. */
export function tellEvent(event: TraceEvent): string | null {
  if (event.name === 'why') return null;
  const values = sentences[event.name];
  const sentence = values?.[event.value] ?? values?.['*'];
  if (sentence === undefined) return null;
  return typeof sentence === 'string' ? sentence : sentence(event.value);
}

/** Prints events as lines, each reason beside what it explains. */
export class Narrator {
  private lastReason = '';
  /** The fault in force, `none` without one. */
  private fault = 'none';
  /** Names that have been printed since the controller started. */
  private readonly hasLooked = new Set(Object.keys(unseen));

  constructor(
    private readonly colours: Colors,
    private readonly startUs: number,
  ) {}

  /** The lines of the events of one instant. */
  tell(events: readonly TraceEvent[]): string[] {
    const lines: string[] = [];
    for (const event of events) {
      const what = this.newsOf(event);
      if (what !== null) lines.push(this.line(event, what));
    }
    return lines;
  }

  /** The text of an event, without its time; null where it is not worth a line. */
  newsOf(event: TraceEvent): string | null {
    if (this.isNoNews(event)) return null;
    return event.name === 'why' ? this.reasonOf(event.value) : tellEvent(event);
  }

  /**
   * "No fault" is worth a line only after a fault; pilot and latch are not before they have been measured.
   */
  private isNoNews(event: TraceEvent): boolean {
    if (event.name === 'processor') {
      this.fault = 'none';
      this.hasLooked.clear();
    }
    if (event.value === unseen[event.name] && !this.hasLooked.has(event.name)) return true;
    this.hasLooked.add(event.name);
    if (event.name !== 'fault') return false;
    const stood = this.fault;
    this.fault = event.value;
    return stood === 'none' && event.value === 'none';
  }

  private reasonOf(value: string): string | null {
    const reason = reasonTold(value, this.fault, words);
    if (reason === this.lastReason) return null;
    this.lastReason = reason;
    return `· ${reason}`;
  }

  private line(event: TraceEvent, what: string): string {
    const seconds = ((event.atUs - this.startUs) / 1000000).toFixed(2).padStart(8);
    return `${this.colours.dim(`${seconds} s`)}  ${this.paint(event, what)}`;
  }

  private paint(event: TraceEvent, what: string): string {
    const c = this.colours;
    if (event.name === 'why') return c.dim(what);
    if (event.name === 'hazard' || event.name === 'guard') return c.bold(c.red(what));
    if (event.name === 'person' || event.name === 'plug') return c.bold(what);
    if (event.name === 'socket') return event.value === 'live' ? c.red(what) : c.green(what);
    if (event.name === 'fault') return event.value === 'none' ? what : c.yellow(what);
    return what;
  }
}
