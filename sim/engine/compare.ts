/**
 * Compare: runs one scenario in the simulator and in another engine. The traces must be identical.
 */

import { runScenario } from '../scenario/run.ts';
import type { Scenario } from '../scenario/statement.ts';
import { SimTarget } from '../scenario/target.ts';
import type { TraceEvent } from '../trace.ts';
import type { Engine } from './engine.ts';
import { startsIn } from './engines.ts';

function lineOf(event: TraceEvent | undefined): string {
  return event === undefined ? 'nothing more' : `${event.atUs} µs ${event.name} ${event.value}`;
}

/** @returns the first difference of the traces, in words; empty when they are identical */
export async function compareTraces(scenario: Scenario, engine: Engine): Promise<string> {
  const here = (await runScenario(scenario, new SimTarget())).events;
  const there = (await runScenario(scenario, new SimTarget(undefined, startsIn(engine)))).events;
  const lines = here.map(lineOf);
  const others = there.map(lineOf);
  if (lines.join('\n') === others.join('\n')) return '';
  const at = lines.findIndex((line, i) => line !== others[i]);
  const index = at < 0 ? lines.length : at;
  return `Node: ${lineOf(here[index])}; ${engine.name}: ${lineOf(there[index])}`;
}
