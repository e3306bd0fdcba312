/**
 * Scenario complaint: what is said of lines that are no scenario. Line 1 is the title, and the file is called `f`.
 */

import { parseScenario } from '../../sim/scenario/parse.ts';
import { ScenarioError } from '../../sim/scenario/source.ts';

/** What is wrong with a scenario of these lines after its title; '' if nothing is. */
export function complaintOf(...lines: string[]): string {
  try {
    parseScenario('f', ['scenario Title', ...lines].join('\n'));
    return '';
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.message;
  }
}
