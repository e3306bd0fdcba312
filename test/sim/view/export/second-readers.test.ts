/**
 * Second readers: every export is read by a program that others wrote, beside the viewers of
 * viewer-tools.test.ts: GTKWave's other converters, vcd-parser of npm, Python's own libraries, jq, SQLite.
 */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Recording, signalsOf } from '../../../../sim/view/export/signals.ts';
import { recordStory, saveIn } from '../../../support/exported-story.ts';
import { tracedSocket, vcdChanges } from '../../../support/vcd-changes.ts';

let folder = '';
let story: Recording;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-readers-'));
  story = await recordStory();
});
afterAll(() => rmSync(folder, { recursive: true }));

const saved = (name: string): string => saveIn(folder, name, story);

function run(tool: string, ...args: string[]): string {
  return execFileSync(tool, args, { encoding: 'utf8', stdio: 'pipe', maxBuffer: 1e8 });
}

/** A test with a tool of others; where it is not installed, it is skipped and says so. */
function withTool(tool: string, what: string, check: () => void): void {
  let reason = '';
  try {
    execFileSync('which', [tool], { stdio: 'ignore' });
  } catch {
    reason = `: ${tool} is not installed`;
  }
  test.skipIf(reason !== '')(`${tool} reads ${what}${reason}`, check);
}

/** Changes without leading zeros: a converter writes vectors at their full width. */
function numbers(vcd: string, name: string): string[] {
  return vcdChanges(vcd, name).map(({ at, text }) => `${at} ${text.replace(/^b0*(?=\d)/, 'b')}`);
}

const names = ['socket', 'contactor', 'session', 'phase'];

test('the plain VCD has what the full one has, without texts and reals', () => {
  const [full, plain] = ['vcd', 'plain-vcd'].map((name) => readFileSync(saved(name), 'utf8'));
  expect(full).toContain('$var string ');
  expect(full).toContain('$var real ');
  expect(plain).not.toMatch(/string|real/);
  expect(plain?.split('\n').filter((line) => /^[sr]/.test(line))).toEqual([]);
  for (const name of names) expect(numbers(plain ?? '', name)).toEqual(numbers(full ?? '', name));
});

/** What vcd-parser gives for a file, which has no types of its own. */
interface Parsed {
  readonly timescale: string;
  readonly signal: readonly { readonly name: string; readonly wave: readonly [string, string][] }[];
}

