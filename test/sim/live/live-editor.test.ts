/**
 * The live page for those who write scenarios: the editor, links, frames, the cursor, the pause, the search and
 * the exports, in a real browser.
 */

import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readScenarios } from '../../../sim/scenario/library.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { SimTarget } from '../../../sim/scenario/target.ts';
import { writeJsonl } from '../../../sim/view/export/jsonl.ts';
import { writeVcd } from '../../../sim/view/export/vcd.ts';
import { writeSvg } from '../../../sim/view/report/svg-picture.ts';
import { LivePage, noBrowser } from '../../support/live-browser.ts';

const story = 'sim/story/2-complete-but-connected.scenario';
const own = 'scenario My own\n\nplug in\ncar in\nexpect contacts closed within 5 s\n';

describe.skipIf(noBrowser !== '')(`the live page for writers${noBrowser}`, () => {
  let live: LivePage;
  let page: Page;

  beforeAll(async () => {
    live = await LivePage.start();
    page = await live.open();
  });
  afterAll(() => live.close());
  beforeEach(async () => {
    await page.goto('about:blank');
    await page.goto(live.address);
  });
  afterEach(() => live.expectQuiet());

  const see = (marks: string) => page.waitForSelector(`#picture${marks}`);
  const verdict = (text: string) => page.waitForSelector(`#verdict:text-is("${text}")`);

  async function write(text: string): Promise<void> {
    await page.click('#edit');
    await page.fill('#script-text .cm-content', text);
  }

  async function download(button: string): Promise<string> {
    const coming = page.waitForEvent('download');
    await page.click(button);
    return readFileSync(await (await coming).path(), 'utf8');
  }

  test('every mistake is underlined where it stands and told; mended, the scenario runs', async () => {
    await write('scenario My own\n\nplgu in\ncar in\nexpect contacts closd within 5 s\n');
    await page.waitForSelector('#script-mistakes li:nth-child(2)');
    expect(await page.locator('#script-text .cm-lintRange-error').allTextContents()).toEqual([
      'plgu',
      'closd',
    ]);
    expect(await page.locator('#script-mistakes li').allTextContents()).toEqual([
      'line 3nothing begins with "plgu"; did you mean "plug"?',
      expect.stringMatching(/^line 5contacts is one of .*did you mean "closed"\?$/),
    ]);
    await page.keyboard.press('Control+Enter');
    expect(await page.textContent('#verdict')).toBe('');
    await page.fill('#script-text .cm-content', own);
    await page.click('#run');
    await verdict('kept, 1 checks');
    expect(await page.textContent('#story-title')).toBe('My own');
    await see('[data-plug="in"]');
  });

  test('a run that fails is marked at its line', async () => {
    await write(own.replace('within 5 s', 'within 5 ms'));
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('#verdict[data-passed="no"]');
    expect(await page.textContent('#script-mistakes li')).toMatch(/^line 5contacts closed: not/);
  });

  test('a link carries a scenario of ones own, variant, instant and pause', async () => {
    await write(own.replace('plug in', 'sweep how over in half\nplug {how}'));
    await page.click('#run');
    await page.selectOption('#variants', 'how half');
    await page.fill('#pause', 'plug half');
    await page.fill('#place', '1500');
    await page.click('#share');
    await page.check('#link-at');
    const link = await page.inputValue('#link');
    expect(link).toMatch(/#scenario=[\w-]+&variant=how%20half&at=1.5&pause=plug%20half$/);
    const other = await live.open();
    await other.goto(link);
    await other.waitForSelector('#picture[data-plug="half"]');
    expect(await other.textContent('#now')).toBe('0:01.500');
    expect(await other.inputValue('#pause')).toBe('plug half');
    expect(await other.inputValue('#variants')).toBe('how half');
    await other.close();
    await page.goto(`${live.address}#scenario=AAAA`);
    await page.waitForSelector('#complaint:text("damaged or cut short")');
  });

  test('a frame shows picture, message, time and plots, paused, and leads to the whole page', async () => {
    await page.click('#find');
    await page.click(`[data-file="${story}"]`);
    await verdict('kept, 8 checks');
    await page.click('#share');
    const frame = await page.inputValue('#frame');
    const source = /src="([^"]+)"/.exec(frame)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(source).toBe(`${live.address}#embed&story=${story}`);
    const other = await live.open();
    await other.setContent(frame);
    const inside = other.frameLocator('iframe');
    await inside.locator('#whole').waitFor();
    await inside.locator('#play-text:text-is("Play")').waitFor();
    for (const id of ['view', 'display', 'transport', 'signals']) {
      expect(await inside.locator(`#${id}`).isVisible(), id).toBe(true);
    }
    for (const id of ['panel', 'installer', 'told', 'find']) {
      expect(await inside.locator(`#${id}`).isVisible(), id).toBe(false);
    }
    expect(await inside.locator('#whole').getAttribute('href')).toBe(
      `${live.address}#story=${story}`,
    );
    await other.close();
  });

  test('time stops when a condition comes true; what is no condition is told', async () => {
    await page.fill('#pause', 'latch lockd');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#pause[aria-invalid="true"]');
    expect(await page.textContent('#pause-words')).toContain('did you mean "locked"?');
    await page.fill('#pause', 'latch locked');
    await page.keyboard.press('Enter');
    await page.click('[data-line="plug in"]');
    await page.click('[data-line="car in"]');
    await page.waitForSelector('#play-text:text-is("Play")');
    expect(await page.textContent('#pause-words')).toMatch(
      /^paused at 0:0\d\.\d{3}: latch locked$/,
    );
    await see('[data-pin="extended"]');
  });

  test('the cursor reads values by pointer and by keys; a drag zooms, Escape follows again', async () => {
    await page.click('#find');
    await page.click(`[data-file="${story}"]`);
    await verdict('kept, 8 checks');
    await page.fill('#place', '12000');
    const box = await page.locator('#timeline-plot .u-over').boundingBox();
    if (box === null) throw new Error('no plot');
    await page.mouse.move(box.x + box.width / 2, box.y + 30);
    await page.waitForSelector('#cursor-values dd');
    expect(await page.textContent('#cursor-values dd')).toMatch(/^0:0(6\.9|7\.0)/);
    await page.mouse.down();
    await page.mouse.move(box.x + (box.width * 3) / 4, box.y + 30, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => page.inputValue('#span')).toBe('');
    await page.mouse.move(box.x + 1, box.y + 30);
    await expect.poll(() => page.textContent('#cursor-values dd')).toMatch(/^0:0(6\.9|7\.0)/);
    await page.mouse.move(0, 0);
    await page.focus('#plots');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.inputValue('#span')).not.toBe('');
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowLeft');
    const words = await page.textContent('#cursor-words');
    expect(words).toMatch(/^0:\d\d\.\d{3}: phase \w+, pilot .* plug in$/);
    await page.keyboard.press('+');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`#now:text-is("${words?.split(': ')[0]}")`);
  });

  test('a scenario is found by its words, with the keyboard alone', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('complete connected');
    expect(await page.textContent('#found-count')).toMatch(/^\d of \d{3} scenarios$/);
    await page.keyboard.press('Enter');
    await verdict('kept, 8 checks');
    expect(await page.isVisible('#finder')).toBe(false);
  });

  test('what is exported is what sim export writes, to the byte', async () => {
    const scenario = readScenarios(story)[0] as Scenario;
    const result = await runScenario(scenario, new SimTarget());
    await page.goto(`${live.address}#story=${story}&at=100000`);
    await verdict('kept, 8 checks');
    expect(await download('#save-trace')).toBe(writeJsonl(result));
    expect(await download('#save-vcd')).toBe(writeVcd(result));
    const svg = await download('#save-svg');
    expect(svg).toBe(writeSvg(result));
    const read = 'new DOMParser().parseFromString(text, "image/svg+xml").documentElement.nodeName';
    expect(await page.evaluate(`(text => ${read})(${JSON.stringify(svg)})`)).toBe('svg');
  });

  test("another charger's mistakes are named at their lines", async () => {
    await page.click('#another summary');
    await page.fill('#preconditions .cm-content', 'given tick 20 ms\ngiven lock nobody\nplug in');
    await page.click('#build');
    expect(await page.locator('#precondition-mistakes button').allTextContents()).toEqual([
      'line 2',
      'line 3',
    ]);
    expect(await page.locator('#preconditions .cm-lintRange-error').allTextContents()).toEqual([
      'nobody',
      'plug',
    ]);
    const saved = parseScenario('saved', await download('#save'))[0] as Scenario;
    expect(saved.statements.filter(({ kind }) => kind === 'given')).toEqual([]);
  });
});
