/**
 * The page with a campaign's figures says what the results say, and no more.
 */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Findings, writeCampaignPage } from '../../../../sim/verify/campaign/campaign-page.ts';
import type { Campaign, ShardResult } from '../../../../sim/verify/campaign/results.ts';

function result<Unit>(campaign: Campaign, units: Unit[]): ShardResult<Unit> {
  return {
    format: 'holdfast-campaign-1',
    campaign,
    build: 'abc',
    task: `all of ${campaign}`,
    shard: { index: 0, count: 1 },
    complete: true,
    seconds: 7200,
    units: Object.fromEntries(units.map((unit, i) => [`u${i}`, unit])),
  };
}

const nothing: Findings = { build: 'abc', explore: null, fuzz: null, sweep: null, mutants: null };

test('what was not run is said to be so', () => {
  const page = writeCampaignPage(nothing, 'a machine');
  expect(page.match(/\| not run \|/g)?.length).toBe(4);
  expect(page).toContain('Build `abc`, on a machine.');
});

test('the figures are the sums of the results', () => {
  const search = { states: 1000000, transitions: 5, counterexample: null };
  const unit = { seeds: 50, virtualUs: 86400000000 * 300, findings: [] };
  const cut = {
    cuts: 700,
    tears: 30,
    disturbed: 400,
    virtualUs: 0,
    failed: 1,
    kept: { resumed: 5, freed: 6 },
  };
  const page = writeCampaignPage(
    {
      ...nothing,
      explore: result('explore', [search, search] as never[]),
      fuzz: result('fuzz', [unit, unit] as never[]),
      sweep: result('sweep', [cut, cut] as never[]),
      mutants: result('mutants', [{ mutants: 100, killed: 97 }]),
    },
    'a machine',
  );
  expect(page).toContain(
    '| 2,000,000 states, 10 transitions | 0 broken rules | all of explore | 2.0 h |',
  );
  expect(page).toContain('| 100 seeds, each run twice: 1.6 years of virtual time | 0 failed |');
  expect(page).toContain('1,400 cuts, 60 torn writes and 800 failures that come and go');
  expect(page).toContain('10 charges resumed and 12 plugs freed as promised | 2 failed |');
  expect(page).toContain('| 97 of 100 mutants killed | 3 survivors |');
});

test('docs/campaign.md is the page of some build, as the command writes it', () => {
  const page = readFileSync('docs/campaign.md', 'utf8');
  const build = /Build `([0-9a-f]{12})`, on (.*)\.$/m.exec(page);
  expect(build).not.toBeNull();
  // Everything outside of the table is what the command writes.
  const withoutRows = (text: string): string => text.replace(/^\| `holdfast.*$/gm, '');
  const written = writeCampaignPage({ ...nothing, build: build?.[1] ?? '' }, build?.[2] ?? '');
  expect(withoutRows(page)).toBe(withoutRows(written));
});
