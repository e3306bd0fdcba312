/** Inline scenario: the lines of a story in a test, run in this process. Line 1 is the title. */
import { parseScenario } from '../../sim/scenario/parse.ts';
import { type Result, runScenario } from '../../sim/scenario/run.ts';
import type { Scenario } from '../../sim/scenario/statement.ts';
import { SimTarget } from '../../sim/scenario/target.ts';
import type { Setup } from '../../sim/world/setup.ts';

export function readInline(...lines: string[]): Scenario {
  return parseScenario('inline', ['scenario Inline', ...lines].join('\n'))[0] as Scenario;
}

export function runInline(
  lines: readonly string[],
  adjust?: (setup: Setup) => void,
): Promise<Result> {
  return runScenario(readInline(...lines), new SimTarget(adjust));
}

/** Line and message of the failure, '' if all passed. */
export async function failureOf(...lines: string[]): Promise<string> {
  const { failure } = await runInline(lines);
  return failure === null ? '' : `${failure.line}: ${failure.message}`;
}
