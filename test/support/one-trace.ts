/**
 * One trace: a scenario leaves the same trace whether quiet ticks are skipped, executed one by one, or made to
 * deliberate every time.
 */

import { expect } from 'vitest';
import { readScenarios } from '../../sim/scenario/library.ts';
import { runScenario } from '../../sim/scenario/run.ts';
import type { Scenario } from '../../sim/scenario/statement.ts';
import { SimTarget } from '../../sim/scenario/target.ts';
import type { Setup } from '../../sim/world/setup.ts';

interface Trace {
  readonly lines: readonly string[];
  readonly virtualUs: number;
}

async function traceOf(scenario: Scenario, adjust: (setup: Setup) => void): Promise<Trace> {
  const result = await runScenario(scenario, new SimTarget(adjust));
  const lines = result.events.map((event) => `${event.atUs} ${event.name} ${event.value}`);
  return { lines, virtualUs: result.endUs };
}

/** The first line in which two traces differ, with what stands around it. */
function firstDifference({ lines: a }: Trace, { lines: b }: Trace): string {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    if (a[i] !== b[i]) return `${a.slice(i - 3, i).join('\n')}\n- ${a[i]}\n+ ${b[i]}`;
  }
  return '';
}

/** What lasts longer is not executed tick by tick here: a day is more than eight million of them. */
const LONGEST_US = 4 * 3600 * 1000000;

/** Variants of a story differ in one value: of more than so many some are taken, the first, the last and between. */
const MOST_VARIANTS = 6;

function spreadOver(scenarios: readonly Scenario[]): readonly Scenario[] {
  if (scenarios.length <= MOST_VARIANTS) return scenarios;
  const step = (scenarios.length - 1) / (MOST_VARIANTS - 1);
  return Array.from(
    { length: MOST_VARIANTS },
    (_, i) => scenarios[Math.round(i * step)] as Scenario,
  );
}

/**
 * Runs the scenarios of a file in the three ways.
 * @returns false where one lasts too long to be executed tick by tick
 */
export async function expectOneTrace(file: string): Promise<boolean> {
  for (const scenario of spreadOver(readScenarios(file))) {
    const skipped = await traceOf(scenario, (setup) => {
      setup.skipsIdle = true;
    });
    if (skipped.virtualUs > LONGEST_US) return false;
    const executed = await traceOf(scenario, (setup) => {
      setup.skipsIdle = false;
    });
    expect(firstDifference(executed, skipped), scenario.variant).toBe('');
    const deliberated = await traceOf(scenario, (setup) => {
      setup.skipsIdle = false;
      setup.alwaysDeliberates = true;
    });
    expect(firstDifference(deliberated, executed), scenario.variant).toBe('');
  }
  return true;
}
