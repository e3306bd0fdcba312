/**
 * Schedule: which scenarios are run on an emulated chip, in which order, and why the others are not.
 */

import { runScenario } from '../scenario/run.ts';
import type { Scenario } from '../scenario/statement.ts';
import { targetOf } from '../scenario/targets.ts';
import { type ChipVerdict, notRun } from './chip-verdict.ts';
import type { Installed } from './installed.ts';
import { whyBeyondChip } from './not-applicable.ts';

export interface Schedule {
  readonly scenarios: readonly Scenario[];
  readonly skipped: readonly ChipVerdict[];
}

/** The preconditions as one text: scenarios with the same text share a chip at rest. */
function preconditionsOf(scenario: Scenario): string {
  const preconditions = scenario.statements.filter(({ kind }) => kind === 'given');
  return preconditions.map(({ line }) => line.words.map(({ text }) => text).join(' ')).join('; ');
}

/** At most this many values of each sweep, spread over it. */
export function thin(all: readonly Scenario[], most: number): Scenario[] {
  const sweeps = new Map<string, Scenario[]>();
  for (const one of all) sweeps.set(one.file, [...(sweeps.get(one.file) ?? []), one]);
  return [...sweeps.values()].flatMap((values) => {
    if (values.length <= most) return values;
    const step = most === 1 ? 0 : (values.length - 1) / (most - 1);
    return Array.from({ length: most }, (_, i) => values[Math.round(i * step)] as Scenario);
  });
}

/** The length of the story with the firmware in the simulator, in virtual seconds. */
async function secondsOf(scenario: Scenario): Promise<number> {
  const { startUs, endUs } = await runScenario(scenario, targetOf(scenario));
  return (endUs - startUs) / 1e6;
}

/** @param longestS longer stories are left out */
export async function makeSchedule(
  all: readonly Scenario[],
  board: Pick<Installed, 'platform' | 'map'>,
  longestS: number,
): Promise<Schedule> {
  const scenarios: Scenario[] = [];
  const skipped: ChipVerdict[] = [];
  for (const scenario of all) {
    let why = whyBeyondChip(board, scenario);
    if (why === '' && (await secondsOf(scenario)) > longestS) {
      why = `takes more than ${longestS} s of virtual time (--long)`;
    }
    if (why === '') scenarios.push(scenario);
    else skipped.push(notRun(scenario, 'skipped', why));
  }
  const order = new Map(scenarios.map((scenario) => [scenario, preconditionsOf(scenario)]));
  scenarios.sort((a, b) => ((order.get(a) ?? '') < (order.get(b) ?? '') ? -1 : 1));
  return { scenarios, skipped };
}
