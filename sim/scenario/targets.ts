/**
 * Targets: the world of a scenario: a whole charger, or the decision alone.
 */

import type { StartFirmware } from '../world/processor.ts';
import type { Setup } from '../world/setup.ts';
import { SearchTarget } from './counterexample.ts';
import { findFiles, readScenarios } from './library.ts';
import type { Scenario } from './statement.ts';
import { SimTarget, type Target } from './target.ts';

/** Whether a scenario plays with the decision alone, without a charger around it. */
export function isSearched(scenario: Scenario): boolean {
  return scenario.statements.some((s) => s.kind === 'given' && s.given.pattern.head === 'search');
}

/** The scenarios behind paths that need a whole charger, whatever its firmware runs in. */
export function readPlayed(paths: readonly string[]): Scenario[] {
  return findFiles(paths)
    .flatMap((file) => readScenarios(file))
    .filter((scenario) => !isSearched(scenario));
}

/**
 * @param adjust changes every setup of a whole charger, after the scenario's own preconditions
 * @param start the firmware of a whole charger, here, with a board's tick costs, or in another engine
 */
export function targetOf(
  scenario: Scenario,
  adjust?: (setup: Setup) => void,
  start?: StartFirmware,
): Target {
  return isSearched(scenario) ? new SearchTarget() : new SimTarget(adjust, start);
}
