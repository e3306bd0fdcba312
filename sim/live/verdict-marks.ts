/**
 * Verdict marks: the outcome of a scenario, and on the slider the instants at which its expectations were met.
 */

import type { Result } from '../scenario/result.ts';
import { byId, make, setText } from './page-parts.ts';
import { clockText } from './page-texts.ts';

function verdictOf(result: Result): string {
  const count = `${result.checks.length} checks`;
  return result.failure === null
    ? `kept, ${count}`
    : `line ${result.failure.line}: ${result.failure.message}`;
}

/** @param result null for a free show */
export function markChecks(result: Result | null, endUs: number): void {
  const place = byId('checks');
  place.replaceChildren();
  setText('verdict', result === null ? '' : verdictOf(result));
  byId('verdict').dataset['passed'] = result?.passed === false ? 'no' : 'yes';
  if (result === null) return;
  const lengthUs = Math.max(1, endUs);
  for (const check of result.checks) {
    const mark = make('i', check.passed ? 'check' : 'check failed');
    mark.title = `${check.text}: ${clockText(check.atUs - result.startUs)}`;
    mark.style.left = `${(100 * (check.atUs - result.startUs)) / lengthUs}%`;
    place.append(mark);
  }
}
