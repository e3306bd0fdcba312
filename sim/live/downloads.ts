/**
 * Downloads: the trace as a file, by the same writers as `holdfast sim export`.
 */

import type { Result } from '../scenario/result.ts';
import { writeJsonl } from '../view/export/jsonl.ts';
import type { Recording } from '../view/export/signals.ts';
import { writeVcd } from '../view/export/vcd.ts';
import { writeSvg } from '../view/report/svg-picture.ts';
import { byId, saveAs } from './page-parts.ts';

const kinds: readonly (readonly [string, string, (recording: Recording) => string])[] = [
  ['save-trace', '.jsonl', writeJsonl],
  ['save-vcd', '.vcd', writeVcd],
  ['save-svg', '.svg', writeSvg],
];

/** The result of a scenario as far as it has been played. @param nowUs on the world's clock */
export function upTo(result: Result, played: Recording, nowUs: number): Recording {
  const isPast = ({ atUs }: { readonly atUs: number }): boolean => atUs <= nowUs;
  const { scenario, failure, checks, watches } = result;
  return {
    ...played,
    scenario,
    failure: failure !== null && isPast(failure) ? failure : null,
    checks: checks.filter(isPast),
    watches: watches.filter(isPast),
  };
}

/** @param recording the trace up to now */
export function offerDownloads(recording: () => Recording): void {
  for (const [id, extension, write] of kinds) {
    byId(id).addEventListener('click', () => {
      const now = recording();
      const name = now.scenario.file.replace(/^.*\//, '').replace(/\.scenario$/, '');
      saveAs(`${name}${extension}`, write(now));
    });
  }
}
