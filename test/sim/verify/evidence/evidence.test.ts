/**
 * Evidence: what was run is shown with its command, what was not is said, and nothing of another build is taken.
 */

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { evidence, NOT_RUN, readCampaign } from '../../../../bin/commands/sim/evidence.ts';
import { publishEvidence } from '../../../../bin/commands/sim/publish-evidence.ts';
import {
  contradictionsOf,
  publishedSearches,
  readSearchFigures,
} from '../../../../bin/commands/sim/publish-search.ts';
import { searchSources } from '../../../../bin/commands/sim/search-sources.ts';
import { buildHash } from '../../../../sim/verify/campaign/build-hash.ts';
import { type ShardResult, writeResult } from '../../../../sim/verify/campaign/results.ts';
import {
  campaignCommands,
  type Evidence,
  isMissing,
  notShown,
  outputCommands,
} from '../../../../sim/verify/evidence/evidence.ts';
import { writeEvidencePage } from '../../../../sim/verify/evidence/evidence-page.ts';
import { writeEvidenceSummary } from '../../../../sim/verify/evidence/evidence-summary.ts';
import { partRows } from '../../../../sim/verify/evidence/part-rows.ts';
import type { FuzzUnit } from '../../../../sim/verify/fuzz/fuzz.ts';
import type { Exploration } from '../../../../sim/verify/search/explore.ts';
import type { SearchFigure } from '../../../../sim/verify/search/search-figures.ts';
import { requirements } from '../../../../sim/verify/traceability/all-rows.ts';
import { resultOf, SAMPLE_BUILD, sampleEvidence } from '../../../support/sample-evidence.ts';

const sample = sampleEvidence(process.cwd());

test('every part is a row with its command: as expected, not as expected, or without a claim', () => {
  const rows = partRows(sample);
  const verdicts = Object.fromEntries(rows.map(({ command, isGood }) => [command, isGood]));
  expect(verdicts).toEqual({
    explore: null,
    fuzz: true,
    sweep: null,
    mutants: true,
    coverage: true,
    fmea: true,
    'fmea --pairs': true,
    'bench engines': null,
    'bench reaction': true,
  });
  expect(rows.find(({ name }) => name === 'Search')?.done).toBe('not run for this build');
  expect(rows.find(({ name }) => name === 'Power-cut sweep')?.done).toMatch(/^partial: nothing/);
});

test('what is not as expected is a failure of its part', () => {
  const gap = { file: 'f', in: '', decision: 'a', condition: 'a', never: 'true' } as const;
  const file = { decisions: 1, conditions: 10000, covered: 9999, gaps: [gap] };
  const harm = { with: 'CP open', context: 'charging, bistable, both', harm: 'hazard' } as const;
  const bad = {
    ...sample,
    coverage: resultOf('coverage', { f: file }),
    pairs: resultOf('pairs', { 'mains lost': { runs: 1, stuck: 0, harms: [harm] } }),
    survivors: [],
  };
  const verdicts = partRows(bad).filter(({ isGood }) => isGood === false);
  expect(verdicts.map(({ command }) => command)).toEqual(['mutants', 'coverage', 'fmea --pairs']);
  // Rounded down.
  expect(verdicts[1]?.found).toBe('99.9 %');
  expect(writeEvidencePage(bad)).toContain('Not explained: mains lost, then CP open');
});

test('the page is one file, with every requirement and what was not shown', () => {
  const page = writeEvidencePage(sample);
  expect(page).toContain(`build ${SAMPLE_BUILD}`);
  expect(page).toContain('two cores &amp; &lt;a day&gt;');
  expect(page).not.toMatch(/(src|href)="(?!#)/);
  for (const { id } of requirements) expect(page).toContain(`<td>${id}</td>`);
  for (const command of ['explore', 'fuzz', 'sweep', 'mutants', 'coverage', 'fmea']) {
    expect(page).toContain(`<code>npx holdfast ${command}</code>`);
  }
  expect(page).toContain('equivalent: It is the same.');
  expect(page.match(/<td class="x\d"/g)?.length).toBeGreaterThan(3000);
  // A part without a claim shows none of its figures.
  expect(page).not.toContain('ticks to free');
  const summary = writeEvidenceSummary(sample);
  for (const text of notShown) expect(summary).toContain(text);
});

test('a campaign of another build is not shown, an incomplete one claims nothing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-'));
  const read = (build: string): string => {
    const found = readCampaign(folder, 'fuzz', build);
    return isMissing(found) ? found.missing : 'found';
  };
  expect(read('other')).toBe(NOT_RUN);
  const result = resultOf('fuzz', {});
  writeResult(folder, result);
  expect(read(SAMPLE_BUILD)).toBe('found');
  expect(read('other')).toBe(NOT_RUN);
  writeResult(folder, { ...result, sources: 'world' });
  const missing = (sources: string): boolean =>
    isMissing(readCampaign(folder, 'fuzz', 'other', sources));
  expect([missing('world'), missing('another world')]).toEqual([false, true]);
  writeResult(folder, { ...result, complete: false });
  expect(read(SAMPLE_BUILD)).toMatch(/^partial: nothing is claimed \(shard 0-of-1 is partial/);
  rmSync(folder, { recursive: true });
});

