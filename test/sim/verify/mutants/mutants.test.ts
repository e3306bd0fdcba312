/**
 * Mutants: every operator makes the mistakes that it says, woven sources do what the originals do, the
 * list of survivors is about the sources as they are, and the cruellest mistakes are noticed.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from '@babel/parser';
import { expect, test } from 'vitest';
import { SURVIVORS } from '../../../../bin/commands/sim/mutant-scores.ts';
import { bundleWorker, mutantTests } from '../../../../sim/verify/mutants/bundle.ts';
import { computed } from '../../../../sim/verify/mutants/computed.ts';
import { beginTrial, take } from '../../../../sim/verify/mutants/endless.ts';
import { instrument } from '../../../../sim/verify/mutants/instrument.ts';
import {
  readEnums,
  readSources,
  type Source,
} from '../../../../sim/verify/mutants/mutant-source.ts';
import {
  findAllMutants,
  findMutants,
  keyOf,
  type MutantName,
} from '../../../../sim/verify/mutants/mutants.ts';
import { duel } from '../../../../sim/verify/mutants/runner.ts';
import {
  countEquivalents,
  hasBar,
  percentOf,
  scoreOf,
} from '../../../../sim/verify/mutants/score.ts';
import {
  findStale,
  readSurvivors,
  SurvivorsError,
} from '../../../../sim/verify/mutants/survivors.ts';

const root = process.cwd();
const sources = readSources(root);
const enums = readEnums(sources);
const mutants = findAllMutants(sources, enums);

function sourceOf(text: string): Source {
  const tree = parse(text, { sourceType: 'module', plugins: ['typescript'] });
  return { file: 'firmware/control/inline.ts', text, tree };
}

/** The mutations of an expression, in a function that returns it. */
function mutationsOf(expression: string, returns = 'Other'): string[] {
  const source = sourceOf(`function f(): ${returns} { return ${expression}; }`);
  return findMutants(source, enums, 1).map(({ text }) => text);
}

test.each([
  ['a < b', ['a <= b', 'a >= b']],
  ['a >= b', ['a > b', 'a < b']],
  ['a === b', ['a !== b']],
  ['a - b', ['a + b']],
  ['!a', ['a']],
  ['a && b', ['a', 'a || b', 'b']],
  ['a && b && c', ['a && b', '(a && b) || c', 'a', 'a || b', 'b']],
  ['a || (b && c)', ['a', 'a && (b && c)', '(b && c)', 'b', 'b || c', 'c']],
  ['a ? b : c', ['true', 'false']],
  ['3', ['4', '2']],
  ['0', ['1']],
  ['-1', ['0', '-2']],
  ['250', ['375', '125']],
  ['Phase.Idle', ['Phase.Locking']],
  ['LockOrder.Retract', ['LockOrder.Extend']],
  ['true', ['false']],
  ['f(a)', []],
  ["'word'", []],
])('what can go wrong in %s', (expression, expected) => {
  expect(mutationsOf(expression)).toEqual(expected);
});

test('what a function returns can be constant', () => {
  expect(mutationsOf('f(a)', 'boolean')).toEqual(['true', 'false']);
  expect(mutationsOf('a.b', 'number')).toEqual(['0']);
});

test('a statement can be missing, a condition be always or never so', () => {
  const source = sourceOf('function f(): void { if (a) g(b); c += d; }');
  expect(findMutants(source, enums, 1).map(({ text }) => text)).toEqual([
    'true',
    'false',
    '',
    '',
    'c -= d',
  ]);
});

test('a name is the smallest piece of its function that stands there once', () => {
  const source = sourceOf('function f(): void { a = 1; b = 1; }\nfunction g(): void { a = 1; }');
  const names = findMutants(source, enums, 1).map((one) => [one.in, one.original, one.mutated]);
  expect(names).toContainEqual(['f', 'a = 1', 'a = 2']);
  expect(names).toContainEqual(['f', 'b = 1', 'b = 2']);
  expect(names).toContainEqual(['g', '1', '2']);
});

test('no two mutants of the firmware have the same name, and every file has some', () => {
  expect(mutants.length).toBeGreaterThan(3000);
  expect(new Set(mutants.map(keyOf)).size).toBe(mutants.length);
  expect(new Set(mutants.map(({ file }) => file)).size).toBe(
    sources.filter(({ file }) => mutants.some((mutant) => mutant.file === file)).length,
  );
});

