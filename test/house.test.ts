/**
 * House rules: which way imports run, what firmware must not touch, and how large a file may be.
 */

import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importsOf, sourcesIn } from '../bin/architecture/imports.ts';
import { checkFirmware } from '../build.mjs';
import { long, mocking, peers, realTime } from '../vitest.config.ts';

const text = (file: string): string => readFileSync(file, 'utf8');

const firmware = sourcesIn('firmware');
const all = ['firmware', 'sim', 'hil', 'bridge', 'bin', 'build'].flatMap((folder) =>
  sourcesIn(folder),
);
const isBoard = (file: string): boolean =>
  /^firmware\/(platforms|boards|bench|jig|link)\//.test(file);

/** The imports from these files that lead somewhere they must not. */
function strays(files: readonly string[], may: (target: string) => boolean): string[] {
  return files
    .flatMap((file) => importsOf(file))
    .filter(({ target }) => !may(target))
    .map(({ file, target }) => `${file} imports ${target}`);
}

test('the rules look at all of the sources, and find their imports', () => {
  expect(firmware.length).toBeGreaterThan(40);
  expect(all.length).toBeGreaterThan(70);
  expect(importsOf('firmware/loop.ts').length).toBeGreaterThan(10);
  expect(importsOf('bin/holdfast.ts').map(({ target }) => target)).toContain('commander');
  const unknown = all
    .flatMap((file) => importsOf(file))
    .filter(({ file, target }) => {
      const isOurs = /^(firmware|sim|hil|bridge|bin|build)\//.test(target);
      return isOurs && !existsSync(target) && file !== 'bin/holdfast.mjs';
    });
  expect(unknown).toEqual([]);
});

/** The groups of files that import each other in a circle, types included, each file with what it imports of it. */
function circlesOf(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const order = new Map<string, number>();
  const open: string[] = [];
  const circles: string[] = [];
  const close = (file: string): void => {
    const group = open.splice(open.indexOf(file));
    const within = (from: string): readonly string[] =>
      (imports.get(from) ?? []).filter((to) => group.includes(to));
    if (within(file).length > 0) {
      circles.push(...group.map((from) => `${from} imports ${within(from).join(', ')}`));
    }
  };
  const visit = (file: string): number => {
    let low = order.size;
    const number = low;
    order.set(file, number);
    open.push(file);
    for (const target of imports.get(file) ?? []) {
      if (!order.has(target)) low = Math.min(low, visit(target));
      else if (open.includes(target)) low = Math.min(low, order.get(target) ?? number);
    }
    if (low === number) close(file);
    return low;
  };
  for (const file of imports.keys()) if (!order.has(file)) visit(file);
  return circles;
}

test('no import runs in a circle, types included', () => {
  const small = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', ['b']],
    ['d', ['d']],
  ]);
  expect(circlesOf(small)).toEqual(['d imports d', 'b imports c', 'c imports b']);
  const imports = new Map(all.map((file) => [file, importsOf(file).map(({ target }) => target)]));
  expect(circlesOf(imports)).toEqual([]);
});

test('control imports only control', () => {
  const control = sourcesIn('firmware/control');
  expect(control.length).toBeGreaterThan(10);
  expect(strays(control, (target) => target.startsWith('firmware/control/'))).toEqual([]);
});

test('drivers import the board contract, signals, outputs, ages, the proof of the latch, and each other', () => {
  const drivers = sourcesIn('firmware/drivers');
  expect(drivers.length).toBeGreaterThan(10);
  const may = /^firmware\/(hal\.ts|drivers\/.*|control\/(signals|outputs|age|latch-proof)\.ts)$/;
  expect(strays(drivers, (target) => may.test(target))).toEqual([]);
});

test('the board contract knows nothing but the names of drives', () => {
  expect(strays(['firmware/hal.ts'], (target) => target === 'firmware/control/outputs.ts')).toEqual(
    [],
  );
  expect(importsOf('firmware/hal.ts').every(({ isType }) => isType)).toBe(true);
});

