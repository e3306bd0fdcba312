/**
 * `holdfast story`: the driver's story, told from the trace of the shipping firmware.
 */

import { fileURLToPath } from 'node:url';
import { explainFailure } from '../../../sim/scenario/explain.ts';
import { findFiles, readScenarios } from '../../../sim/scenario/library.ts';
import { type Result, runScenario } from '../../../sim/scenario/run.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { targetOf } from '../../../sim/scenario/targets.ts';
import { paint } from '../../../sim/view/colours.ts';
import { Narrator } from '../../../sim/view/narrator.ts';
import type { Print } from '../../context.ts';

/** The folder of the story's scenarios. */
function storyFolder(root: string): string {
  return fileURLToPath(new URL('sim/story', root));
}

/** Plays one scenario and tells it. */
export async function tellScenario(scenario: Scenario, print: Print): Promise<Result> {
  const startedAt = performance.now();
  const result = await runScenario(scenario, targetOf(scenario));
  const realMs = performance.now() - startedAt;
  print('');
  print(paint.bold(scenario.title));
  if (scenario.why !== '') print(paint.dim(scenario.why));
  const narrator = new Narrator(paint, result.startUs);
  const story = result.events.filter((event) => event.atUs >= result.startUs);
  for (const line of narrator.tell(story)) print(line);
  const virtualS = (result.endUs / 1000000).toFixed(0);
  const cost = paint.dim(`${virtualS} s of virtual time in ${realMs.toFixed(0)} ms`);
  const word = result.passed ? paint.green('kept') : paint.red('BROKEN');
  print(`${paint.bold('verdict')}  promise ${word}, ${result.checks.length} checks · ${cost}`);
  for (const line of explainFailure(result, paint)) print(line);
  return result;
}

/** Plays every chapter; the exit code says whether the promise was kept. */
export async function tellStory(root: string, print: Print): Promise<number> {
  const startedAt = performance.now();
  let broken = 0;
  let virtualUs = 0;
  let chapters = 0;
  for (const file of findFiles([storyFolder(root)])) {
    for (const scenario of readScenarios(file)) {
      const result = await tellScenario(scenario, print);
      if (!result.passed) broken++;
      virtualUs += result.endUs;
      chapters++;
    }
  }
  const realS = ((performance.now() - startedAt) / 1000).toFixed(2);
  print('');
  print(
    `${chapters} chapters, ${chapters - broken} kept the promise: never free while live, ` +
      `never stuck once dead. ${(virtualUs / 1000000).toFixed(0)} s of virtual time in ${realS} s.`,
  );
  return broken === 0 ? 0 : 1;
}
