/**
 * Exports: what the trace says stands in every file. viewer-tools.test.ts reads the files with the tools of others.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportFile } from '../../../../bin/commands/sim/export.ts';
import { parseScenario } from '../../../../sim/scenario/parse.ts';
import { runScenario } from '../../../../sim/scenario/run.ts';
import type { Scenario } from '../../../../sim/scenario/statement.ts';
import { SimTarget } from '../../../../sim/scenario/target.ts';
import { formatNames } from '../../../../sim/view/export/format-names.ts';
import { findFormat, formats } from '../../../../sim/view/export/formats.ts';
import { sampleRateOf } from '../../../../sim/view/export/pulseview.ts';
import { type Recording, signalsOf, standingAt } from '../../../../sim/view/export/signals.ts';
import { idCode } from '../../../../sim/view/export/vcd.ts';
import { formatNamed, recordStory, STORY } from '../../../support/exported-story.ts';
import { tracedSocket, vcdChanges } from '../../../support/vcd-changes.ts';

let folder = '';
let story: Recording;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-exports-'));
  story = await recordStory();
});
afterAll(() => rmSync(folder, { recursive: true }));

const textOf = (name: string, recording = story): string =>
  formatNamed(name).write(recording) as string;

test('a signal begins with what stood when the story began', () => {
  for (const { name, changes } of signalsOf(story)) {
    expect(changes[0]?.atUs, name).toBeGreaterThanOrEqual(0);
    const times = changes.map(({ atUs }) => atUs);
    expect(times, name).toEqual([...new Set(times)].sort((a, b) => a - b));
  }
  const phase = signalsOf(story).find(({ name }) => name === 'phase');
  expect(phase?.changes[0]).toMatchObject({ atUs: 0, word: 'idle' });
});

test('the full VCD says bits, vectors, reals and words as the trace does', () => {
  const vcd = textOf('vcd');
  const socket = tracedSocket(story);
  expect(socket.length).toBeGreaterThan(2);
  expect(vcdChanges(vcd, 'socket')).toEqual(
    socket.map(({ atUs, word }) => ({ at: atUs, text: word === 'live' ? '1' : '0' })),
  );
  expect(vcdChanges(vcd, 'pilot_high').map(({ text }) => text)).toContain('r12');
  const phases = signalsOf(story).find(({ name }) => name === 'phase')?.changes ?? [];
  expect(vcdChanges(vcd, 'phase').map(({ text }) => text)).toEqual(
    phases.map(({ value }) => `b${value.toString(2)}`),
  );
  expect(vcd).toContain('senergized ');
  expect(vcd).toContain('splug\\x20in;\\x20car\\x20in ');
});

test('identifier codes of a VCD are printable and never the same', () => {
  const codes = Array.from({ length: 9000 }, (_, i) => idCode(i));
  expect(new Set(codes).size).toBe(9000);
  expect(codes.every((code) => /^[!-~]+$/.test(code))).toBe(true);
});

test('the VCD for sigrok has one-bit wires and nothing else, and whole milliseconds', () => {
  const vcd = textOf('sigrok-vcd');
  const declared = vcd.match(/^\$var .*$/gm) ?? [];
  expect(declared.length).toBeGreaterThan(10);
  expect(declared.filter((line) => !line.startsWith('$var wire 1 '))).toEqual([]);
  expect(vcd).toContain('$timescale 1 ms $end');
  expect(vcd.split('\n').filter((line) => /^[rbs]/.test(line))).toEqual([]);
  const live = vcdChanges(vcd, 'socket_live').filter(({ text }) => text === '1');
  const first = tracedSocket(story).find(({ word }) => word === 'live');
  expect(live[0]?.at).toBe(Math.ceil((first?.atUs ?? 0) / 1000));
});

test('a PulseView session samples no more than a viewer can hold', () => {
  expect(sampleRateOf(60e6)).toBe(1000);
  expect(sampleRateOf(3600e6)).toBe(100);
  expect(sampleRateOf(86400e6)).toBe(10);
  const files = unzipSync(formatNamed('sr').write(story) as Uint8Array);
  expect(Object.keys(files)).toContain('logic-1-1');
  expect(new TextDecoder().decode(files['version'])).toBe('2');
});

test('Perfetto gets slices, counters, windows and violations that agree with the trace', async () => {
  const text = ['scenario Late', 'plug in', 'car in', 'expect socket live within 20 ms'].join('\n');
  const late = await runScenario(parseScenario('late', text)[0] as Scenario, new SimTarget());
  const { traceEvents } = JSON.parse(textOf('perfetto', late)) as {
    traceEvents: { ph: string; name: string; ts: number; dur?: number; id?: number; s?: string }[];
  };
  const of = (ph: string) => traceEvents.filter((entry) => entry.ph === ph);
  const length = late.endUs - late.startUs;
  expect(of('X').every(({ ts, dur = -1 }) => ts >= 0 && dur >= 0 && ts + dur <= length)).toBe(true);
  expect(of('X').some(({ name }) => name === 'idle')).toBe(true);
  expect(of('C').some(({ name }) => name === 'pilot-high (V)')).toBe(true);
  expect(of('b').map(({ name }) => name)).toEqual(['expect socket live']);
  expect(of('e').map(({ ts }) => ts)).toEqual([20000]);
  const violations = of('i').filter(({ s }) => s === 'g');
  expect(violations).toMatchObject([{ ts: 20000, name: late.failure?.message }]);
});

test('CSV has one row per instant, every row whole, and its cells stand as the trace does', () => {
  const rows = textOf('csv').trimEnd().split('\r\n');
  const heads = (rows[0] as string).split(',');
  const column = heads.indexOf('socket');
  expect(heads).toContain('outgoing (V)');
  expect(heads.at(-1)).toBe('happened');
  const socket = signalsOf(story).find(({ name }) => name === 'socket');
  const times = rows.slice(1).map((row) => Number(row.split(',')[0]));
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  for (const row of rows.slice(1)) {
    const cells = row.split(',');
    const standing = standingAt(socket as NonNullable<typeof socket>, Number(cells[0]) * 1000);
    expect(cells[column]).toBe(standing?.word);
  }
});

test('JSON lines carry every event and every check', () => {
  const lines = textOf('jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string });
  const count = (kind: string): number => lines.filter((line) => line.kind === kind).length;
  expect(count('run')).toBe(1);
  expect(count('event')).toBe(story.events.length);
  expect(count('check')).toBe(story.checks.length + story.watches.length);
});

test('every format writes the same bytes for the same run', async () => {
  const again = await recordStory();
  for (const { name, write } of formats) expect(write(again), name).toEqual(write(story));
});

test('the save file names signals that stand in the VCD', () => {
  const vcd = textOf('vcd');
  const save = formatNamed('vcd').beside?.write(story, 'story.vcd') ?? '';
  const named = save.split('\n').filter((line) => line.startsWith('holdfast.'));
  expect(named.length).toBeGreaterThan(15);
  for (const full of named) {
    const [, scope, name] = full.split('.');
    const from = vcd.indexOf(`$scope module ${scope} $end`);
    const until = vcd.indexOf('$upscope', from);
    expect(vcd.slice(from, until), full).toContain(` ${name} `);
  }
});

describe('the command', () => {
  const says: string[] = [];
  const print = (line: string): void => {
    says.push(line);
  };

  test('chooses the format by the name of the file, and writes what belongs beside it', async () => {
    const out = join(folder, 'chosen.vcd');
    expect(await exportFile(STORY, { out }, print)).toBe(0);
    expect(readFileSync(out, 'utf8')).toBe(textOf('vcd'));
    expect(readFileSync(join(folder, 'chosen.gtkw'), 'utf8')).toContain('"chosen.vcd"');
    expect(findFormat(undefined, 'a.sigrok.vcd')?.name).toBe('sigrok-vcd');
  });

  test('a failed scenario is written all the same, and is a failure', async () => {
    const file = join(folder, 'fails.scenario');
    writeFileSync(file, 'scenario Fails\nexpect phase energized within 1 s\n');
    const out = join(folder, 'fails.jsonl');
    expect(await exportFile(file, { out }, print)).toBe(1);
    expect(readFileSync(out, 'utf8')).toContain('"passed":false');
  });

  test('what cannot be done is said', async () => {
    await expect(exportFile(STORY, { format: 'vdc' }, print)).rejects.toThrow('did you mean "vcd"');
    await expect(exportFile(STORY, {}, print)).rejects.toThrow('say --format: vcd, ');
    await expect(exportFile('test/scenarios', { format: 'vcd' }, print)).rejects.toThrow(
      'not a folder',
    );
    const nowhere = join(folder, 'no', 'such.vcd');
    await expect(exportFile(STORY, { out: nowhere }, print)).rejects.toThrow('cannot be written');
    const sweep = 'test/scenarios/field/f07-latch-lost.scenario';
    const wrong = exportFile(sweep, { format: 'csv', variant: 'phase 7' }, print);
    await expect(wrong).rejects.toThrow('no scenario with variant "phase 7"');
  });
});

test('the names in the help of the command line are those of the formats', () => {
  expect(formats.map(({ name }) => name)).toEqual([...formatNames]);
});
