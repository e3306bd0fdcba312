/**
 * Trials: everything that can kill a mutant, each with a name. A trial returns what failed, or an empty text.
 */

import 'holdfast:test-files';
import fc from 'fast-check';
import { findFiles, readScenarios } from '../../scenario/library.ts';
import { type Result, runScenario } from '../../scenario/run.ts';
import type { Scenario, Statement } from '../../scenario/statement.ts';
import { targetOf } from '../../scenario/targets.ts';
import type { Setup } from '../../world/setup.ts';
import { searchBriefly } from './brief-search.ts';
import { unitTests } from './suite.ts';
import type { Trial } from './trial.ts';

// The same random examples for every mutant.
fc.configureGlobal({ seed: 1 });

function ofTests(): Trial[] {
  return unitTests.map(({ file, title, body }) => ({
    kind: 'test',
    name: `${file}: ${title}`,
    run: async () => {
      await body();
      return '';
    },
  }));
}

/** The last plain run of each scenario, and the mutant that was active: its second run need not repeat it. */
class Plain {
  private readonly runs = new Map<Scenario, { readonly mutant: number; readonly result: Result }>();

  constructor(private readonly activeMutant: () => number) {}

  async run(scenario: Scenario): Promise<Result> {
    const mutant = this.activeMutant();
    const result = await runScenario(scenario, targetOf(scenario));
    this.runs.set(scenario, { mutant, result });
    return result;
  }

  async last(scenario: Scenario): Promise<Result> {
    const kept = this.runs.get(scenario);
    return kept?.mutant === this.activeMutant() ? kept.result : this.run(scenario);
  }
}

function ofScenario(scenario: Scenario, plain: Plain): Trial {
  const variant = scenario.variant === '' ? '' : ` (${scenario.variant})`;
  return {
    kind: 'scenario',
    name: `${scenario.file}${variant}`,
    run: async () => (await plain.run(scenario)).failure?.message ?? '',
  };
}

/**
 * Scenarios with more virtual time than this are left out, and those of more than a minute are not run twice.
 */
const LONGEST_US = 3_600_000_000;
const LONGEST_TWICE_US = 60_000_000;

/** Ticks skipped, or executed one by one with a forced decision: the trace must be the same. */
function ofQuiet(scenario: Scenario, plain: Plain): Trial {
  const everyTick = (setup: Setup): void => {
    setup.skipsIdle = false;
    setup.alwaysDeliberates = true;
  };
  return {
    kind: 'quiet',
    name: `${scenario.file}: the same trace however it is run`,
    run: async () => {
      const skipped = await plain.last(scenario);
      const deliberated = await runScenario(scenario, targetOf(scenario, everyTick));
      return traceOf(skipped) === traceOf(deliberated) ? '' : 'a quiet tick loses something';
    },
  };
}

/** Time that a scenario lets pass without an expectation, in µs. */
function waitsFor(statements: readonly Statement[]): number {
  return statements.reduce((sum, statement) => {
    if (statement.kind === 'repeat') return sum + statement.times * waitsFor(statement.body);
    if (statement.kind === 'hold') return sum + statement.forUs;
    return statement.kind === 'wait' ? sum + statement.us : sum;
  }, 0);
}

function traceOf({ events }: Result): string {
  return events.map(({ atUs, name, value }) => `${atUs} ${name} ${value}`).join('\n');
}

/**
 * Of a long sweep the ends and the middle: a mutant that only one phase in twenty detects counts as not
 * detected.
 */
function fewOf(variants: readonly Scenario[]): readonly Scenario[] {
  if (variants.length <= 3) return variants;
  return [0, variants.length >> 1, variants.length - 1].map((i) => variants[i] as Scenario);
}

/** @param activeMutant its number, 0 for none */
export function createTrials(activeMutant: () => number): Trial[] {
  const plain = new Plain(activeMutant);
  const files = findFiles(['test/scenarios', 'sim/story']).map((file) => readScenarios(file));
  const scenarios = files
    .flatMap(fewOf)
    .filter((scenario) => waitsFor(scenario.statements) < LONGEST_US);
  const twice = files
    .map(([first]) => first as Scenario)
    .filter((scenario) => waitsFor(scenario.statements) < LONGEST_TWICE_US);
  return [
    ...ofTests(),
    ...scenarios.map((scenario) => ofScenario(scenario, plain)),
    ...twice.map((scenario) => ofQuiet(scenario, plain)),
    ...searchBriefly(),
  ];
}
