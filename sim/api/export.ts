/**
 * Traces as files: `import … from 'holdfast/export'`. A run in the formats that other programs open; the
 * page on [traces](traces.md) says which.
 */

import { UsageError } from '../errors.ts';
import { formatNames } from '../view/export/format-names.ts';
import { findFormat } from '../view/export/formats.ts';
import type { Recording } from '../view/export/signals.ts';
import type { Run } from './sim.ts';

export { UsageError } from '../errors.ts';

/** The name of an export format. */
export type FormatName = 'vcd' | 'plain-vcd' | 'sigrok-vcd' | 'sr' | 'perfetto' | 'csv' | 'jsonl';

/**
 * Writes the trace of a run.
 *
 * @param run as `runScenario` gave it
 * @returns the content of the file: bytes of `sr`, text of all others; time 0 is the start of the story
 * @throws UsageError for a format that is none of `formats`
 */
export function writeTrace(run: Run, format: FormatName): string | Uint8Array {
  const found = findFormat(format, undefined);
  if (found === null)
    throw new UsageError(`no format "${format}"; there are ${formatNames.join(', ')}`);
  return found.write(run as Run & Recording);
}

/** Every name that `writeTrace` takes. */
export const formats: readonly FormatName[] = formatNames;
