/**
 * Truth: whether a condition of a scenario holds, by the trace.
 */

import type { Trace, TraceEvent } from '../trace.ts';
import type { Condition, Term } from './statement.ts';
import { observables } from './vocabulary.ts';

/** A traced value as a number in its kind's own unit; traces say mA, mV and permille. */
function numberOf(value: string): number {
  return Number.parseFloat(value);
}

function compare(value: number, term: Term): boolean {
  const wanted = term.value as number;
  if (term.relation === 'above') return value > wanted;
  return term.relation === 'below' ? value < wanted : value === wanted;
}

function termHolds(term: Term, value: string | undefined): boolean {
  if (value === undefined) return term.negated;
  const isQuantity = typeof observables.get(term.name)?.values === 'string';
  const holds = isQuantity ? compare(numberOf(value), term) : value === term.value;
  return holds !== term.negated;
}

/** @param fromEvent answers of the console count from this event on */
export function conditionHolds(condition: Condition, trace: Trace, fromEvent: number): boolean {
  if (condition.answer !== null)
    return firstAnswer(condition.answer, trace, fromEvent) !== undefined;
  return condition.terms.every((term) => termHolds(term, trace.valueOf(term.name)));
}

function firstAnswer(answer: string, trace: Trace, fromEvent: number): TraceEvent | undefined {
  const { events } = trace;
  for (let i = fromEvent; i < events.length; i++) {
    const event = events[i] as TraceEvent;
    if (event.name === 'answer' && event.value.startsWith(answer)) return event;
  }
  return undefined;
}

/** How many answers of the console there were, from an event on. */
export function countAnswers(answer: string, trace: Trace, fromEvent: number): number {
  let count = 0;
  for (let i = fromEvent; i < trace.events.length; i++) {
    const { name, value } = trace.events[i] as TraceEvent;
    if (name === 'answer' && value.startsWith(answer)) count++;
  }
  return count;
}

/** Since when a term that holds now has held without a break, in µs; `fromUs` if it did before that. */
function termSinceUs(term: Term, trace: Trace, fromUs: number): number {
  const { events } = trace;
  let sinceUs = fromUs;
  for (let i = events.length - 1; i >= 0; i--) {
    const { name, value, atUs } = events[i] as TraceEvent;
    if (name !== term.name) continue;
    if (!termHolds(term, value)) return sinceUs;
    if (atUs <= fromUs) return fromUs;
    sinceUs = atUs;
  }
  // Nothing was known before the first value.
  return term.negated ? fromUs : sinceUs;
}

/**
 * Since when a condition that holds now has held without a break, in µs, from `fromUs` on: a line is reached when those
 * before it are done with, which may be long after what it looks at has happened.
 *
 * @param fromEvent answers of the console count from this event on; the first one counts
 */
export function heldSinceUs(
  condition: Condition,
  trace: Trace,
  fromEvent: number,
  fromUs: number,
): number {
  const { answer, terms } = condition;
  if (answer === null) return Math.max(...terms.map((term) => termSinceUs(term, trace, fromUs)));
  return Math.max(fromUs, firstAnswer(answer, trace, fromEvent)?.atUs ?? fromUs);
}

/** What is there instead, in words. */
export function actualValues(condition: Condition, trace: Trace): string {
  if (condition.answer !== null) return 'no such answer';
  const values = condition.terms.map(
    (term) => `${term.name} is ${trace.valueOf(term.name) ?? 'not known'}`,
  );
  return values.join(', ');
}

/** What a condition looks at, by the names of the trace. */
export function namesOf(condition: Condition): string[] {
  return condition.answer === null ? condition.terms.map((term) => term.name) : ['answer'];
}
