/**
 * `holdfast board new`: the map that it writes is one that the build takes, says what every key is, and never
 * replaces another.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { fileForNew, newBoard, writeMap } from '../../bin/commands/hil/new-map.ts';
import { linuxRows, pinRows } from '../../build/boards/map-rows.mjs';
import { readSource } from '../../build/boards/source.mjs';

const root = new URL('../../', import.meta.url).href;
const project = fileURLToPath(root);
const folder = mkdtempSync(join(tmpdir(), 'holdfast-new-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function mapOf(file: string) {
  return (await readSource(file, 'pinMap', project)).map;
}

const shipped = ['pico', 'pico-espruino', 'nucleo-espruino', 'esp32-espruino', 'linux-pi'];
for (const from of shipped) {
  test(`from ${from}: the same values under a new name, checked, with what to do next`, async () => {
    const file = join(folder, `from-${from}.ts`);
    const lines: string[] = [];
    expect(await newBoard(root, file, from, (line) => lines.push(line))).toBe(0);
    const original = await mapOf(`${project}firmware/boards/${from}.ts`);
    expect(await mapOf(file)).toEqual({ ...original, name: `from-${from}` });
    const said = lines.join('\n');
    expect(said).toContain(`with the values of ${from}`);
    expect(said).toMatch(/^taken for /m);
    expect(said).toContain(
      from === 'linux-pi' ? `hil bring-up --board from-${from}` : `build.mjs --platform`,
    );
  });

  test(`from ${from}: every key has its comment`, async () => {
    const original = await mapOf(`${project}firmware/boards/${from}.ts`);
    const lines = writeMap('mine', original, '../platforms').split('\n');
    const rows = from === 'linux-pi' ? linuxRows : pinRows;
    for (const [key, { what }] of Object.entries(rows)) {
      const at = lines.findIndex((line) => line.startsWith(`  ${key}: `));
      expect(at, key).toBeGreaterThan(0);
      let first = at;
      while (lines[first - 1]?.startsWith('  // ') === true) first--;
      const comment = lines
        .slice(first, at)
        .join(' ')
        .replaceAll(/ +\/\/ /g, ' ');
      expect(comment.toLowerCase(), key).toContain(`${what.toLowerCase()}.`);
    }
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });
}

test('what it writes is in the style of the project, so that npm test takes it', async () => {
  const map = await mapOf(`${project}firmware/boards/pico.ts`);
  const text = writeMap('mine', map, '../platforms');
  const biome = join(project, 'node_modules/@biomejs/biome/bin/biome');
  const options = ['format', '--stdin-file-path=firmware/boards/mine.ts'];
  const styled = execFileSync(process.execPath, [biome, ...options], {
    cwd: project,
    input: text,
    encoding: 'utf8',
  });
  expect(styled).toBe(text);
});

test('nothing is overwritten', async () => {
  const file = join(folder, 'there.ts');
  writeFileSync(file, 'mine');
  await expect(newBoard(root, file, 'pico', () => undefined)).rejects.toThrow(
    /there\.ts exists already, and is not overwritten/,
  );
  expect(readFileSync(file, 'utf8')).toBe('mine');
  expect(() => fileForNew(project, 'pico')).toThrow(/pico\.ts exists already/);
});

test('a name is a map of the project, and a path is a path', () => {
  expect(fileForNew(project, 'my-board')).toBe(`${project}firmware/boards/my-board.ts`);
  expect(fileForNew(project, join(folder, 'my-board.ts'))).toBe(join(folder, 'my-board.ts'));
  expect(() => fileForNew(project, 'my board')).toThrow(/expected a name of letters, digits/);
  expect(() => fileForNew(project, 'missing/mine.ts')).toThrow(/there is no folder .*missing/);
});

test('what is no pin map is no beginning, and leaves no file', async () => {
  const file = join(folder, 'none.ts');
  const from = async (name: string) => newBoard(root, file, name, () => undefined);
  await expect(from('picco')).rejects.toThrow('did you mean "pico"?');
  await expect(from('jig-pico')).rejects.toThrow(/jig-pico is no pin map/);
  expect(existsSync(file)).toBe(false);
});

test('a map that is refused is written all the same, and told', async () => {
  const reference = readFileSync(`${project}firmware/boards/pico.ts`, 'utf8');
  const source = join(folder, 'spoiled.ts');
  writeFileSync(source, reference.replace("'GP9'", "'GP10'"));
  const lines: string[] = [];
  const code = await newBoard(root, join(folder, 'of-spoiled.ts'), source, (line) => {
    lines.push(line);
  });
  expect(code).toBe(1);
  expect(lines.join('\n')).toMatch(/refused .*of-spoiled\.ts:\d+: .*GP10 is used already/);
});