/** Runs woven text as a script: what `f` returns while a mutant is active. */
function runWoven(text: string, active: number, argument: number): unknown {
  const source = sourceOf(text);
  const mutantCount = instrument(source, findMutants(source, enums, 1), 'switched');
  const body = mutantCount.slice(mutantCount.indexOf(';', mutantCount.indexOf('let $t')) + 1);
  const f = new Function('$m', '$n', `${body}; return f;`)(active, take) as (a: number) => unknown;
  return f(argument);
}

test('a woven source does what the original does, or what the active mutant does', () => {
  const text = 'function f(a) { let b = 1; b = a; if (b >= 3) return b + 1; return 0; }';
  const found = findMutants(sourceOf(text), enums, 1);
  const idOf = (mutated: string): number =>
    found.find(({ text: one }) => one === mutated)?.id ?? -1;
  for (const a of [0, 2, 3, 4]) expect(runWoven(text, 0, a)).toBe(a >= 3 ? a + 1 : 0);
  expect(runWoven(text, idOf('b > 3'), 3)).toBe(0);
  expect(runWoven(text, idOf('b - 1'), 3)).toBe(2);
  expect(runWoven(text, idOf(''), 3)).toBe(0);
  expect(runWoven(text, idOf('true'), 0)).toBe(1);
});

test.each([
  [
    'turned round',
    'function f(a) { const list = []; for (let i = 0; i < a; i++) list.push(0); return list; }',
  ],
  [
    'left out',
    'function f(a) { const list = []; while (list.length < a) list.push(0); return list; }',
  ],
])(
  'a mutant that fills a list without end is ended before the list is too long for the engine: %s',
  (_how, text) => {
    const found = findMutants(sourceOf(text), enums, 1);
    const endless = found.find(({ text: one }) => one === 'i--' || one === '');
    beginTrial();
    expect(runWoven(text, 0, 3)).toEqual([0, 0, 0]);
    expect(() => runWoven(text, endless?.id ?? -1, 3)).toThrow('it never ends');
    beginTrial();
  },
);

test('a survey does what the original does, where a mutant would throw as well', () => {
  const source = sourceOf('function f(a) { return a === null || a.b > 1; }');
  const found = findMutants(source, enums, 1);
  const woven = instrument(source, found, 'surveyed');
  const body = woven.slice(woven.indexOf(';', woven.indexOf('let $t')) + 1);
  const survey = (a: unknown): [unknown, (string | undefined)[]] => {
    const reached: number[] = [];
    const f = new Function('$r', '$v', `let $t; ${body}; return f;`)(reached, computed);
    return [f(a), found.filter(({ id }) => reached[id] === 1).map(({ text: one }) => one)];
  };
  expect(survey(null)[0]).toBe(true);
  expect(survey(null)[1]).toContain('a.b > 1');
  expect(survey({ b: 2 })[0]).toBe(true);
  expect(survey({ b: 2 })[1]).not.toContain('a.b > 1');
});

const survivors = readSurvivors(join(root, SURVIVORS));

test('the unit tests of control, drivers and guard try the mutants, from every folder', () => {
  const files = mutantTests(root);
  expect(files).toContain('test/firmware/control/step.test.ts');
  expect(files).toContain('test/firmware/drivers/debounce.test.ts');
  expect(files).toContain('test/firmware/guard/rules.test.ts');
  // Those with hooks and groups as well, or with a drawing of the wiring.
  expect(files).toContain('test/firmware/console/console-roles.test.ts');
  expect(files).toContain('test/firmware/drivers/service-jumper.test.ts');
  expect(files.length).toBeGreaterThan(35);
  expect(files.filter((file) => file.startsWith('test/hil/'))).toEqual([]);
});

test('every listed survivor is a mutant of the sources as they are, and listed once', () => {
  expect(findStale(survivors, mutants)).toEqual([]);
  expect(new Set(survivors.map(keyOf)).size).toBe(survivors.length);
});

