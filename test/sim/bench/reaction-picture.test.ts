/**
 * The pictures of figures: every published answer is read as what it is, and what stands in docs/ is what
 * the bench draws.
 */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { benchReaction } from '../../../bin/commands/sim/bench-reaction.ts';
import { readFigures } from '../../../sim/bench/answer.ts';
import { published } from '../../../sim/bench/published.ts';
import type { RowResult } from '../../../sim/bench/reaction.ts';
import { drawReactions } from '../../../sim/bench/reaction-picture.ts';
import { drawSpikes, immunityOf } from '../../../sim/bench/spike-picture.ts';

test('figures are read as figures, words as words', () => {
  expect(readFigures('284/300/316')).toEqual({ least: 284, middle: 300, most: 316 });
  expect(readFigures('524–532')).toEqual({ least: 524, middle: null, most: 532 });
  expect(readFigures('328')).toEqual({ least: 328, middle: null, most: 328 });
  expect(readFigures('0 (event in)')).toEqual({ least: 0, middle: null, most: 0 });
  for (const words of ['', 'stays on', '340 before', 'at C + 24', '≤ 105', '630 in all']) {
    expect(readFigures(words), words).toBeNull();
  }
});

const row = (valuesMs: readonly number[]): RowResult => ({
  id: 'c-to-b',
  question: 'C→B',
  tickMs: 10,
  spread: { min: 10, median: 20, max: 30, count: valuesMs.length },
  valuesMs,
  limitMs: 40,
  passed: true,
});

test('every phase is a dot, further right the longer it took, and every other controller a row', () => {
  const svg = drawReactions([row([10, 20, 30])], 3);
  const dots = [...svg.matchAll(/class="dot" cx="([\d.]+)"/g)].map((match) => Number(match[1]));
  expect(dots).toHaveLength(3);
  expect(dots).toEqual([...dots].sort((a, b) => a - b));
  expect(svg).toContain('10 / 20 / 30 (≤ 40)');
  for (const { controller, answers } of published) {
    expect(svg.split(`>${controller}<`)).toHaveLength(4);
    const answer = answers['c-to-b'] ?? '';
    expect(svg).toContain(`>${answer.replaceAll('/', ' / ')}<`);
  }
});

test('a spike curve ends its immunity where the first phase reacts', () => {
  const curve = [0, 0, 0.2, 0, 1].map((share, i) => ({ lengthMs: i + 1, share }));
  expect(immunityOf(curve)).toBe(2);
  expect(immunityOf([{ lengthMs: 1, share: 0.1 }])).toBe(0);
  expect(drawSpikes(new Map([[10, curve]]), 5)).toContain('>2 ms<');
});

test('docs/reaction.svg and docs/spikes.svg are what the bench draws (npm run bench:reaction draws them)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-pictures-'));
  expect(benchReaction({ draw: folder }, () => undefined)).toBe(0);
  for (const name of ['reaction.svg', 'spikes.svg']) {
    expect(
      readFileSync(join(folder, name), 'utf8') === readFileSync(`docs/${name}`, 'utf8'),
      name,
    ).toBe(true);
  }
  rmSync(folder, { recursive: true });
});
