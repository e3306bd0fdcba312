/**
 * Run reports: `sim run` leaves what CI expects, and chooses by tag and by what has failed last.
 */

import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { listFiles, type RunOptions, runFiles } from '../../bin/commands/sim/sim.ts';

const root = pathToFileURL(`${process.cwd()}/`).href;
const folder = mkdtempSync(join(tmpdir(), 'holdfast-reports-'));
const here = process.cwd();
beforeAll(() => {
  process.chdir(folder);
  writeFileSync(
    'good.scenario',
    'scenario Good\ntags quick\nplug in\nexpect proximity seated within 1 s\n',
  );
  writeFileSync(
    'bad.scenario',
    'scenario Bad\ntags slow\ngiven seed 7\n\nexpect phase ready within 1 s\n',
  );
});
afterAll(() => {
  process.chdir(here);
  rmSync(folder, { recursive: true, force: true });
});

async function run(options: RunOptions): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const code = await runFiles(['.'], options, (line) => said.push(line), root);
  return { code, said: said.join('\n') };
}

test('JUnit, JSON and a summary name scenario, line and seed', async () => {
  const files = { junit: 'junit.xml', json: 'results.json', summary: 'summary.md' };
  writeFileSync('summary.md', 'Before\n');
  const { code } = await run(files);
  expect(code).toBe(1);
  const xml = readFileSync('junit.xml', 'utf8');
  const schema = readFileSync(join(here, 'test/schemas/junit.xsd'), 'utf8');
  const { errors } = await validateXML({ xml: { fileName: 'junit.xml', contents: xml }, schema });
  expect(errors).toEqual([]);
  expect(xml).toMatch(/<testcase name="Bad" classname="bad" file="bad\.scenario" line="5"/);
  expect(xml).toContain('<property name="seed" value="7"/>');
  expect(xml).toContain('<testsuites name="holdfast" tests="2" failures="1"');
  const results = JSON.parse(readFileSync('results.json', 'utf8'));
  expect([results.format, results.exitCode]).toEqual(['holdfast-sim-1', 1]);
  expect(results.entries.map((entry: { outcome: string }) => entry.outcome)).toEqual([
    'failed',
    'passed',
  ]);
  expect(results.entries[0]).toMatchObject({ line: 5, tags: ['slow'], seed: 7 });
  expect(readFileSync('summary.md', 'utf8')).toMatch(/^Before\n## Scenarios[\s\S]*bad\.scenario:5/);
});

test('a report behind a link is written there, and what is no file is left alone', async () => {
  mkdirSync('elsewhere');
  writeFileSync('elsewhere/old.json', 'old');
  symlinkSync('elsewhere/old.json', 'link.json');
  symlinkSync('/dev/null', 'null.xml');
  await run({ json: 'link.json', junit: 'null.xml' });
  expect(lstatSync('link.json').isSymbolicLink()).toBe(true);
  expect(JSON.parse(readFileSync('elsewhere/old.json', 'utf8')).format).toBe('holdfast-sim-1');
  expect(lstatSync('null.xml').isSymbolicLink()).toBe(true);
});

test('what has failed last is run alone, until it passes', async () => {
  await run({});
  expect((await run({ lastFailed: true })).said).toContain('1 scenario, 1 failed');
  const text = readFileSync('bad.scenario', 'utf8');
  writeFileSync('bad.scenario', text.replace('phase ready', 'phase idle'));
  expect((await run({ lastFailed: true })).said).toContain('1 scenario, all passed');
  expect((await run({ lastFailed: true })).said).toContain('2 scenarios, all passed');
});

test('without a terminal every scenario has a line when it has finished; on one, a bar stands for many', async () => {
  mkdirSync('many');
  for (let i = 0; i < 12; i++) {
    const wanted = i === 3 ? 'ready' : 'idle';
    writeFileSync(
      `many/${i}.scenario`,
      `scenario Of many ${i}\nexpect phase ${wanted} within 1 s\n`,
    );
  }
  // Without a terminal the property is not there at all, and cannot be replaced.
  Object.defineProperty(process.stderr, 'isTTY', { configurable: true, get: () => false });
  const linesOn = async (isTTY: boolean): Promise<string[]> => {
    const said: string[] = [];
    vi.spyOn(process.stderr, 'isTTY', 'get').mockReturnValue(isTTY);
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await runFiles(['many'], {}, (line) => said.push(line), root).finally(vi.restoreAllMocks);
    return said.filter((line) => /^(pass|FAIL) Of many/.test(line));
  };
  const lines = await linesOn(false);
  expect(lines).toHaveLength(12);
  expect(lines.filter((line) => line.startsWith('FAIL'))).toEqual(['FAIL Of many 3']);
  expect(await linesOn(true)).toEqual([]);
  rmSync('many', { recursive: true });
});

test('tags choose what is run and listed', async () => {
  expect((await run({ tag: 'quick' })).said).toContain('pass Good');
  expect((await run({ tag: 'not-quick' })).said).not.toContain('pass Good');
  await expect(run({ tag: 'quikc' })).rejects.toThrow('did you mean "quick"?');
  const listed: string[] = [];
  listFiles(['.'], 'quick', (line) => listed.push(line));
  expect(listed).toEqual(['Good', '    good.scenario  [quick]', '1 files, 1 scenarios']);
});

test('a scenario that expects nothing is told as one', async () => {
  mkdirSync('bare');
  writeFileSync(
    'bare/1.scenario',
    'scenario Bare\nplug in\nrepeat 0 times\nexpect plug in within 0 ms\nend\n',
  );
  const said: string[] = [];
  expect(await runFiles(['bare'], {}, (line) => said.push(line), root)).toBe(0);
  expect(said).toContain('pass Bare (nothing was expected: hazards and rules alone)');
  rmSync('bare', { recursive: true });
});

test('one signal ends a run within a scenario; what has ended is kept and nothing else is claimed', async () => {
  mkdirSync('long');
  writeFileSync('long/1.scenario', 'scenario Ends\nexpect phase ready within 1 s\n');
  writeFileSync('long/2.scenario', 'scenario Goes on\ngiven jitter 1 ms\nplug in\nafter 9000 h\n');
  writeFileSync('long/3.scenario', 'scenario Not run\nplug in\n');
  const said: string[] = [];
  const before = process.listenerCount('SIGTERM');
  const timer = setTimeout(() => process.emit('SIGTERM', 'SIGTERM'), 500);
  const options = { json: 'long.json' };
  const code = await runFiles(['long'], options, (line) => said.push(line), root);
  clearTimeout(timer);
  expect(code).toBe(130);
  expect(said.at(-1)).toContain('interrupted by SIGTERM after 1 of 3 scenarios, 1 failed');
  expect(process.listenerCount('SIGTERM')).toBe(before);
  expect(existsSync('long.json')).toBe(false);
  expect(readFileSync('results/sim/last-failed.json', 'utf8')).toContain('long/1.scenario');
  rmSync('long', { recursive: true });
});
