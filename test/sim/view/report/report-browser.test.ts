/**
 * The report in a real browser: it opens in each size and colour without a complaint, filters, and reads the time
 * under the pointer.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportFiles } from '../../../../bin/commands/sim/report.ts';
import { browserHint, findBrowser, launchBrowser } from '../../../../sim/bench/frames.ts';
import { lateLines } from '../../../support/late-story.ts';

const root = pathToFileURL(`${process.cwd()}/`).href;
const silent = (): void => undefined;
const axe = createRequire(import.meta.url).resolve('axe-core');

/** In the page: the smallest letters, in pixels. */
const smallest = `Math.min(...[...document.querySelectorAll('body *')]
  .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== ''))
  .map((e) => Number.parseFloat(getComputedStyle(e).fontSize)))`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-report-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const executable = findBrowser();
const reason = executable === undefined ? `: skipped, ${browserHint}` : '';

describe.skipIf(reason !== '')(`in a browser${reason}`, () => {
  let browser: Browser;
  let address = '';
  beforeAll(async () => {
    const out = join(folder, 'browser.html');
    const file = join(folder, 'browser.scenario');
    writeFileSync(file, ['scenario Late', ...lateLines].join('\n'));
    await reportFiles(root, [file, 'sim/story', 'f07-latch-lost'], { out }, silent);
    address = pathToFileURL(out).href;
    browser = await launchBrowser(executable ?? '');
  });
  afterAll(() => browser.close());

  for (const [width, height] of [[1280, 800] as const, [390, 844] as const]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`opens at ${width} × ${height}, ${colorScheme}, without a complaint`, async () => {
        const page = await browser.newPage({ viewport: { width, height }, colorScheme });
        const complaints: string[] = [];
        page.on('console', (message) => complaints.push(message.text()));
        page.on('pageerror', (error) => complaints.push(error.message));
        page.on('request', (request) => {
          if (!/^(file|data):/.test(request.url())) complaints.push(request.url());
        });
        await page.goto(address);
        await page.locator('article').last().scrollIntoViewIfNeeded();
        expect(await page.locator('article').count()).toBe(8);
        // The pictures scroll inside of themselves; the page never does sideways.
        const size = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        expect(await page.evaluate(size)).toBe(0);
        const box = await page.locator('article svg').first().boundingBox();
        expect(box?.width).toBe(960);
        if (width === 390) {
          await page.addScriptTag({ path: axe });
          const found =
            'axe.run({ exclude: ["svg"] }).then(({ violations }) => violations.map(({ id }) => id))';
          expect(await page.evaluate(found)).toEqual([]);
        }
        expect(await page.evaluate(smallest)).toBeGreaterThanOrEqual(12);
        // The moment of the failure is in sight, without scrolling for it.
        const failure = await page
          .locator('article[data-kind="fail"] .f > path')
          .first()
          .boundingBox();
        expect(failure?.x).toBeGreaterThan(0);
        expect(failure?.x).toBeLessThan(width);
        expect(complaints).toEqual([]);
        await page.close();
      });
    }
  }

  test('all scenarios are a short page: what passed is collapsed by folder, and opens by search and link', async () => {
    const all = join(folder, 'all.html');
    await reportFiles(root, [], { out: all }, silent);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(pathToFileURL(all).href);
    expect(await page.locator('article').count()).toBeGreaterThan(300);
    expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThan(20000);
    const folders = page.locator('details.folder');
    const names = (await folders.locator('> summary').allTextContents()).join('\n');
    expect(names).toMatch(/sim\/story 5 passed/);
    expect(names).toMatch(/test\/scenarios\/field \d+ passed, tightest window \d+ %/);
    expect(await page.locator('article:visible').count()).toBe(0);
    await page.getByLabel('Filter by name or file').fill('F07');
    expect(await page.locator('details.folder:visible').count()).toBe(1);
    expect(await page.locator('article:visible').count()).toBe(2);
    await page.getByLabel('Filter by name or file').fill('');
    expect(await page.locator('article:visible').count()).toBe(0);
    await page.goto(`${pathToFileURL(all).href}#r100`);
    await page.waitForFunction(
      "Math.abs(document.getElementById('r100').getBoundingClientRect().top) < 400",
    );
    expect(await page.locator('#r100').isVisible()).toBe(true);
    await page.close();
  });

  test('filters, and reads the time under the pointer', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(address);
    await page.getByLabel('only what did not pass').check();
    expect(await page.locator('article:visible').count()).toBe(1);
    expect(await page.locator('.index tbody tr:visible').count()).toBe(1);
    await page.getByLabel('only what did not pass').uncheck();
    await page.getByLabel('Filter by name or file').fill('F07');
    expect(await page.locator('article:visible > h3').allTextContents()).toEqual([
      expect.stringContaining('F07 Latch feedback lost while energised, at a tick of 20 ms'),
      expect.stringContaining('F07 Latch feedback lost while energised: open'),
    ]);
    const svg = page.locator('article:visible svg').first();
    await svg.scrollIntoViewIfNeeded();
    const box = await svg.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 1, (box?.y ?? 0) + 60);
    expect(await page.locator('#time').textContent()).toMatch(/^\d+(\.\d)? ms$/);
    await page.mouse.move((box?.x ?? 0) + 940, (box?.y ?? 0) + 60);
    expect(await page.locator('#time').textContent()).toMatch(/^\d+\.\d{3} s$/);
    await page.close();
  });
});
