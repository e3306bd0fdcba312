/**
 * Check: what one line of a scenario has found, as results tell it.
 */

import type { Check } from './result.ts';
import type { Condition } from './statement.ts';
import { namesOf } from './truth.ts';

/** Where nothing else was found, its window has no end, and no time was measured. */
export function checkOf(
  kind: Check['kind'],
  { line, condition }: { readonly line: number; readonly condition: Condition },
  text: string,
  found: Partial<Check> & Pick<Check, 'passed' | 'fromUs' | 'atUs'>,
): Check {
  const open = { notBeforeUs: 0, limitUs: null, measuredUs: null };
  return { kind, line, text, names: namesOf(condition), ...open, ...found };
}
