/**
 * Needs: what a scenario requires of a rig, in the words of the rig file.
 */

import { findHoldToLockPart } from '../../firmware/drivers/lock-parts.ts';
import type { PreconditionLine } from '../../sim/scenario/precondition-lines.ts';
import type { Scenario, Statement } from '../../sim/scenario/statement.ts';
import { whyBeyond } from './not-applicable.ts';
import { fittedOf, type Rig } from './rig.ts';

function* statementsOf(statements: readonly Statement[]): Generator<Statement> {
  for (const statement of statements) {
    yield statement;
    if (statement.kind === 'repeat') yield* statementsOf(statement.body);
  }
}

/** The lock part that the scenario requires, null where any will do. */
function lockOf(scenario: Scenario): string | null {
  for (const statement of scenario.statements) {
    if (statement.kind !== 'given') continue;
    const { given, args } = statement as unknown as PreconditionLine;
    if (given.pattern.text.startsWith('lock <')) return String(args[0]);
  }
  return null;
}

/** Why this scenario cannot be run on this rig; empty where it can. */
export function whyNotOn(rig: Rig, scenario: Scenario): string {
  const lock = lockOf(scenario);
  if (rig.lock !== null && lock !== null && lock !== rig.lock) {
    return `it is about the lock ${lock}, and ${rig.name} has ${rig.lock}`;
  }
  if (rig.lock !== null && lock === null && findHoldToLockPart(rig.lock) !== null) {
    return `it is about a lock with a stroke each way, and ${rig.name} has the solenoid ${rig.lock}`;
  }
  const fitted = fittedOf(rig);
  if (fitted === null) return '';
  for (const statement of statementsOf(scenario.statements)) {
    if (statement.kind !== 'do') continue;
    const need = statement.verb.needs;
    if (need !== null && !fitted.includes(need)) {
      return `line ${statement.line.number} needs "${need}", which ${rig.name} has not`;
    }
  }
  return whyBeyond(rig, scenario);
}
