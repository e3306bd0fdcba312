/**
 * The looks of the live page: nothing stands over anything else, no letter is too small, its buttons work by
 * keyboard, and axe-core finds nothing, at the widths and in the colours that people have.
 */

import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { LivePage, noBrowser } from '../../support/live-browser.ts';

const axe = createRequire(import.meta.url).resolve('axe-core');

/** In the page: what stands over something else in the picture, as pairs of words. */
const overlaps = `(() => {
  const shown = [...document.querySelectorAll('#picture text')]
    .filter((e) => e.textContent !== '')
    .map((e) => [e.textContent, e.getBoundingClientRect()]);
  for (const id of ['lamp', 'hand-arrow', 'stop-shape', 'estop-shape', 'jam', 'weld']) {
    const box = document.getElementById(id).getBoundingClientRect();
    if (box.width > 0) shown.push([id, box]);
  }
  const found = [];
  shown.forEach(([one, a], i) => {
    for (const [other, b] of shown.slice(i + 1)) {
      const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (x > 0.5 && y > 3) found.push(one + ' over ' + other);
    }
  });
  const stage = document.getElementById('stage').getBoundingClientRect();
  for (const [one, a] of shown) {
    if (a.left < stage.left - 0.5 || a.right > stage.right + 0.5) found.push(one + ' stands out');
  }
  const cable = document.getElementById('cable-outline');
  const at = cable.getScreenCTM();
  for (let i = 0; i <= 100; i++) {
    const p = cable.getPointAtLength((cable.getTotalLength() * i) / 100).matrixTransform(at);
    for (const [one, a] of shown) {
      const isIn = p.x > a.left - 4 && p.x < a.right + 4 && p.y > a.top && p.y < a.bottom;
      if (isIn && !/V ·/.test(one)) found.push('the cable over ' + one);
    }
  }
  return [...new Set(found)];
})()`;

/** In the page: texts smaller than 12 px on the screen. */
const small = `(() => {
  const found = [];
  for (const e of document.querySelectorAll('body *')) {
    const isText = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== '');
    if (!isText || e.closest('script, style, .unseen') || e.getClientRects().length === 0) continue;
    const scale = e.ownerSVGElement ? e.getScreenCTM().a : 1;
    const px = Number.parseFloat(getComputedStyle(e).fontSize) * Math.abs(scale);
    if (px < 11.99) found.push(e.textContent.slice(0, 30) + ': ' + px.toFixed(1) + ' px');
  }
  return found;
})()`;

const looks = [
  [360, 'light'],
  [390, 'dark'],
  [1024, 'light'],
  [1280, 'dark'],
] as const;

describe.skipIf(noBrowser !== '')(`the looks of the live page${noBrowser}`, () => {
  let live: LivePage;

  beforeAll(async () => {
    live = await LivePage.start();
  });
  afterAll(() => live.close());
  afterEach(() => live.expectQuiet());

  async function act(page: Page, ...lines: string[]): Promise<void> {
    for (const line of lines) {
      await page.fill('#line', line);
      await page.press('#line', 'Enter');
    }
    await page.waitForTimeout(150);
  }

  async function expectReadable(page: Page): Promise<void> {
    expect(await page.evaluate(overlaps)).toEqual([]);
    expect(await page.evaluate(small)).toEqual([]);
    const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(wide).toBeLessThanOrEqual(0);
  }

  async function expectAccessible(page: Page): Promise<void> {
    await page.addScriptTag({ path: axe });
    const found = await page.evaluate<string[]>(`axe.run({ resultTypes: ['violations'] }).then(
      ({ violations }) => violations.map(({ id, nodes }) =>
        id + ': ' + nodes.map(({ target, failureSummary }) => target + ' ' + failureSummary).join('; ')))`);
    expect(found).toEqual([]);
  }

  for (const [width, colorScheme] of looks) {
    test(`${width} px wide, ${colorScheme}: readable in every state, and clean for axe-core`, async () => {
      const page = await live.open({
        viewport: { width, height: 844 },
        colorScheme,
        bypassCSP: true,
      });
      await page.goto(live.address);
      await act(page);
      await expectReadable(page);
      await page.click('[data-speed="100"]');
      await act(page, 'plug in', 'car in');
      await page.waitForSelector('#picture[data-flows="yes"]');
      await page.click('[data-speed="1"]');
      await act(page, 'tension on', 'temperature -25 C', 'lock friction 1.9');
      await expectReadable(page);
      await act(page, 'contactor welds', 'press stop', 'latch wire shorted', 'lock jammed');
      await expectReadable(page);
      await act(page, 'tension off', 'push');
      await expectReadable(page);
      await page.click('#play');
      await page.click('#another summary');
      await page.click('#edit');
      await page.fill('#script-text .cm-content', 'scenario A\n\nplgu in\n');
      await page.waitForSelector('#script-mistakes li');
      await expectReadable(page);
      await expectAccessible(page);
      await page.close();
    });
  }

  test('windows over the page and frames are clean for axe-core as well', async () => {
    const page = await live.open({ bypassCSP: true });
    await page.goto(live.address);
    for (const [button, id] of [
      ['#find', '#finder'],
      ['#share', '#sharing'],
    ] as const) {
      await page.click(button);
      await expectAccessible(page);
      await page.click(`${id} .close`);
    }
    await page.goto(`${live.address}#embed&story=sim/story/1-a-whole-session.scenario`);
    await page.waitForSelector('#whole');
    await expectAccessible(page);
    await expectReadable(page);
    await page.close();
  });

  test('stop and emergency stop are pressed in the picture by keyboard', async () => {
    const page = await live.open();
    await page.goto(live.address);
    await page.focus('#stop-button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#log .of-action span:text-is("press stop")');
    await page.focus('#estop-button');
    await page.keyboard.press(' ');
    await page.waitForSelector('#picture[data-estop="yes"]');
    await page.waitForSelector('#estop-button[aria-pressed="true"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#estop-button[aria-pressed="false"]');
    await page.close();
  });

  test('on a phone as well the editor is in sight when it is opened', async () => {
    const page = await live.open({ viewport: { width: 390, height: 844 } });
    await page.goto(live.address);
    await page.click('#edit');
    await page.waitForSelector('#script-text .cm-content:focus');
    const lowest = 'document.getElementById("script").getBoundingClientRect().bottom';
    await page.waitForFunction(`${lowest} <= innerHeight`);
    await page.close();
  });

  test('the hand is gone when the plug is', async () => {
    const page = await live.open();
    await page.goto(live.address);
    await act(page, 'plug half', 'push');
    const hand = () => page.textContent('#hand-text');
    expect(await hand()).toBe('pushed in');
    await act(page, 'pull');
    await page.waitForSelector('#picture[data-plug="out"]');
    expect(await hand()).toBe('');
    await act(page, 'tension on');
    expect([await hand(), await page.getAttribute('#hand-arrow', 'd')]).toEqual(['', '']);
    await page.close();
  });
});
