/**
 * Signals: a run's trace as curves, one per name, from the start of the story. Every export and every picture
 * is made from these; nothing here knows what the firmware should have done.
 */

import type { Kind } from '../../scenario/quantity.ts';
import type { Result } from '../../scenario/result.ts';
import { type Observable, observables } from '../../scenario/vocabulary.ts';
import type { TraceEvent } from '../../trace.ts';

/** The part of a run that is drawn; a bench's result is one as well. */
export type Recording = Omit<Result, 'passed'>;

export interface Change {
  /** From the start of the story. */
  readonly atUs: number;
  readonly word: string;
  /** A number in the signal's unit, or the word's index among the words; NaN where it is neither. */
  readonly value: number;
}

export interface Signal {
  readonly name: string;
  readonly from: Observable['from'];
  readonly shape: 'bit' | 'words' | 'number';
  /** Of a bit or words: in the order of their values. */
  readonly words: readonly string[];
  /** Of a number. */
  readonly unit: string;
  /** The first entry is the value at the start of the story, at 0, where there was one. */
  readonly changes: readonly Change[];
}

/** An event at an instant. */
export interface Mark {
  readonly atUs: number;
  readonly kind: 'action' | 'person' | 'answer' | 'hazard' | 'failure';
  readonly text: string;
}

/** Traces use the smallest unit; people and viewers read these. */
const units: Partial<Record<Kind, readonly [unit: string, scale: number]>> = {
  voltage: ['V', 1000],
  current: ['A', 1000],
  duty: ['%', 10],
};

function shapeOf(row: Observable): Pick<Signal, 'shape' | 'words' | 'unit'> {
  if (typeof row.values === 'string') {
    const unit = units[row.values as Kind]?.[0] ?? '';
    return { shape: 'number', words: [], unit };
  }
  return { shape: row.values.length === 2 ? 'bit' : 'words', words: row.values, unit: '' };
}

function valueIn(row: Observable, word: string): number {
  if (typeof row.values === 'string') {
    return Number.parseFloat(word) / (units[row.values as Kind]?.[1] ?? 1);
  }
  const place = row.values.indexOf(word);
  return place < 0 ? Number.NaN : place;
}

function changesOf(row: Observable, events: readonly TraceEvent[], startUs: number): Change[] {
  const changes: Change[] = [];
  for (const event of events) {
    const atUs = Math.max(0, event.atUs - startUs);
    const change = { atUs, word: event.value, value: valueIn(row, event.value) };
    // Of several events before the start, or at one instant, the last counts.
    if (changes[changes.length - 1]?.atUs === atUs) changes.pop();
    changes.push(change);
  }
  return changes;
}

/** Every signal in the trace, in the vocabulary's order. */
export function signalsOf(recording: Recording): Signal[] {
  const byName = new Map<string, TraceEvent[]>();
  for (const event of recording.events) {
    const events = byName.get(event.name);
    if (events === undefined) byName.set(event.name, [event]);
    else events.push(event);
  }
  const signals: Signal[] = [];
  for (const [name, row] of observables) {
    const events = byName.get(name);
    if (events === undefined) continue;
    const changes = changesOf(row, events, recording.startUs);
    signals.push({ name, from: row.from, ...shapeOf(row), changes });
  }
  return signals;
}

const markNames: readonly string[] = ['action', 'person', 'answer', 'hazard'];

/** The events since the start of the story, in the order of time. */
export function marksOf(recording: Recording): Mark[] {
  const { events, startUs, failure } = recording;
  const marks = events
    .filter(({ atUs, name }) => atUs >= startUs && markNames.includes(name))
    .map(({ atUs, name, value }) => ({
      atUs: atUs - startUs,
      kind: name as Mark['kind'],
      text: value,
    }));
  if (failure !== null) {
    marks.push({ atUs: failure.atUs - startUs, kind: 'failure', text: failure.message });
  }
  return marks.sort((a, b) => a.atUs - b.atUs);
}

export function durationUs(recording: Recording): number {
  return recording.endUs - recording.startUs;
}

/** A scenario's name with its variant. */
export function nameOf(recording: Recording): string {
  const { title, variant } = recording.scenario;
  return variant === '' ? title : `${title} (${variant})`;
}

/** The value at an instant; undefined before the first. */
export function standingAt(signal: Signal, atUs: number): Change | undefined {
  let found: Change | undefined;
  for (const change of signal.changes) {
    if (change.atUs > atUs) break;
    found = change;
  }
  return found;
}
