/**
 * Needs: what a scenario asks of a rig, by the words of the rig file.
 */

import type { PreconditionLine } from '../../sim/scenario/precondition-lines.ts';
import type { Scenario, Statement } from '../../sim/scenario/statement.ts';
import { whyBeyond } from './not-applicable.ts';
import { fittedOf, type Rig } from './rig.ts';

/** By the beginning of a verb's pattern; the longest beginning that fits counts. */
const needOfVerb: readonly (readonly [beginning: string, need: string])[] = [
  ['car', 'car'],
  ['plug', 'proximity'],
  ['pull', 'latch'],
  ['let go', 'latch'],
  ['tension', 'latch'],
  ['push', 'latch'],
  ['press', 'buttons'],
  ['emergency-stop', 'buttons'],
  ['isolator', 'supply'],
  ['grid', 'supply'],
  ['breaker', 'supply'],
  ['supply', 'supply-meter'],
  ['earth', 'supply-meter'],
  ['rail', 'processor'],
  ['reset', 'processor'],
  ['stall', 'processor'],
  ['capacitor', 'lock-supply'],
  ['journal', 'storage'],
  ['spike', 'pilot-voltage'],
  ['noise', 'pilot-voltage'],
  ['pilot', 'pilot-faults'],
  ['diode', 'pilot-faults'],
  ['contactor', 'contactor-faults'],
  ['mirror', 'mirror'],
  ['voltage-sense', 'outgoing-voltage'],
  ['lock', 'latch'],
  ['latch', 'latch'],
  ['pin', 'latch'],
  ['proximity', 'proximity'],
  ['cable', 'proximity'],
  ['thermometer', 'thermometer'],
  ['temperature', 'thermometer'],
  ['leak', 'residual'],
  ['residual', 'residual'],
  ['excess', 'current-meter'],
];

/** What one verb needs; empty where it needs nothing that could be missing. */
export function needOf(pattern: string): string {
  const row = needOfVerb.find(
    ([beginning]) => pattern === beginning || pattern.startsWith(`${beginning} `),
  );
  return row?.[1] ?? '';
}

function* statementsOf(statements: readonly Statement[]): Generator<Statement> {
  for (const statement of statements) {
    yield statement;
    if (statement.kind === 'repeat') yield* statementsOf(statement.body);
  }
}

/** The lock part that the scenario asks for, null where any will do. */
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
  const fitted = fittedOf(rig);
  if (fitted === null) return '';
  for (const statement of statementsOf(scenario.statements)) {
    if (statement.kind !== 'do') continue;
    const need = needOf(statement.verb.pattern.text);
    if (need !== '' && !fitted.includes(need)) {
      return `line ${statement.line.number} needs "${need}", which ${rig.name} has not`;
    }
  }
  return whyBeyond(rig, scenario);
}