test('firmware imports firmware alone; only a board may reach for its platform', () => {
  const may = (target: string): boolean => target.startsWith('firmware/');
  expect(
    strays(
      firmware.filter((file) => !isBoard(file)),
      may,
    ),
  ).toEqual([]);
  const boards = firmware.filter(isBoard);
  expect(strays(boards, (target) => !/^(sim|hil|bridge|bin|build|test)\//.test(target))).toEqual(
    [],
  );
});

test('the loop is composed in one place, and boards are chosen in one', () => {
  const composers = ['firmware/controller.ts', 'firmware/main.ts'];
  const others = firmware.filter((file) => !composers.includes(file) && !isBoard(file));
  const composed =
    /^firmware\/(controller|main|loop)\.ts$|^firmware\/(platforms|boards|bench|jig)\//;
  const values = others.flatMap((file) => importsOf(file)).filter(({ isType }) => !isType);
  expect(values.filter(({ target }) => composed.test(target))).toEqual([]);
});

test('what people look at is drawn from the trace and its words, not from plant or firmware', () => {
  const drawn = [...sourcesIn('sim/view/export'), ...sourcesIn('sim/view/report')];
  expect(drawn.length).toBeGreaterThan(15);
  const may =
    /^(sim\/view\/(export|report)\/|sim\/(trace|view\/driver-display)\.ts$|sim\/view\/words\/|sim\/scenario\/(quantity|result|statement|story-time|vocabulary)\.ts$|fflate$)/;
  expect(strays(drawn, (target) => may.test(target))).toEqual([]);
});

test('the plant knows no more of the firmware than the names of drives, parts and poles', () => {
  const plant = sourcesIn('sim/plant');
  expect(plant.length).toBeGreaterThan(5);
  const may = /^(sim\/|firmware\/control\/outputs\.ts$|firmware\/drivers\/(lock-parts|poles)\.ts$)/;
  expect(strays(plant, (target) => may.test(target))).toEqual([]);
});

test('the bench uses the runner and the rules, not the plant; only its targets are played by the world', () => {
  const targets = [...sourcesIn('hil/target'), ...sourcesIn('hil/simulated')];
  // The second opinion on the physics holds SPICE's figures against the plant's.
  const isCompared = (file: string): boolean => file.startsWith('hil/wiring/compare-');
  const others = sourcesIn('hil').filter((file) => !targets.includes(file) && !isCompared(file));
  expect(
    strays(others, (target) => !/^sim\/(plant|world\/(world|board|processor))/.test(target)),
  ).toEqual([]);
  expect(strays(targets, (target) => !/^sim\/plant/.test(target))).toEqual([]);
});

/** Code without its comments and texts: what is only talked about is not used. */
function codeOf(file: string): string {
  return text(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '')
    .replace(/'[^'\n]*'|"[^"\n]*"/g, "''");
}

for (const forbidden of [
  /\bDate\b/,
  /\bMath\.random\b/,
  /\bprocess\s*\./,
  /\bset(Timeout|Interval)\b/,
  /\brequire\s*\(/,
  /\bglobalThis\b/,
]) {
  test(`no firmware but a board uses ${forbidden.source}`, () => {
    const guilty = firmware.filter((file) => !isBoard(file) && forbidden.test(codeOf(file)));
    expect(guilty).toEqual([]);
  });
}

test('the console leaves requests, and writes no signal', () => {
  const console = sourcesIn('firmware/console');
  expect(console.length).toBeGreaterThan(3);
  const writes = /\bseen\s*\.\s*\w+\s*(?:[-+*/|&^]?=[^=]|\+\+|--)/;
  expect(writes.test('charger.seen.stop = true;')).toBe(true);
  expect(console.filter((file) => writes.test(codeOf(file)))).toEqual([]);
});

/** Files that may be longer than the rest. None. */
const longOnes: readonly string[] = [];

test('no file is longer than 300 lines', () => {
  const long = all
    .map((file) => ({ file, lines: text(file).trimEnd().split('\n').length }))
    .filter(({ file, lines }) => lines > 300 && !longOnes.includes(file));
  expect(long).toEqual([]);
});

test('no file is called by what everything is', () => {
  const named = [...all, ...sourcesIn('test')].filter((file) => /util|helper|manager/i.test(file));
  expect(named).toEqual([]);
});

test('every driver begins with its manual', () => {
  for (const file of sourcesIn('firmware/drivers')) {
    expect(text(file), file).toMatch(/^\/\*\*\n \* [A-Z][^\n]*\n(?: \*[^\n]*\n)+ \*\/\n/);
  }
});

test('the firmware keeps to what both engines have', async () => {
  expect(await checkFirmware()).toEqual([]);
});

test('every test runs in one project: what a list sets aside is there, and set aside once', () => {
  const aside = [...mocking, ...peers, ...realTime, ...long];
  expect(aside.filter((file) => !existsSync(file))).toEqual([]);
  expect(aside.filter((file, i) => aside.indexOf(file) !== i)).toEqual([]);
});

test('a test that replaces a module shares none with other files', () => {
  const aside = [...mocking, ...peers, ...realTime, ...long];
  const replacing = sourcesIn('test').filter((file) => /^vi\.mock\(/m.test(text(file)));
  expect(replacing).toContain('test/sim/verify/sweep/sweep-found.test.ts');
  expect(replacing.filter((file) => !aside.includes(file))).toEqual([]);
});
