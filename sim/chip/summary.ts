/**
 * Summary: the result of a suite on an emulated chip, in lines; dangerous results are listed separately from
 * late ones.
 */

import { writeDuration } from '../scenario/quantity.ts';
import type { ChipVerdict, Kind } from './chip-verdict.ts';

const words: readonly (readonly [kind: Kind, word: string])[] = [
  ['passed', 'passed'],
  ['danger', 'dangerous'],
  ['missing', 'missing'],
  ['otherwise', 'otherwise'],
  ['late', 'late'],
  ['reported-late', 'reported late'],
  ['error', 'not judged'],
  ['skipped', 'skipped'],
];

function countBy(
  judged: readonly ChipVerdict[],
  of: (one: ChipVerdict) => string,
): [string, ChipVerdict[]][] {
  const groups = new Map<string, ChipVerdict[]>();
  for (const one of judged) groups.set(of(one), [...(groups.get(of(one)) ?? []), one]);
  return [...groups].sort(([, a], [, b]) => b.length - a.length);
}

/** `3 passed, 1 dangerous, 2 late, 4 skipped`. */
export function countKinds(judged: readonly ChipVerdict[]): string {
  return words
    .map(([kind, word]) => [judged.filter((one) => one.kind === kind).length, word] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ');
}

export function summarize(judged: readonly ChipVerdict[]): string[] {
  const lines: string[] = [];
  for (const [kind, word] of words.filter(
    ([kind]) => kind === 'late' || kind === 'reported-late',
  )) {
    const late = judged.filter((one) => one.kind === kind);
    for (const [file, ours] of countBy(late, (one) => one.file)) {
      const mostUs = Math.max(...ours.map(({ lateUs }) => lateUs));
      lines.push(`${word.padEnd(9)} ${file}: ${ours.length}, by ${writeDuration(mostUs)} at most`);
    }
  }
  const skipped = judged.filter(({ kind }) => kind === 'skipped');
  for (const [why, ours] of countBy(skipped, ({ message }) => message)) {
    lines.push(`skipped   ${ours.length}: ${why}`);
  }
  lines.push(countKinds(judged));
  return lines;
}

/** 0 where nothing that ran has failed, 1 where something failed, 3 where nothing is known. */
export function exitCodeOf(judged: readonly ChipVerdict[]): number {
  const kinds = new Set(judged.map(({ kind }) => kind));
  if (['danger', 'missing', 'otherwise', 'late'].some((kind) => kinds.has(kind as Kind))) return 1;
  return kinds.has('error') || !kinds.has('passed') ? 3 : 0;
}
