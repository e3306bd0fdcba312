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

function termHolds(term: Term, trace: Trace): boolean {
  const value = trace.valueOf(term.name);
  if (value === undefined) return term.negated;
  const isQuantity = typeof observables.get(term.name)?.values === 'string';
  const holds = isQuantity ? compare(numberOf(value), term) : value === term.value;
  return holds !== term.negated;
}

/** @param fromEvent answers of the console count from this event on */
export function conditionHolds(condition: Condition, trace: Trace, fromEvent: number): boolean {
  if (condition.answer === null) return condition.terms.every((term) => termHolds(term, trace));
  for (let i = fromEvent; i < trace.events.length; i++) {
    const event = trace.events[i] as TraceEvent;
    if (event.name === 'answer' && event.value.startsWith(condition.answer)) return true;
  }
  return false;
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
