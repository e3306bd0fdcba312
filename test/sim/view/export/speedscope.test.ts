/**
 * Perfetto's file in speedscope, a viewer that others wrote: it opens it in a browser, and what it has read is
 * what the trace says.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserHint, findBrowser, launchBrowser } from '../../../../sim/bench/frames.ts';
import { writePerfetto } from '../../../../sim/view/export/perfetto.ts';
import { type Recording, signalsOf } from '../../../../sim/view/export/signals.ts';
import { recordStory } from '../../../support/exported-story.ts';

const executable = findBrowser();
const reason = executable === undefined ? `: skipped, ${browserHint}` : '';

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
    browser = await launchBrowser(executable ?? '');
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  test('opens the file for Perfetto, and reads every word at its instant', async () => {
    const story = await recordStory();
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
