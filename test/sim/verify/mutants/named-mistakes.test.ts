/**
 * Named mistakes: each is noticed by the test or the scenario that stands for it, and by nothing but the mistake.
 * named.test.ts holds them to the sources as they are.
 */

import { readFileSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bundleWorker } from '../../../../sim/verify/mutants/bundle.ts';
import { readSources } from '../../../../sim/verify/mutants/mutant-source.ts';
import { mutantsOf, type Named } from '../../../../sim/verify/mutants/named.ts';
import { duel } from '../../../../sim/verify/mutants/runner.ts';

const root = process.cwd();
const named: Named[] = JSON.parse(readFileSync('test/mutants/named.json', 'utf8'));

test('every named mistake is noticed, and the original is not', async () => {
  const sources = readSources(root);
  const mutants = mutantsOf(named, sources);
  const testFiles = ['test/firmware/shell.test.ts'];
  const script = await bundleWorker({ root, sources, mutants, testFiles }, 'switched');
  const duels = named.map(({ by }, i) => ({ mutant: mutants[i] as (typeof mutants)[number], by }));
  const verdicts = await duel(script, mutants.length, duels);
  const survived = named.filter((_, i) => {
    const verdict = verdicts[i];
    return !(verdict instanceof Error) && verdict?.killer === null;
  });
  expect(survived.map(({ what }) => what)).toEqual([]);
  // What several of them are noticed by is asked once.
  const original = { ...(mutants[0] as (typeof mutants)[number]), id: 0 };
  const originals = [...new Set(named.map(({ by }) => by))].map((by) => ({ mutant: original, by }));
  const control = await duel(script, mutants.length, originals);
  rmSync(script);
  expect(control.filter((verdict) => verdict instanceof Error || verdict.killer !== null)).toEqual(
    [],
  );
});
