/**
 * What the command line loads before it knows what is asked for: `--version` and `--help` have to answer at
 * once, and a single static import of the simulator would be in every one of them.
 */

import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { medianOf } from '../../bin/commands/sim/bench-start.ts';
import { buildCommands } from '../../build/commands.mjs';

type Metafile = Awaited<ReturnType<typeof buildCommands>>;

/** All that the entry holds and imports without being asked is no more than this. */
const MOST_BYTES = 60000;

let metafile: Metafile;
let atStart: Metafile['outputs'][string][] = [];

/** The output of that name and all that it imports statically. */
function closureOf(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const { path, kind, external } of metafile.outputs[name]?.imports ?? []) {
    if (kind === 'import-statement' && external !== true) closureOf(path, seen);
  }
  return seen;
}

beforeAll(async () => {
  metafile = await buildCommands(fileURLToPath(new URL('../..', import.meta.url)));
  const names = [...closureOf('dist/holdfast.mjs')];
  atStart = names.map((name) => metafile.outputs[name] as (typeof atStart)[number]);
});

test('of all packages the start loads commander alone', () => {
  const external = atStart.flatMap(({ imports }) =>
    imports.filter((one) => one.external === true && one.kind === 'import-statement'),
  );
  const packages = external.map(({ path }) => path).filter((path) => !path.startsWith('node:'));
  expect([...new Set(packages)]).toEqual(['commander']);
});

test('the start holds the descriptions of the commands, and nothing of what they do', () => {
  const inputs = atStart.flatMap((output) => Object.keys(output.inputs));
  const descriptions =
    /^(package\.json|bin\/[^/]+\.ts|bin\/commands\/\w+\/[\w-]+-commands\.ts|build\/missing\.mjs|sim\/errors\.ts|sim\/view\/export\/format-names\.ts)$/;
  expect(inputs.filter((input) => !descriptions.test(input))).toEqual([]);
  expect(inputs).toContain('bin/holdfast.ts');
});

test('the start is small, and the simulator is there for whoever asks for it', () => {
  const bytes = atStart.reduce((sum, { bytes: one }) => sum + one, 0);
  expect(bytes).toBeLessThan(MOST_BYTES);
  const lazy = metafile.outputs['dist/holdfast.mjs']?.imports ?? [];
  expect(lazy.filter(({ kind }) => kind === 'dynamic-import').length).toBeGreaterThan(20);
});

test('the median of a start is the middle one, or lies between the two in the middle', () => {
  expect(medianOf([9, 1, 5])).toBe(5);
  expect(medianOf([4, 1, 9, 2])).toBe(3);
});
