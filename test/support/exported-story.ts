/**
 * Exported story: one story, recorded once for a file of tests, and the formats that it is written in.
 */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readScenarios } from '../../sim/scenario/library.ts';
import { runScenario } from '../../sim/scenario/run.ts';
import type { Scenario } from '../../sim/scenario/statement.ts';
import { SimTarget } from '../../sim/scenario/target.ts';
import { type Format, findFormat } from '../../sim/view/export/formats.ts';
import type { Recording } from '../../sim/view/export/signals.ts';

export const STORY = 'sim/story/2-complete-but-connected.scenario';

export function recordStory(): Promise<Recording> {
  return runScenario(readScenarios(STORY)[0] as Scenario, new SimTarget());
}

export function formatNamed(name: string): Format {
  const format = findFormat(name, undefined);
  if (format === null) throw new Error(`no format ${name}`);
  return format;
}

/** Writes a recording in a format. @returns the path of the file */
export function saveIn(folder: string, name: string, story: Recording): string {
  const format = formatNamed(name);
  const path = join(folder, `story${format.extension}`);
  writeFileSync(path, format.write(story));
  return path;
}
