/**
 * Lies: whatever can break in a scenario is told to a charger in the table of injections, drawn by the fuzzer, and
 * met in the scenarios that the power-cut sweep cuts.
 */

import { expect, test } from 'vitest';
import { findFiles, readScenarios } from '../../../../sim/scenario/library.ts';
import type { Verb } from '../../../../sim/scenario/rows.ts';
import type { Statement } from '../../../../sim/scenario/statement.ts';
import { verbs } from '../../../../sim/scenario/verbs.ts';
import { Draw } from '../../../../sim/verify/fuzz/draw.ts';
import {
  lies as lyingProofs,
  poleKinds,
  reflexes,
  swarm,
  welds,
} from '../../../../sim/verify/fuzz/kinds.ts';
import { lies } from '../../../../sim/verify/injection/lies.ts';

/** The verb's words that stand before its first quantity, one way for each choice that breaks something. */
function beginnings({ pattern, heals }: Verb): string[] {
  if (heals === null) return [];
  const words = pattern.text.split(
    / <(?:duration|voltage|current|resistance|temperature|duty|count)>/,
  );
  const plain = (words[0] as string).replace(/ \[.*$/, '');
  const choice = /<([^>]+)>/.exec(plain);
  if (choice === null) return [plain];
  const breaking = Array.isArray(heals) ? (choice[1] as string).split('|') : Object.keys(heals);
  return breaking
    .filter((word) => !/^(whole|works|constant|rail|alive|gives-way|back)$/.test(word))
    .flatMap((word) => plain.replace(choice[0], word).split(/ <[^>]+>/)[0] as string);
}

/** Another of the same kind stands for it. */
const others: Readonly<Record<string, string>> = {
  'journal torn after': 'the sweep tears the journal at every byte by itself',
  'grid dip for': 'told with a coil that is fed from mains',
  'pull and hold': 'a hand at the plug is no lie',
  'contactor drops in': 'in scenarios as `given drop-out`',
  'crystal stops': 'without a clock nothing acts: the FMEA plays it in every phase',
};

const broken = [...new Set(verbs.flatMap(beginnings))];

function missingFrom(lines: readonly string[]): string[] {
  const isMet = (start: string): boolean => lines.some((line) => line.startsWith(start));
  // One pole, or one conductor, stands for the others.
  const isPole = (start: string): boolean =>
    /^(contactor pole|supply|excess) (L[123]|N)/.test(start);
  return broken.filter((start) => {
    const alike = isPole(start) ? start.replace(/ (L[123]|N)/, '') : start;
    const met = isPole(start)
      ? lines.some((line) => line.replace(/ (L[123]|N)/, '').startsWith(alike))
      : isMet(start);
    return !met && !(start in others);
  });
}

/** The lines of a scenario with its swept values in their places, without their waits. */
function linesOf(statements: readonly Statement[]): string[] {
  return statements.flatMap((statement) => {
    if (statement.kind === 'repeat') return linesOf(statement.body);
    const line = statement.line.words.map(({ text }) => text).join(' ');
    return [line.replace(/^after \S+( (us|ms|s|min))? /, '')];
  });
}

test('what breaks has a row in the table of injections', () => {
  expect(missingFrom(lies.flatMap(({ lines }) => lines))).toEqual([]);
});

test('what breaks is drawn by the fuzzer', () => {
  const kinds = [
    ...swarm,
    ...welds,
    ...lyingProofs,
    ...reflexes,
    ...poleKinds(['L1', 'L2', 'L3', 'N'], true),
  ];
  const drawn = kinds.flatMap((kind) =>
    Array.from({ length: 60 }, (_, i) => kind.draw(new Draw(i))),
  );
  expect(missingFrom(drawn)).toEqual([]);
});

test('what breaks stands in a scenario, and so is cut by the sweep', () => {
  const files = findFiles(['test/scenarios', 'sim/story']);
  const lines = files.flatMap(readScenarios).flatMap(({ statements }) => linesOf(statements));
  expect(missingFrom(lines)).toEqual([]);
});

test('a verb that nobody tells is found', () => {
  expect(broken).toContain('latch switch stuck-locked');
  expect(broken).toContain('coil driver shorted');
  expect(missingFrom([])).toContain('mirror wire cut');
});