test('the command writes the page of this build from what is there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-'));
  const root = pathToFileURL(`${process.cwd()}/`).href;
  const build = buildHash(root);
  const coverage = resultOf('coverage', {});
  writeResult(folder, { ...coverage, build });
  const said: string[] = [];
  const code = await evidence(root, { from: folder, threads: '1' }, (line) => void said.push(line));
  expect(code).toBe(0);
  const published = publishedSearches(readSearchFigures(root), searchSources(root), build);
  const count = published === null ? 0 : Object.keys(published.units).length;
  const searched = count === 0 ? NOT_RUN : `${count} of `;
  expect(said.find((line) => line.startsWith('Search '))).toContain(` ${searched}`);
  expect(said.join('\n')).toMatch(/Fuzzer +not run for this build/);
  const page = readFileSync(join(folder, `evidence-${build}.html`), 'utf8');
  expect(page).toContain('0 of 0 conditions');
  rmSync(folder, { recursive: true });
});

const figure: SearchFigure = {
  states: 7,
  transitions: 9,
  longestWay: 3,
  worstTicksToFree: 5,
  seconds: 0.5,
  broken: null,
};
const units = { 'base/lock': figure, 'base/short': figure };

test('a search that finds something else than is published over its sources is told, and no other', () => {
  const published = { sources: { base: 'these' }, machine: 'two cores', units };
  const found = (one: SearchFigure, base = 'these'): string[] =>
    contradictionsOf(published, {
      sources: { base },
      machine: 'four cores',
      units: { 'base/short': one },
    });
  expect(found({ ...figure, seconds: 9 })).toEqual([]);
  expect(found({ ...figure, states: 8 }, 'others')).toEqual([]);
  expect(found({ ...figure, states: 8 })).toEqual([
    'base/short: published are 7 states, 9 transitions, longest way 3, free within 5, nothing broken; ' +
      'found 8 states, 9 transitions, longest way 3, free within 5, nothing broken',
  ]);
  for (const one of ['transitions', 'longestWay', 'worstTicksToFree'] as const) {
    expect(found({ ...figure, [one]: 1 })).toHaveLength(1);
  }
  expect(found({ ...figure, broken: 'R1' })).toHaveLength(1);
});

test('published searches are evidence of every build with their sources, unless one is broken', () => {
  const these = { base: 'these' };
  const figures = { sources: these, machine: 'two cores', units };
  expect(publishedSearches(null, these, SAMPLE_BUILD)).toBeNull();
  expect(publishedSearches({ ...figures, units: {} }, these, SAMPLE_BUILD)).toBeNull();
  expect(publishedSearches(figures, { base: 'others' }, SAMPLE_BUILD)).toBeNull();
  const explore = publishedSearches(figures, these, SAMPLE_BUILD) as ShardResult<Exploration>;
  const row = partRows({ ...sample, explore }).find(({ name }) => name === 'Search');
  expect(row?.done).toMatch(/^2 of \d+ searches to their end: 14 states, 18 transitions$/);
  expect(row).toMatchObject({ command: 'explore --publish', isGood: true, seconds: 1 });
  expect(writeEvidencePage({ ...sample, explore })).toContain('<code>lock</code>');
  const broken = { ...units, 'base/short': { ...figure, broken: 'R1' } };
  expect(publishedSearches({ ...figures, units: broken }, these, SAMPLE_BUILD)).toBeNull();
});

test('a row stays on the summary until its part is run again, or the build changes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-'));
  mkdirSync(join(folder, 'docs'));
  const root = pathToFileURL(`${folder}/`).href;
  const said: string[] = [];
  const publish = (evidence: Evidence): string => {
    publishEvidence(root, evidence, 'world', (line) => void said.push(line));
    return readFileSync(join(folder, 'docs', 'evidence.md'), 'utf8');
  };
  const without = (build: string): Evidence => ({
    ...sample,
    build,
    coverage: { missing: NOT_RUN },
    fuzz: { missing: 'partial: nothing is claimed (a shard is missing)' },
  });
  const rowOf = (page: string, name: string): string | undefined =>
    page.split('\n').find((line) => line.startsWith(`| ${name} |`));
  const first = publish(sample);
  expect(rowOf(first, 'MC/DC')).toContain('conditions decide by themselves');
  const second = publish(without(SAMPLE_BUILD));
  for (const name of ['MC/DC', 'Fuzzer']) expect(rowOf(second, name)).toBe(rowOf(first, name));
  expect(said.at(-1)).toMatch(/evidence\.md is written: \d of \d+ parts were run over this build/);
  const other = publish(without('other'));
  expect(rowOf(other, 'MC/DC')).toContain(NOT_RUN);
  expect(rowOf(other, 'Fuzzer')).toContain('partial: nothing is claimed');
  expect(rowOf(publish({ ...sample, build: 'other' }), 'MC/DC')).toBe(rowOf(first, 'MC/DC'));
  // The fuzzer's own sources are those of a third build as well, and in a fourth they have changed.
  const fuzz = { ...(sample.fuzz as ShardResult<FuzzUnit>), sources: 'world' };
  publish({ ...sample, build: 'second', fuzz });
  const third = publish(without('third'));
  expect(rowOf(third, 'MC/DC')).toContain(NOT_RUN);
  expect(rowOf(third, 'Fuzzer')).toBe(rowOf(first, 'Fuzzer'));
  publish({ ...sample, build: 'third', fuzz: { ...fuzz, sources: 'another world' } });
  expect(rowOf(publish(without('fourth')), 'Fuzzer')).toContain('partial: nothing is claimed');
  rmSync(folder, { recursive: true });
});

test('docs/evidence.md has every part, and its commands', () => {
  const page = readFileSync('docs/evidence.md', 'utf8');
  for (const [, command] of campaignCommands) {
    // What was run over a part has the command of that part.
    expect(page).toContain(`| \`npx holdfast ${command.split(/ --(?:out|seeds)/)[0]}`);
  }
  for (const command of outputCommands) expect(page).toContain(`\`npx holdfast ${command}\``);
  for (const text of notShown) expect(page).toContain(text);
});
