/**
 * The live page in a browser: one server, one browser, and a page that must not complain.
 */

import type { Server } from 'node:http';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { serveLive } from '../../bin/commands/sim/live.ts';
import { browserHint, findBrowser, launchBrowser } from '../../sim/bench/frames.ts';

const executable = findBrowser();
export const root = new URL('../..', import.meta.url).href;

/** Why its tests are skipped; '' where they run. */
export const noBrowser = executable === undefined ? `: skipped, ${browserHint}` : '';

export class LivePage {
  /** What the pages complain of; whatever they ask of another host is a complaint. */
  private readonly complaints: string[] = [];

  private constructor(
    private readonly server: Server,
    readonly browser: Browser,
    readonly address: string,
  ) {}

  static async start(): Promise<LivePage> {
    const { server, address } = await serveLive(root, 0);
    return new LivePage(server, await launchBrowser(executable ?? ''), address);
  }

  /** @param from where the page comes from, when not from the server */
  async open(options: BrowserContextOptions = {}, from = this.address): Promise<Page> {
    const page = await this.browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('request', (request) => {
      const isOwn = /^(data|blob):/.test(request.url()) || request.url().startsWith(from);
      if (!isOwn) this.complaints.push(`asked for ${request.url()}`);
    });
    return page;
  }

  /** What was complained of since the last time. */
  expectQuiet(): void {
    expect(this.complaints.splice(0)).toEqual([]);
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.server.close();
  }
}
