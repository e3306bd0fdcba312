/**
 * Phase table: rows of what leads from a phase to the next, each one look at hand-made records.
 */

import { expect, test } from 'vitest';
import { nextPhase } from '../../firmware/control/phases.ts';
import { Phase, type State } from '../../firmware/control/state.ts';
import { type Changes, type ControlRecords, layOut } from './control-records.ts';

/** What is so, the next phase, in which circumstances, and what is remembered then. */
export type Row = [string, Phase, Changes, Partial<State>?];

/** Changes on top of others. */
function over(base: Changes, change: Changes): Changes {
  return {
    state: { ...base.state, ...change.state },
    seen: { ...base.seen, ...change.seen },
    limits: { ...base.limits, ...change.limits },
  };
}

export function next(changes: Changes): { phase: Phase; records: ControlRecords } {
  const records = layOut(changes);
  return { phase: nextPhase(records.state, records.seen, records.limits), records };
}

/** One test for each row. */
export function table(name: string, base: Changes, rows: readonly Row[]): void {
  test.each(rows)(`${name}: %s`, (_, phase, changes, left = {}) => {
    const found = next(over(base, changes));
    expect(Phase[found.phase]).toBe(Phase[phase]);
    expect(found.records.state).toMatchObject(left);
  });
}
