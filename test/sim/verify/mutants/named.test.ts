/** Named mistakes are about the sources as they are. named-mistakes.test.ts makes them. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readSources } from '../../../../sim/verify/mutants/mutant-source.ts';
import { mutantsOf, type Named } from '../../../../sim/verify/mutants/named.ts';

const sources = readSources(process.cwd());

test('every named mistake is in its source once', () => {
  const named: Named[] = JSON.parse(readFileSync('test/mutants/named.json', 'utf8'));
  const mutants = mutantsOf(named, sources);
  expect(mutants.map(({ file }) => file)).toEqual(named.map(({ file }) => file));
});

test('a mistake that is not in the sources any more is told', () => {
  const gone = { what: 'x', file: 'firmware/loop.ts', original: 'a.b', mutated: 'a', by: 'y' };
  expect(() => mutantsOf([gone], sources)).toThrow('"a.b" is 0 times in firmware/loop.ts');
});
