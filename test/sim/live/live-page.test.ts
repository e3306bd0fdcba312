/**
 * The live page in a real browser: every chapter of the story is played by clicking, the plug comes free
 * on the screen, and what was clicked is a file that leaves the same trace.
 */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { writeLive } from '../../../bin/commands/sim/live.ts';
import { findFiles } from '../../../sim/scenario/library.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { SimTarget } from '../../../sim/scenario/target.ts';
import { writeJsonl } from '../../../sim/view/export/jsonl.ts';
import { LivePage, noBrowser, root } from '../../support/live-browser.ts';

describe.skipIf(noBrowser !== '')(`the live page${noBrowser}`, () => {
  let live: LivePage;
  let page: Page;

  beforeAll(async () => {
    live = await LivePage.start();
    page = await live.open();
  });
  afterAll(() => live.close());
  beforeEach(() => page.goto(live.address).then(() => undefined));
  afterEach(() => live.expectQuiet());

  const click = (line: string) => page.click(`[data-line="${line}"]`);
  const speed = (times: number) => page.click(`[data-speed="${times}"]`);
  /** Waits for what the picture shows. */
  const see = (marks: string) => page.waitForSelector(`#picture${marks}`);
  const read = (headline: string) => page.waitForSelector(`#headline:text-is("${headline}")`);

  /** Plug in, and energy flows. */
  async function charge(): Promise<void> {
    await speed(10);
    await click('plug in');
    await click('car in');
    await see('[data-live="yes"][data-pin="extended"][data-flows="yes"]');
    await read('Charging');
  }

  /** The promise, on the screen: dead, withdrawn, and the plug comes. */
  async function pullFree(): Promise<void> {
    await see('[data-live="no"][data-pin="withdrawn"]');
    await read('Free');
    await click('pull');
    await see('[data-plug="out"]');
  }

  const chapters: Record<string, () => Promise<void>> = {
    '1-a-whole-session': async () => {
      await charge();
      await click('press stop');
      await pullFree();
      await click('car in');
      await read('Ready');
    },
    '2-complete-but-connected': async () => {
      await charge();
      await click('car wants');
      await read('Finished, still locked');
      await click('pull');
      await see('[data-plug="in"][data-pin="extended"]');
      await click('press stop');
      await pullFree();
    },
    '3-under-tension': async () => {
      await charge();
      await click('tension on');
      await click('press stop');
      await read('Push the plug in');
      await see('[data-pin="extended"]');
      await click('push');
      await click('press stop');
      await see('[data-pin="withdrawn"]');
      await click('tension on');
      await pullFree();
    },
    '4-the-isolator': async () => {
      await page.click('#another summary');
      await page.fill(
        '#preconditions .cm-content',
        'given hold-up 50 ms\ngiven after-power-loss release',
      );
      await page.click('#build');
      await charge();
      await click('isolator on');
      await see('[data-rail="no"][data-live="no"][data-pin="extended"]');
      await speed(100);
      await page.waitForTimeout(300);
      await click('isolator on');
      await pullFree();
    },
    '5-a-weld': async () => {
      await charge();
      await click('contactor welds');
      await click('press stop');
      await read('Do not pull the plug');
      await click('pull');
      await see('[data-plug="in"][data-pin="extended"][data-breaker="no"]');
      await click('contactor welds');
      await click('breaker on');
      await pullFree();
    },
  };

  test('every chapter of the story has a hand that clicks it', () => {
    const names = findFiles(['sim/story']).map((f) => f.replace(/^.*\/|\.scenario$/g, ''));
    expect(Object.keys(chapters)).toEqual(names);
  });

  /** A file that the page hands out. */
  async function download(button: string): Promise<string> {
    const coming = page.waitForEvent('download');
    await page.click(button);
    return readFileSync(await (await coming).path(), 'utf8');
  }

  test.each(Object.keys(chapters))(
    '%s, by clicking; saved, it runs to the same trace',
    async (name) => {
      await chapters[name]?.();
      await page.click('#play');
      const saved = await download('#save');
      const trace = await download('#save-trace');
      const scenario = parseScenario('live.scenario', saved)[0] as Scenario;
      const result = await runScenario(scenario, new SimTarget());
      expect(result.failure).toBe(null);
      expect(writeJsonl(result)).toBe(trace);
    },
  );

  test('the display speaks the language that is chosen, and keeps it', async () => {
    await read('Ready');
    expect(await page.textContent('#unreviewed')).toBe('');
    await page.selectOption('#language', 'de');
    await read('Bereit');
    expect(await page.getAttribute('#message', 'lang')).toBe('de');
    expect(await page.textContent('#unreviewed')).toMatch(/Muttersprachler/);
    await click('plug in');
    await click('car in');
    await read('Lädt');
    expect(await page.textContent('#leaving')).toMatch(/^An der Ladestation Stopp drücken/);
    await page.reload();
    await read('Bereit');
    await page.selectOption('#language', 'en');
    await read('Ready');
  });

  test('a scenario is loaded, played to its verdict, and scrubbed back', async () => {
    await speed(1000);
    await page.click('#find');
    await page.click('[data-file="sim/story/2-complete-but-connected.scenario"]');
    await page.waitForSelector('#verdict:text-is("kept, 8 checks")');
    await see('[data-plug="out"][data-pin="withdrawn"]');
    await page.fill('#place', '10000');
    await see('[data-live="yes"][data-plug="in"]');
    await page.click('#tick');
    expect(await page.textContent('#now')).toMatch(/^0:10\.0[01]\d$/);
  });

  test('a file of ones own is told what is wrong with it, and played when nothing is', async () => {
    const offer = (text: string) =>
      page.setInputFiles('#file', {
        name: 'own.scenario',
        mimeType: 'text/plain',
        buffer: Buffer.from(text),
      });
    await offer('scenario Own\n\nplug sideways\n');
    await page.waitForSelector('#complaint:text("own.scenario:3:6: expected in | half")');
    await see('[data-plug="out"]');
    await speed(1000);
    await offer('scenario Own\n\nplug in\nexpect plug out within 1 s\n');
    await page.waitForSelector('#verdict[data-passed="no"]:text("line 4: plug out: not within")');
    await see('[data-plug="in"]');
    expect(await page.textContent('#log .of-missed')).toContain('expect plug out');
    expect(await page.textContent('#complaint')).toBe('');
  });

  test('keys reach everything, and a line that is no line is told', async () => {
    const reached = new Set<string>();
    for (let i = 0; i < 75; i++) {
      await page.keyboard.press('Tab');
      reached.add(
        await page.evaluate('document.activeElement.dataset.line ?? document.activeElement.id'),
      );
    }
    const lines: string[] = await page.evaluate(
      '[...document.querySelectorAll("[data-line]")].map((e) => e.dataset.line)',
    );
    expect(lines.filter((line) => !reached.has(line))).toEqual([]);
    for (const id of [
      'find',
      'edit',
      'share',
      'save',
      'stop-button',
      'estop-button',
      'play',
      'tick',
      'place',
      'pause',
      'plots',
      'save-svg',
      'line',
    ]) {
      expect([...reached]).toContain(id);
    }
    await page.fill('#line', 'plug sideways');
    await page.keyboard.press('Enter');
    expect(await page.textContent('#complaint')).toContain('expected in | half');
  });

  test('the static build opens from anywhere, and knows nothing of Node', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-live-'));
    expect(await writeLive(root, folder, () => undefined)).toBe(0);
    const script = readFileSync(join(folder, 'live.js'), 'utf8');
    expect(script).not.toMatch(/["']node:|\brequire\(|\bprocess\.|\bBuffer\./);
    const from = pathToFileURL(folder).href;
    const offline = await live.open({}, from);
    await offline.goto(`${from}/index.html`);
    await offline.click('[data-line="plug in"]');
    await offline.waitForSelector('#picture[data-plug="in"]');
    await offline.close();
    rmSync(folder, { recursive: true });
  });
});
