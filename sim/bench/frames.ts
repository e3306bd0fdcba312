/**
 * Frames: how smoothly the live page runs in a real browser, with firmware and plant at 1×.
 */

import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** What to do where no browser is installed. */
export const browserHint = `no browser found: set CHROMIUM, or install one as ${usual.join(' or ')}`;

/** The browser's executable; undefined where none is installed. */
export function findBrowser(): string | undefined {
  return process.env['CHROMIUM'] ?? usual.find((path) => existsSync(path));
}

export async function launchBrowser(executablePath: string): Promise<Browser> {
  // Loaded only here, because it takes longer to load than most commands take to run.
  const { chromium } = await import('playwright-core');
  // Without the browser's sandbox: the page is our own, and a container often has no sandbox.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

export interface Frames {
  readonly perSecond: number;
  /** Time between two frames, in ms. */
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly worstMs: number;
  /** Processor time that the page's thread needs for a frame, in ms. */
  readonly workMs: number;
  /** Virtual time that passed in one second. */
  readonly virtualPerReal: number;
}

/** In the page: the instants of the frames of so many ms, and the clock before and after. */
const watchFrames = (ms: number): string => `new Promise((resolve) => {
  const clock = () => document.getElementById('place').max / 1000;
  const instants = [];
  const before = clock();
  const frame = (atMs) => {
    instants.push(atMs);
    if (atMs - instants[0] < ${ms}) requestAnimationFrame(frame);
    else resolve({ instants, virtualS: clock() - before });
  };
  requestAnimationFrame(frame);
})`;

/**
 * Charges a car in the page, and counts its frames.
 *
 * @param ms how long is counted
 */
export async function measureFrames(
  browser: Browser,
  address: string,
  ms: number,
): Promise<Frames> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(address);
  await page.click('[data-line="plug in"]');
  await page.click('[data-line="car in"]');
  await page.waitForSelector('#picture[data-flows="yes"]');
  // A full window of the plots, so that they are drawn at their highest cost.
  await page.waitForTimeout(10000);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const work = async (): Promise<number> => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  };
  const workBeforeMs = await work();
  const { instants, virtualS } = await page.evaluate<{ instants: number[]; virtualS: number }>(
    watchFrames(ms),
  );
  const workMs = (await work()) - workBeforeMs;
  await page.close();
  const gaps = instants.slice(1).map((atMs, i) => atMs - (instants[i] as number));
  gaps.sort((a, b) => a - b);
  const at = (share: number): number => gaps[Math.floor(share * (gaps.length - 1))] ?? Number.NaN;
  const lastedMs = (instants[instants.length - 1] as number) - (instants[0] as number);
  return {
    perSecond: (1000 * gaps.length) / lastedMs,
    medianMs: at(0.5),
    p99Ms: at(0.99),
    worstMs: at(1),
    workMs: workMs / gaps.length,
    virtualPerReal: (1000 * virtualS) / lastedMs,
  };
}
