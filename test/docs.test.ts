/**
 * The pages that are made from tables say what the tables say, and every page names what exists.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { drawRooms } from '../bin/architecture/rooms-picture.ts';
import { apiPage } from '../bin/commands/sim/api-page.ts';
import { fillSearchTables, fillTables, writeFaults } from '../bin/commands/sim/docs.ts';
import { injectionRow } from '../bin/commands/sim/injections.ts';
import { lies } from '../sim/verify/injection/lies.ts';

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync('docs').map((name) => `docs/${name}`),
].filter((page) => page.endsWith('.md'));
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));

test('docs/faults.md is what the fault table says (npm run docs writes it)', () => {
  expect(readFileSync('docs/faults.md', 'utf8')).toBe(writeFaults());
});

test('the tables of docs/scenarios.md are what the language reads (npm run docs writes them)', () => {
  const page = readFileSync('docs/scenarios.md', 'utf8');
  expect(fillTables(page)).toBe(page);
});

test('the tables of docs/safety.md are the sets and groups of the search (npm run docs writes them)', () => {
  const page = readFileSync('docs/safety.md', 'utf8');
  expect(fillSearchTables(page)).toBe(page);
});

test('every sixth row of docs/injections.md is what the charger does (npm run docs writes it)', async () => {
  const page = readFileSync('docs/injections.md', 'utf8');
  // All of them are in docs-injections.test.ts.
  for (const lie of lies.filter((_, i) => i % 6 === 0)) {
    expect(page.split('\n')).toContain(await injectionRow(lie));
  }
  // What is printed bold in the table no charger may do.
  expect(page.split('\n').filter((line) => line.startsWith('|') && line.includes('**'))).toEqual(
    [],
  );
});

test('docs/api.md is what the library exports (npm run docs writes it)', () => {
  const page = apiPage(new URL('..', import.meta.url).href);
  expect(readFileSync('docs/api.md', 'utf8')).toBe(page);
  // Every entry has its sentences.
  const bare = /^### `(\w+)`\n\n+```/gm;
  expect([...page.matchAll(bare)].map(([, name]) => name)).toEqual([]);
  expect(page).toMatch(/### `createWorld`\n\n\w/);
});

test('docs/architecture.svg is what the imports say (npm run docs draws it)', () => {
  const drawn = drawRooms('.');
  expect(readFileSync('docs/architecture.svg', 'utf8')).toBe(drawn);
  expect(drawn).toContain('>controller</text>');
  const sizes = [...drawn.matchAll(/font(?:-size)?:([\d.]+)px/g)].map((match) => Number(match[1]));
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11);
});

/** What the headings of a page are called in a link to them. */
function anchorsOf(page: string): Set<string> {
  const text = readFileSync(page, 'utf8').replace(/```.*?```/gs, '');
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map((match) => match[1] as string);
  const words = headings.map((heading) => heading.toLowerCase().replace(/[^\p{L}\p{N}_ -]/gu, ''));
  return new Set(words.map((heading) => heading.replaceAll(' ', '-')));
}

for (const page of pages) {
  const text = readFileSync(page, 'utf8');

  test(`${page}: every npm command exists`, () => {
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] as string);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test(`${page}: every file of the project that is named exists`, () => {
    const named = [
      ...text.matchAll(/`((?:firmware|sim|hil|bridge|test|docs|bin|build)\/[\w./*-]+)`/g),
    ].map((match) => match[1] as string);
    const missing = named.filter((name) => !name.includes('*') && !existsSync(name));
    expect(missing).toEqual([]);
  });

  test(`${page}: every link to a page of the project leads somewhere`, () => {
    const folder = page.includes('/') ? 'docs/' : '';
    const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(
      (match) => match[1] as string,
    );
    expect(linked.filter((link) => !existsSync(`${folder}${link}`))).toEqual([]);
  });

  test(`${page}: every link to a heading leads to one`, () => {
    const folder = page.includes('/') ? 'docs/' : '';
    const linked = [...text.matchAll(/\]\((?!https?:)([^)#]*)#([^)]+)\)/g)];
    const missing = linked.filter(([, file = '', anchor = '']) => {
      const target = file === '' ? page : `${folder}${file}`;
      return target.endsWith('.md') && !anchorsOf(target).has(anchor);
    });
    expect(missing.map(([link]) => link)).toEqual([]);
  });
}
