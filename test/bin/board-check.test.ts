/**
 * `holdfast board`: maps from anywhere, drawn and judged, with the exit code that a script needs.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createColors } from 'picocolors';
import { afterAll, expect, test } from 'vitest';
import { type BoardOptions, checkBoard, listBoards } from '../../bin/commands/hil/board.ts';
import { drawPins } from '../../bin/commands/hil/board-picture.ts';
import { layouts } from '../../build/boards/headers.mjs';
import type { PinUse } from '../../build/boards/map-rows.mjs';

const root = new URL('../../', import.meta.url).href;
const folder = mkdtempSync(join(tmpdir(), 'holdfast-board-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function check(name: string, options: BoardOptions = {}) {
  const lines: string[] = [];
  const code = await checkBoard(root, name, options, (line) => lines.push(line));
  return { code, text: lines.join('\n') };
}

/** The reference map somewhere else, with something else in it. */
function mapWith(from: string, to: string): string {
  const reference = readFileSync(new URL('firmware/boards/pico.ts', root), 'utf8');
  expect(reference).toContain(from);
  const file = join(folder, 'mine.ts');
  writeFileSync(file, reference.replace(from, to));
  return file;
}

test('a map of the project is drawn, every net beside its pin, and taken', async () => {
  const svg = join(folder, 'pico.svg');
  const { code, text } = await check('pico', { svg });
  expect(code).toBe(0);
  expect(text).toMatch(/contactor ← +GP9 12 │/);
  expect(text).toMatch(/pilotOut ⇐ +GP15 20 │ +│ 21 GP16 +→ light\.0/);
  expect(text).toContain('multiplexer: 0 latch, 1 proximity');
  expect(text).toMatch(/not fitted: .*coil/);
  expect(text).toMatch(/refused .*pico\.ts:\d+: tickMs 10, expected 20: .* \(on espruino\)/);
  expect(text).toContain('taken for kaluma');
  const drawing = readFileSync(svg, 'utf8');
  expect(drawing).toMatch(/^<svg /);
  for (const net of ['contactor', 'bridge.extend', 'light.2', 'multiplexer.select.0']) {
    expect(drawing, net).toContain(net);
  }
});

test('a file from anywhere is refused with its line', async () => {
  const file = mapWith('coil: null', "coil: { pin: 'GP14', activeLow: false }");
  const { code, text } = await check(file);
  expect(code).toBe(1);
  expect(text).toMatch(
    /refused .*mine\.ts:\d+: coil on GP14 and pilotOut on GP15 share PWM slice 7/,
  );
  expect(text).toContain('taken for no platform');
});

test('what only one platform refuses is said of that one', async () => {
  const file = mapWith("'GP21'", "'GP22'");
  writeFileSync(file, readFileSync(file, 'utf8').replace('tickMs: 10', 'tickMs: 20'));
  const { code, text } = await check(file);
  expect(code).toBe(0);
  expect(text).toMatch(/refused .*GP22 must not be used: .* \(on kaluma\)/);
  expect(text).toContain('taken for espruino');
  expect((await check(file, { platform: 'kaluma' })).code).toBe(1);
});

test('a file without a map has no drawing, and one sentence', async () => {
  const file = join(folder, 'mine.ts');
  writeFileSync(file, 'export const pinMap = {');
  const { code, text } = await check(file);
  expect(code).toBe(1);
  expect(text.split('\n')).toHaveLength(2);
  expect(text).toMatch(/mine\.ts:1: Expected/);
});

test('a jig is a map as well', async () => {
  const { code, text } = await check('jig-pico');
  expect(code).toBe(0);
  expect(text).toMatch(/vehicle-2740 ← +GP2/);
});

test('what is no map, and what is no platform, is the fault of whoever asks', async () => {
  await expect(check('picco')).rejects.toThrow('did you mean "pico"?');
  await expect(check('pico', { platform: 'kaluna' })).rejects.toThrow('did you mean "kaluma"?');
});

test('every map of the project is listed with what takes it', async () => {
  const lines: string[] = [];
  expect(await listBoards(root, (line) => lines.push(line))).toBe(0);
  expect(lines.join('\n')).toMatch(/^pico +kaluma +rp2040, lock kuester-02s, tick 10 ms$/m);
  // Tests beside this one put maps there that are to be refused.
  const own = lines.filter((line) => !/spoiled|test/.test(line));
  expect(own.join('\n')).not.toContain('refused');
}, 30000);

test('the drawing keeps to a narrow terminal, and to who wants no colours', () => {
  const use = (net: string, pin: string, way: PinUse['way']): PinUse => {
    return { path: net, net, pin, what: net, way, activeLow: net === 'mirror' };
  };
  const pins = [use('mirror', 'GP2', 'in'), use('a-net-with-a-long-name', 'GP16', 'out')];
  const layout = layouts['rp2040'];
  if (layout === undefined) throw new Error('the Pico is drawn');
  const plain = createColors(false);
  const wide = drawPins(layout, pins, 100, plain);
  const narrow = drawPins(layout, pins, 60, plain);
  expect(wide).toHaveLength(21);
  expect(narrow).toHaveLength(3);
  expect(Math.max(...narrow.slice(1).map((line) => line.length))).toBeLessThanOrEqual(60);
  expect(wide.join('')).not.toContain('\u001b');
  expect(narrow.join('\n')).toContain('mirror (low) →');
  expect(drawPins(layout, pins, 100, createColors(true)).join('')).toContain('\u001b');
});
