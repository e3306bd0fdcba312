/**
 * The page of evidence in a browser: it opens in each size and colour without a complaint, and nothing but its tables
 * is wider than the window.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserHint, findBrowser, launchBrowser } from '../../../../sim/bench/frames.ts';
import { writeEvidencePage } from '../../../../sim/verify/evidence/evidence-page.ts';
import { sampleEvidence } from '../../../support/sample-evidence.ts';

const executable = findBrowser();
const reason = executable === undefined ? `: skipped, ${browserHint}` : '';

describe.skipIf(reason !== '')(`in a browser${reason}`, () => {
  let browser: Browser;
  let folder = '';
  let address = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-evidence-'));
    const path = join(folder, 'evidence.html');
    writeFileSync(path, writeEvidencePage(sampleEvidence(process.cwd())));
    address = pathToFileURL(path).href;
    browser = await launchBrowser(executable ?? '');
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  for (const [width, height] of [[1280, 800] as const, [390, 844] as const]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`opens at ${width} × ${height}, ${colorScheme}`, async () => {
        const page = await browser.newPage({ viewport: { width, height }, colorScheme });
        const complaints: string[] = [];
        page.on('console', (message) => complaints.push(message.text()));
        page.on('pageerror', (error) => complaints.push(error.message));
        await page.goto(address);
        const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
        expect(wide).toBeLessThanOrEqual(width);
        expect(await page.locator('section').count()).toBeGreaterThan(8);
        await page.locator('a[href="#fmea"]').click();
        expect(await page.locator('#fmea .matrix').isVisible()).toBe(true);
        const background = await page.evaluate<string>(
          'getComputedStyle(document.body).backgroundColor',
        );
        expect(background).toBe(colorScheme === 'dark' ? 'rgb(20, 23, 27)' : 'rgb(255, 255, 255)');
        expect(complaints).toEqual([]);
        await page.close();
      });
    }
  }
});
