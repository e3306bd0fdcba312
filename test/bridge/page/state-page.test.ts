/**
 * The page of the bridge in a browser: it shows what the charger is, follows it, complains of nothing, and is for this
 * computer alone.
 */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pictureOf } from '../../../bridge/core/picture.ts';
import { addressOf, openPage } from '../../../bridge/page/state-page.ts';
import { findBrowser, launchBrowser } from '../../../sim/bench/frames.ts';
import { BridgeBench } from '../../support/bridge-bench.ts';
import { noBrowser } from '../../support/live-browser.ts';

type Server = Awaited<ReturnType<typeof openPage>>;
let bench: BridgeBench;
let server: Server;
beforeEach(async () => {
  bench = await new BridgeBench().begin();
  server = await openPage(0, () => ({
    charger: pictureOf(bench.charger),
    links: [['OCPP 1.6', 'connected']],
  }));
});
afterEach(() => {
  server.close();
  bench.close();
});

test('another name for this computer, an order and another path are refused', async () => {
  const { port } = server.address() as AddressInfo;
  const get = async (path: string, more: RequestInit = {}): Promise<number> =>
    (await fetch(`http://127.0.0.1:${port}${path}`, more)).status;
  expect(await get('/')).toBe(200);
  expect(await get('/', { method: 'POST' })).toBe(405);
  expect(await get('/other')).toBe(404);
  const { request } = await import('node:http');
  const status = await new Promise((resolve) => {
    const headers = { host: 'evil.example' };
    request({ port, host: '127.0.0.1', headers }, ({ statusCode }) => resolve(statusCode)).end();
  });
  expect(status).toBe(403);
});

/** What axe-core finds. The page's own policy lets no script in, so it is handed over by the browser. */
async function found(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8'));
  return page.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))');
}

describe.skipIf(noBrowser !== '')(`in a browser${noBrowser}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser(findBrowser() ?? '');
  });
  afterAll(() => browser.close());

  test('it follows the charger, and says so where the bridge does not answer', async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 640 } });
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(addressOf(server));
    await page.locator('h1', { hasText: 'Ready' }).waitFor();
    expect(await page.textContent('dl')).toContain('OCPP 1.6connected');
    bench.do('plug in', 'car in');
    await bench.until(() => bench.charger.status === 'charging', 10000);
    await page.locator('h1', { hasText: 'Charging' }).waitFor();
    expect(await page.locator('#steps > li').count()).toBe(0);
    expect(await page.locator('#away').innerText()).toMatch(/^To leave now\s+Press Stop/);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await found(page)).toEqual([]);
    }
    expect(await page.textContent('dl')).toContain('(estimate: the most that can have flowed)');
    const box = await page.locator('main').boundingBox();
    expect(box?.width).toBeLessThanOrEqual(360);
    expect(complaints).toEqual([]);
    server.closeAllConnections();
    server.close();
    await page.locator('h1', { hasText: 'does not answer' }).waitFor();
    await page.close();
  });
});
