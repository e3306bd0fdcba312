/**
 * The card as a browser prints it: everything fits on its two sides, at both sizes, in every language; and the page
 * of messages is read on a phone.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { encodeQR } from 'qr';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserHint, findBrowser, launchBrowser } from '../../../../sim/bench/frames.ts';
import { drawCard } from '../../../../sim/view/card/card.ts';
import { cardSizes } from '../../../../sim/view/card/card-style.ts';
import { drawMessages } from '../../../../sim/view/card/messages-page.ts';
import { languageNames, wordsIn } from '../../../../sim/view/words/language.ts';

const executable = findBrowser();
const name = executable === undefined ? `the card: skipped, ${browserHint}` : 'the card, printed';

describe.skipIf(executable === undefined)(name, () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-card-'));
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser(executable ?? '');
    page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(html: string, hash = ''): Promise<void> {
    const file = join(folder, 'page.html');
    writeFileSync(file, html);
    await page.goto('about:blank');
    await page.goto(`${pathToFileURL(file).href}${hash}`);
  }

  const address = 'https://charger.example.org/help/chargers/messages.html#de';
  const code = encodeQR(address, 'svg', { ecc: 'quartile', border: 4 });
  const cards = languageNames.flatMap((language) => cardSizes.map((size) => ({ language, size })));

  test.each(cards)('in $language at $size has two sides, and nothing is cut off', async (card) => {
    await open(drawCard({ ...card, page: address, code, phone: '+49 30 123456789' }));
    const sides = await page.$$eval('.side', (all) =>
      all.map((side) => ({
        over: side.scrollHeight - side.clientHeight,
        wide: side.scrollWidth - side.clientWidth,
      })),
    );
    expect(sides).toEqual([
      { over: 0, wide: 0 },
      { over: 0, wide: 0 },
    ]);
    const path = join(folder, 'card.pdf');
    await page.pdf({ path, preferCSSPageSize: true, printBackground: true });
    const pages = readFileSync(path, 'latin1').match(/\/Type \/Page\b/g);
    expect(pages).toHaveLength(2);
  });

  test('the messages open in the language of the link, and at its message', async () => {
    await open(drawMessages(), '#fr-release-jam');
    const jam = wordsIn('fr').faults['release-jam'].headline;
    expect(await page.textContent('#fr-release-jam[open] summary b')).toBe(jam);
    expect(await page.isVisible('#fr')).toBe(true);
    expect(await page.isVisible('#en')).toBe(false);
    const over = await page.$eval('body', (body) => body.scrollWidth - body.clientWidth);
    expect(over).toBe(0);
  });
});
