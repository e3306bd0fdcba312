/**
 * Length: the longest time that a scenario may take on its target's clock, from its first line on.
 */

import type { Statement } from './statement.ts';

/** @returns in µs; waits and windows in full, as if everything came at the last moment */
export function longestUs(statements: readonly Statement[]): number {
  let us = 0;
  for (const statement of statements) us += statementUs(statement);
  return us;
}

function statementUs(statement: Statement): number {
  switch (statement.kind) {
    case 'wait':
      return statement.us;
    case 'expect':
      return statement.withinUs;
    case 'hold':
      return statement.forUs;
    case 'never':
      return statement.forUs ?? 0;
    case 'repeat':
      return statement.times * longestUs(statement.body);
    default:
      return 0;
  }
}
