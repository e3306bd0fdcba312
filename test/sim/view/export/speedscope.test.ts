/**
 * Perfetto's file in speedscope, a viewer that others wrote: it opens it in a browser, and what it has read is
 * what the trace says.
 */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readScenarios } from '../../../../sim/scenario/library.ts';
import { runScenario } from '../../../../sim/scenario/run.ts';
import type { Scenario } from '../../../../sim/scenario/statement.ts';
import { SimTarget } from '../../../../sim/scenario/target.ts';
import { writePerfetto } from '../../../../sim/view/export/perfetto.ts';
import { type Recording, signalsOf } from '../../../../sim/view/export/signals.ts';

const STORY = 'sim/story/2-complete-but-connected.scenario';
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const reason = existsSync(CHROMIUM) ? '' : `: no browser at ${CHROMIUM} (CHROMIUM names one)`;

/** What speedscope saves of a file that it has opened. */
interface Saved {
  readonly shared: { readonly frames: readonly { readonly name: string }[] };
  readonly profiles: readonly {
    readonly name: string;
    readonly unit: string;
    readonly events: readonly { readonly type: string; readonly frame: number; at: number }[];
  }[];
}

/** The rows of words, each as `name: <instant in µs> <word>, …`. */
function rowsOf(saved: Saved): string[] {
  return saved.profiles.map(({ name, events }) => {
    const opened = events.filter(({ type }) => type === 'O');
    const words = opened.map(({ frame, at }) => `${at} ${saved.shared.frames[frame]?.name}`);
    return `${/, (\S+) \(/.exec(name)?.[1]}: ${words.join(', ')}`;
  });
}

/** The same by the trace. A last word without length is not drawn. */
function tracedRows(story: Recording): string[] {
  const endUs = story.endUs - story.startUs;
  return signalsOf(story)
    .filter(({ shape }) => shape === 'words')
    .map(({ name, changes }) => {
      const words = changes.filter(({ atUs }) => atUs < endUs);
      return `${name}: ${words.map(({ atUs, word }) => `${atUs} ${word}`).join(', ')}`;
    });
}

describe.skipIf(reason !== '')(`speedscope${reason}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-speedscope-'));
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  test('opens the file for Perfetto, and reads every word at its instant', async () => {
    const story = await runScenario(readScenarios(STORY)[0] as Scenario, new SimTarget());
    const file = join(folder, 'story.json');
    writeFileSync(file, writePerfetto(story));
    const program = dirname(createRequire(import.meta.url).resolve('speedscope/package.json'));
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(program, 'dist/release/index.html')).href);
    await page.setInputFiles('input[type=file]', file);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByText('Export').click(),
    ]);
    const saved: Saved = JSON.parse(readFileSync(await download.path(), 'utf8'));
    const traced = tracedRows(story);
    expect(traced.length).toBeGreaterThan(10);
    expect(rowsOf(saved)).toEqual(expect.arrayContaining(traced));
    expect(new Set(saved.profiles.map(({ unit }) => unit))).toEqual(new Set(['microseconds']));
  });
});
