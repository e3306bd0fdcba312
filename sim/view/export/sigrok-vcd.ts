/**
 * VCD for sigrok: one-bit lines at 1 ms. One real or vector in it makes sigrok reject the whole import.
 *
 * A change appears at the first whole millisecond after it; a pulse shorter than a millisecond may be
 * missing. The full VCD contains it.
 */

import { logicLines } from './logic.ts';
import { nameOf, type Recording, signalsOf } from './signals.ts';
import { idCode } from './vcd.ts';

const MS_US = 1000;

export function writeSigrokVcd(recording: Recording): string {
  const lines = logicLines(signalsOf(recording));
  const endMs = Math.ceil((recording.endUs - recording.startUs) / MS_US);
  /** By millisecond, then by line: the last change of each counts. */
  const instants = new Map<number, Map<number, boolean>>([[0, new Map()]]);
  lines.forEach(({ changes }, index) => {
    instants.get(0)?.set(index, false);
    for (const { atUs, high } of changes) {
      const atMs = Math.ceil(atUs / MS_US);
      const levels = instants.get(atMs) ?? new Map<number, boolean>();
      instants.set(atMs, levels.set(index, high));
    }
  });
  if (!instants.has(endMs)) instants.set(endMs, new Map());
  const body = [...instants]
    .sort(([a], [b]) => a - b)
    .flatMap(([atMs, levels]) => [
      `#${atMs}`,
      ...[...levels].map(([index, high]) => `${high ? 1 : 0}${idCode(index)}`),
    ]);
  return `${[
    '$version Holdfast $end',
    `$comment ${nameOf(recording).replaceAll('$end', '')} $end`,
    '$timescale 1 ms $end',
    '$scope module holdfast $end',
    ...lines.map(({ label }, index) => `$var wire 1 ${idCode(index)} ${label} $end`),
    '$upscope $end',
    '$enddefinitions $end',
    ...body,
  ].join('\n')}\n`;
}
