/**
 * Compare: runs one scenario in the simulator and in another engine. The traces must be identical.
 */

import { InterruptibleTarget } from '../scenario/interruptible.ts';
import { runScenario } from '../scenario/run.ts';
import type { Scenario } from '../scenario/statement.ts';
import { SimTarget, type Target } from '../scenario/target.ts';
import type { TraceEvent } from '../trace.ts';
import type { Engine } from './engine.ts';
import { startsIn } from './engines.ts';

function lineOf(event: TraceEvent | undefined): string {
  return event === undefined ? 'nothing more' : `${event.atUs} µs ${event.name} ${event.value}`;
}

/**
 * @param isInterrupted asked while both run
 * @returns the first difference of the traces, in words; empty when they are identical
 * @throws Interrupted
 */
export async function compareTraces(
  scenario: Scenario,
  engine: Engine,
  isInterrupted: () => boolean = () => false,
): Promise<string> {
  const run = async (target: Target): Promise<readonly TraceEvent[]> =>
    (await runScenario(scenario, new InterruptibleTarget(target, isInterrupted))).events;
  const here = await run(new SimTarget());
  const there = await run(new SimTarget(undefined, startsIn(engine)));
  const lines = here.map(lineOf);
  const others = there.map(lineOf);
  if (lines.join('\n') === others.join('\n')) return '';
  const at = lines.findIndex((line, i) => line !== others[i]);
  const index = at < 0 ? lines.length : at;
  return `Node: ${lineOf(here[index])}; ${engine.name}: ${lineOf(there[index])}`;
}