test('vcd-parser reads the plain VCD: every instant and value, negative ones too', async () => {
  const { parse } = createRequire(import.meta.url)('vcd-parser');
  const parsed: Parsed = await parse(readFileSync(saved('plain-vcd'), 'utf8'));
  expect(parsed.timescale).toBe('1 us');
  const read = parsed.signal.map(({ name, wave }) => {
    const last = name
      .split('.')
      .at(-1)
      ?.replace(/_x1000$|\[.*$/g, '');
    const isThousandths = name.endsWith('_x1000');
    const values = wave.map(([at, bits]) => {
      const value = Number.parseInt(bits, 2);
      return `${at} ${isThousandths ? (value | 0) / 1000 : value}`;
    });
    return `${last}: ${values.join(', ')}`;
  });
  const thousandth = (value: number): number => Math.round(value * 1000) / 1000;
  const traced = signalsOf(story).map(({ name, changes }) => {
    const values = changes.map(({ atUs, value }) => `${atUs} ${thousandth(value)}`);
    return `${name.replaceAll('-', '_')}: ${values.join(', ')}`;
  });
  expect(read.sort()).toEqual(traced.sort());
  expect(read.find((row) => row.startsWith('pilot_low:'))).toContain(' -12');
});

withTool('vcd2vzt', 'the plain VCD', () => {
  const path = saved('plain-vcd');
  run('vcd2vzt', path, `${path}.vzt`);
  const back = run('vzt2vcd', `${path}.vzt`);
  const vcd = readFileSync(path, 'utf8');
  expect(numbers(vcd, 'phase').length).toBeGreaterThan(3);
  for (const name of names) expect(numbers(back, name), name).toEqual(numbers(vcd, name));
});

withTool('vcd2vzt', 'the full VCD', () => {
  const path = saved('vcd');
  run('vcd2vzt', path, `${path}.vzt`);
  const back = run('vzt2vcd', `${path}.vzt`);
  const vcd = readFileSync(path, 'utf8');
  for (const name of names) expect(numbers(back, name), name).toEqual(numbers(vcd, name));
});

withTool('vcd2fst', 'the plain VCD', () => {
  const path = saved('plain-vcd');
  run('vcd2fst', path, `${path}.fst`);
  const back = run('fst2vcd', `${path}.fst`);
  const vcd = readFileSync(path, 'utf8');
  for (const name of names) expect(numbers(back, name), name).toEqual(numbers(vcd, name));
});

withTool('vcd2fst', 'the one-bit VCD', () => {
  const path = saved('sigrok-vcd');
  run('vcd2fst', path, `${path}.fst`);
  const vcd = readFileSync(path, 'utf8');
  expect(numbers(run('fst2vcd', `${path}.fst`), 'socket_live')).toEqual(
    numbers(vcd, 'socket_live'),
  );
});

const wanted = (): number[] =>
  tracedSocket(story)
    .filter(({ word }) => word === 'live')
    .map(({ atUs }) => atUs / 1000);

withTool('python3', 'CSV, JSON lines, Perfetto and the PulseView session', () => {
  const program = `
import configparser, csv, json, sys, zipfile
csv_file, jsonl_file, perfetto_file, sr_file = sys.argv[1:]
rows = list(csv.reader(open(csv_file, newline='', encoding='utf-8')))
column = rows[0].index('socket')
widths = {len(row) for row in rows}
pairs = zip(rows[1:], rows[2:])
live = [float(b[0]) for a, b in pairs if a[column] != 'live' and b[column] == 'live']
lines = [json.loads(line) for line in open(jsonl_file, encoding='utf-8')]
events = json.load(open(perfetto_file, encoding='utf-8'))['traceEvents']
archive = zipfile.ZipFile(sr_file)
metadata = configparser.ConfigParser()
metadata.read_string(archive.read('metadata').decode())
print(json.dumps({
  'widths': len(widths), 'live': live,
  'events': sum(line['kind'] == 'event' for line in lines),
  'phases': sorted({event['ph'] for event in events}),
  'broken': archive.testzip(), 'samplerate': metadata['device 1']['samplerate'],
}))`;
  const files = ['csv', 'jsonl', 'perfetto', 'sr'].map(saved);
  const found = JSON.parse(run('python3', '-c', program, ...files));
  expect(found).toMatchObject({ widths: 1, live: wanted(), broken: null });
  expect(found.events).toBe(story.events.length);
  expect(found.phases).toEqual(expect.arrayContaining(['C', 'X', 'b', 'e']));
  expect(found.samplerate).toMatch(/^\d+ k?Hz$/);
});

withTool('jq', 'JSON lines and Perfetto', () => {
  const count = run('jq', '-s', 'map(select(.kind == "event")) | length', saved('jsonl'));
  expect(Number(count)).toBe(story.events.length);
  const checks = run('jq', '[.traceEvents[] | select(.ph == "b")] | length', saved('perfetto'));
  expect(Number(checks)).toBe(story.checks.length + story.watches.length);
});

withTool('sqlite3', 'CSV', () => {
  const path = saved('csv');
  const commands = ['.mode csv', `.import "${path}" story`];
  const options = commands.flatMap((command) => ['-cmd', command]);
  const count = run('sqlite3', ...options, ':memory:', 'select count(*) from story');
  expect(Number(count)).toBe(readFileSync(path, 'utf8').trimEnd().split('\r\n').length - 1);
});