test('a list of survivors that cannot be used says what is wrong with it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-'));
  const path = join(folder, 'survivors.json');
  const read = (content: string): unknown => {
    writeFileSync(path, content);
    return readSurvivors(path);
  };
  const [first] = mutants;
  const named = { file: first?.file, in: first?.in, original: 'a', mutated: 'b' };
  expect(() => read('{')).toThrow(SurvivorsError);
  expect(() => read('{}')).toThrow('expected a list of survivors');
  expect(() => read(JSON.stringify([named]))).toThrow('expected file, in, original');
  expect(() => read(JSON.stringify([{ ...named, kind: 'lazy', reason: 'x' }]))).toThrow(
    'expected a kind of equivalent, second fence, unseen; found "lazy"',
  );
  const gone = [{ ...named, kind: 'equivalent', reason: 'x' }];
  expect(findStale(read(JSON.stringify(gone)) as never, mutants)).toEqual(gone);
  rmSync(folder, { recursive: true });
});

test('everything that is flashed but the platform has mutants, and must reach the bar', () => {
  for (const room of ['control', 'guard', 'drivers', 'storage', 'console']) {
    expect(mutants.some(({ file }) => file.startsWith(`firmware/${room}/`))).toBe(true);
  }
  for (const file of ['loop', 'observe', 'charger', 'slow-work', 'reflex', 'actuate', 'main']) {
    expect(mutants.some((mutant) => mutant.file === `firmware/${file}.ts`)).toBe(true);
  }
  expect(mutants.filter(({ file }) => !hasBar(file))).toEqual([]);
  expect(hasBar('firmware/platforms/kaluma.ts')).toBe(false);
  expect(
    mutants
      .filter(({ file }) => /platforms|boards|bench|jig|link|words/.test(file))
      .map(({ file }) => file),
  ).toEqual([]);
});

test('the score leaves out what cannot be told from the original', () => {
  const [a, b, c] = mutants.slice(0, 3).map((mutant) => ({ ...mutant }));
  if (a === undefined || b === undefined || c === undefined) throw new Error('no mutants');
  const fate = { message: '', timedOut: false };
  const fates = [
    { ...fate, mutant: a, killer: 'a test' },
    { ...fate, mutant: b, killer: null },
    { ...fate, mutant: c, killer: null },
  ];
  const listed = [
    { ...a, kind: 'second fence' as const, reason: 'x' },
    { ...b, kind: 'equivalent' as const, reason: 'x' },
  ];
  const score = scoreOf(fates, listed);
  expect(score).toMatchObject({ mutants: 3, killed: 1 });
  expect(score.survived.map(keyOf)).toEqual([b, c].map(keyOf));
  expect(score.listedButKilled.map(keyOf)).toEqual([keyOf(a)]);
  expect(countEquivalents(score, listed)).toBe(1);
  expect(percentOf(score, listed)).toBe(50);
});

interface Cruel extends MutantName {
  readonly what: string;
  /** The scenario, or the tests, that notice it. */
  readonly by: string;
}

const cruel: Cruel[] = JSON.parse(readFileSync(join(root, 'test/mutants/cruel.json'), 'utf8'));

/** The unit tests among what notices them. */
const cruelTests = [...new Set(cruel.map(({ by }) => by))].filter((by) => by.endsWith('.test.ts'));

test('the cruellest mutants are killed', async () => {
  const duels = cruel.map((one) => {
    const mutant = mutants.find((candidate) => keyOf(candidate) === keyOf(one));
    if (mutant === undefined) throw new Error(`not in the sources any more: ${one.what}`);
    return { mutant, by: one.by };
  });
  const script = await bundleWorker({ root, sources, mutants, testFiles: cruelTests }, 'switched');
  // A mutation run in the same folder, at the same time, has another bundle.
  expect(script).toContain(`${process.pid}`);
  const verdicts = await duel(script, mutants.length, duels);
  const survived = cruel.filter((_, i) => {
    const verdict = verdicts[i];
    return !(verdict instanceof Error) && verdict?.killer === null;
  });
  expect(survived.map(({ what }) => what)).toEqual([]);
  // The same trials, and no mutant: nothing to notice.
  const original = { ...(duels[0]?.mutant as (typeof mutants)[number]), id: 0 };
  const control = await duel(
    script,
    mutants.length,
    [...new Set(cruel.map(({ by }) => by))].map((by) => ({ mutant: original, by })),
  );
  // A test's process does not end when its file does.
  rmSync(script);
  expect(control.filter((verdict) => verdict instanceof Error || verdict.killer !== null)).toEqual(
    [],
  );
});
