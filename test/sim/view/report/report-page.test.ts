/**
 * The report: one file that opens anywhere, shows what was traced and nothing else, and stays small.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportFiles } from '../../../../bin/commands/sim/report.ts';
import { findFiles, readScenarios } from '../../../../sim/scenario/library.ts';
import { parseScenario } from '../../../../sim/scenario/parse.ts';
import type { Result } from '../../../../sim/scenario/result.ts';
import { runScenario } from '../../../../sim/scenario/run.ts';
import type { Scenario } from '../../../../sim/scenario/statement.ts';
import { SimTarget } from '../../../../sim/scenario/target.ts';
import { Axis, writeInstant } from '../../../../sim/view/report/axis.ts';
import { driverMessagesOf } from '../../../../sim/view/report/driver-messages.ts';
import { writePage } from '../../../../sim/view/report/report-page.ts';
import { drawSection, itemOf, type Section } from '../../../../sim/view/report/section.ts';
import { drawTimeline } from '../../../../sim/view/report/timeline.ts';
import { lateLines } from '../../../support/late-story.ts';

const root = pathToFileURL(`${process.cwd()}/`).href;
const head = { title: 'Report', about: ['here', 'now'] };
const silent = (): void => undefined;

async function run(...lines: string[]): Promise<Result> {
  const text = ['scenario A <b>title</b> & more', ...lines].join('\n');
  return runScenario(parseScenario('inline.scenario', text)[0] as Scenario, new SimTarget());
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-report-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the folded axis', () => {
  const instants = [3000000, 40000, 40100, 41000, 90000000];
  const axis = Axis.fold(instants, 100000000, 960);

  test('keeps the order of all instants, and its ends', () => {
    const places = [0, 20000, 40000, 41000, 2000000, 3000000, 89999999, 100000000].map((us) =>
      axis.xOf(us),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(new Set(places).size).toBe(places.length);
    expect([axis.xOf(-5), axis.xOf(0), axis.xOf(100000000), axis.xOf(1e12)]).toEqual([
      0, 0, 960, 960,
    ]);
  });

  test('leaves a short stretch wide enough to be seen beside a long one', () => {
    const short = axis.xOf(41000) - axis.xOf(40000);
    const long = axis.xOf(90000000) - axis.xOf(3000000);
    expect(short).toBeGreaterThan(5);
    expect(long / short).toBeLessThan(50);
  });

  test('a story without a length is drawn all the same', () => {
    expect(Axis.fold([], 0, 960).xOf(0)).toBe(0);
  });

  test('instants are written as a person reads them', () => {
    const written = [0, 30500, 1234567, 42000000, 301000000, 7260000000].map(writeInstant);
    expect(written).toEqual(['0', '30.5 ms', '1.235 s', '42.00 s', '5 min 1 s', '2 h 1 min']);
  });
});

describe('a section', () => {
  test('shows the failure: its moment, its window, its line and the command that repeats it', async () => {
    const result = await run(...lateLines);
    const section = drawSection(itemOf(result, 'npx holdfast sim run inline.scenario'));
    expect(section).toMatchObject({ verdict: { kind: 'fail' }, message: result.failure?.message });
    expect(section.html).toContain('<g class="f"><title>contactor open: not within 10 ms');
    expect(section.html).toContain('<g class="w expect failed">');
    expect(section.html).toContain('<b>   7 │ expect contactor open within 10 ms</b>');
    expect(section.html).toContain('<code>npx holdfast sim run inline.scenario</code>');
  });

  test('draws boxes from when to when the trace says', async () => {
    const result = await run(...lateLines.slice(0, 3), 'after 2 s car out', 'after 5 s');
    const changes = result.events.filter(({ name }) => name === 'contactor');
    const [closedUs, openUs] = changes.slice(-2).map(({ atUs }) => atUs - result.startUs);
    const title = `contactor closed, ${writeInstant(closedUs ?? 0)} to ${writeInstant(openUs ?? 0)}`;
    expect(drawTimeline(result).svg).toContain(`<title>${title}</title>`);
  });

  test('the isolator has its own lane, apart from mains, which the grid takes away as well', async () => {
    const labelsOf = async (...lines: string[]): Promise<string[]> =>
      drawTimeline(await run('plug in', ...lines)).labels.map(({ text }) => text);
    const { labels, svg } = drawTimeline(
      await run('plug in', 'after 1 s isolator off', 'after 1 s isolator on', 'after 3 s'),
    );
    expect(labels.map(({ text }) => text)).toEqual(expect.arrayContaining(['isolator', 'mains']));
    expect(svg).toContain('<title>isolator off, 1.000 s to 2.000 s</title>');
    expect(svg).toContain('<title>grid off, 1.000 s to 2.000 s</title>');
    const dark = await labelsOf('after 1 s grid off', 'after 1 s');
    expect(dark).toContain('mains');
    expect(dark).not.toContain('isolator');
  });

  test('escapes what people write', async () => {
    const { html } = drawSection(itemOf(await run('plug in'), 'a && b'));
    expect(html).toContain('A &lt;b&gt;title&lt;/b&gt; &amp; more');
    expect(html).toContain('a &amp;&amp; b');
  });

  test('tells the words that the driver saw, with what can be done', async () => {
    const told = driverMessagesOf(
      await run(...lateLines.slice(0, 3), 'after 2 s isolator off', 'after 1 s'),
    );
    expect(told[0]).toMatchObject({ atUs: 0 });
    expect(told.map(({ text }) => text)).toContain(
      'Charging. The plug is locked while energy flows.',
    );
    const last = told.at(-1);
    expect(last?.text).toMatch(/^There is no power\./);
    expect(last?.steps.length).toBeGreaterThan(0);
    expect(last?.leaving.length).toBeGreaterThan(1);
  });

  test('of a bench without probes draws what there is', async () => {
    const result = await run(...lateLines);
    const seen = ['phase', 'pilot', 'duty', 'contactor', 'latch', 'action'];
    const events = result.events.filter(({ name }) => seen.includes(name));
    const { labels, svg } = drawTimeline({ ...result, events });
    const names = labels.map(({ text }) => text);
    expect(names).toEqual(
      expect.arrayContaining(['phase', 'pilot ±12 V', 'duty 0–100 %', 'latch', 'contactor']),
    );
    expect(names).not.toContain('outgoing 325 V');
    expect(svg).toContain('<title>pilot C, ');
  });

  test('that a bench could not run says so, and is neither passed nor failed', async () => {
    const { scenario } = await run('plug in');
    const verdict = { kind: 'open', word: 'skipped', note: 'the rig has no <jig>' } as const;
    const skipped = drawSection({
      scenario,
      result: null,
      verdict,
      repeat: 'npx holdfast hil run',
    });
    expect(skipped.html).toContain('the rig has no &lt;jig&gt;');
    expect(skipped.html).not.toContain('<svg');
    const page = writePage(head, [skipped, drawSection(itemOf(await run('plug in'), ''))]);
    expect(page.split('<article')[1]).toContain('data-kind="open"');
    expect(page).toContain('<b>○ 1</b>');
    expect(page).toContain('<b>✓ 1</b>');
  });

  test('a thousand changes stay small', async () => {
    const chatter = ['repeat 400 times', 'spike 12 V for 2 ms', 'after 20 ms', 'end'];
    const { html } = drawSection(itemOf(await run(...lateLines.slice(0, 3), ...chatter), ''));
    expect(html.length).toBeLessThan(60000);
  });
});

describe('the page', () => {
  const sections: Section[] = [];
  beforeAll(async () => {
    const files = findFiles(['test/scenarios']).slice(0, 100);
    for (const file of files) {
      const scenario = readScenarios(file)[0] as Scenario;
      const result = await runScenario(scenario, new SimTarget());
      sections.push(drawSection(itemOf(result, 'repeat')));
    }
  });

  test('stays under 5 MB with a hundred scenarios, and reaches for nothing outside', () => {
    expect(sections.length).toBe(100);
    const page = writePage(head, sections);
    expect(Buffer.byteLength(page)).toBeLessThan(5000000);
    expect(page.match(/(src|href)="(?!#|data:,")[^"]*"/g)).toBeNull();
    expect(page).not.toMatch(/url\((?!#)|@import|fetch\(|XMLHttp/);
  });

  test('puts what failed first, and never folds a failed variant away', async () => {
    const result = await run(...lateLines);
    const at = (variant: string, base: Result): Section =>
      drawSection(itemOf({ ...base, scenario: { ...base.scenario, title: 'Sweep', variant } }, ''));
    const passing = await run('plug in', 'after 1 s');
    const page = writePage(head, [...sections.slice(0, 2), at('x 1', passing), at('x 2', result)]);
    const articles = page.split('<article').slice(1);
    expect(articles).toHaveLength(3);
    expect(articles[0]).toContain('data-kind="fail"');
    expect(articles[0]?.split('<details')[0]).toContain('x 2');
    expect(articles[0]).toContain('1 more of this sweep, 0 of them FAIL');
    expect(page).toContain('1 of 2 FAIL');
  });
});

describe('the command', () => {
  test('writes what was asked for, by folder, file or a part of a name', async () => {
    const out = join(folder, 'some.html');
    const says: string[] = [];
    const print = (line: string): void => {
      says.push(line);
    };
    expect(await reportFiles(root, ['sim/story', 'f05-weld'], { out }, print)).toBe(0);
    expect(says.join()).toContain('6 scenarios, all passed');
    expect(readFileSync(out, 'utf8')).toContain('F05 A welded contactor');
    const nothing = reportFiles(root, ['no-such-thing'], { out }, print);
    await expect(nothing).rejects.toThrow('no-such-thing: no such file or folder, and no scenario');
  });

  test('a failure is written, and is the exit code', async () => {
    const file = join(folder, 'late.scenario');
    writeFileSync(file, ['scenario Late', ...lateLines].join('\n'));
    expect(await reportFiles(root, [file], { out: join(folder, 'late.html') }, silent)).toBe(1);
  });
});
