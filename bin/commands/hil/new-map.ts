/**
 * `holdfast board new`: a pin map to begin with: the values of another one, and above every key what it is.
 */

import { existsSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkMap } from '../../../build/boards/check-map.mjs';
import { linuxRows, pinRows } from '../../../build/boards/map-rows.mjs';
import { UsageError } from '../../../sim/errors.ts';
import { withSlashes } from '../../../sim/scenario/library.ts';
import { shellPath, shellWord } from '../../../sim/shell-words.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { checkBoard, fileOf } from './board.ts';
import { notes, pinNote } from './map-notes.ts';

type Values = Readonly<Record<string, unknown>>;
type Rows = Readonly<Record<string, { readonly what: string; readonly way: string | null }>>;

/** As in biome.json. */
const WIDTH = 100;

/** A value as the project writes it: on one line where it fits. */
function writeValue(value: unknown, indent: string, used: number): string {
  if (typeof value === 'string') return `'${value.replace(/['\\]/g, '\\$&')}'`;
  if (typeof value !== 'object' || value === null) return String(value);
  const isList = Array.isArray(value);
  const [open, close] = isList ? ['[', ']'] : ['{ ', ' }'];
  const parts = (within: string): string[] =>
    Object.entries(value).map(([key, inner]) => {
      const name = isList ? '' : `${key}: `;
      return `${name}${writeValue(inner, within, within.length + name.length)}`;
    });
  const line = `${open}${parts(indent).join(', ')}${close}`;
  const isShort = used + line.length < WIDTH && !(isList && typeof value[0] === 'object');
  if (isShort || line === '[]') return line;
  const deeper = `${indent}  `;
  const lines = parts(deeper).map((part) => `${deeper}${part},`);
  return [open.trim(), ...lines, `${indent}${close.trim()}`].join('\n');
}

/** Lines of a comment, none wider than the project's lines. */
function writeComment(text: string): string[] {
  const lines: string[] = [];
  let line = '  //';
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = '  //';
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

/**
 * The text of a map: the keys in the order of their rows, each with what it is.
 *
 * @param from the map whose values it begins with
 * @param types how the new file imports the folder of the types, as in `../platforms`
 */
export function writeMap(name: string, from: Values, types: string): string {
  const isLinux = 'gpioChip' in from;
  const rows: Rows = isLinux ? linuxRows : pinRows;
  const type = isLinux ? 'LinuxMap' : 'PinMap';
  const module = isLinux ? 'linux-map' : 'pin-map';
  const values: Values = { ...from, name };
  const known = Object.keys(rows).filter((key) => key in values);
  const keys = [...new Set(['name', 'chip', ...known])];
  const firstPin = keys.find((key) => (rows[key]?.way ?? null) !== null);
  const entries = keys.flatMap((key) => {
    const what = rows[key]?.what ?? '';
    const note = notes[key as keyof typeof notes];
    const text = `${what.charAt(0).toUpperCase()}${what.slice(1)}.${note === undefined ? '' : ` ${note}`}`;
    const above = key === firstPin ? [...writeComment(pinNote), ''] : [];
    const value = writeValue(values[key], '  ', `  ${key}: `.length);
    return ['', ...above, ...writeComment(text), `  ${key}: ${value},`];
  });
  return [
    '/**',
    ` * ${name}: begun with the values of ${String(from['name'])}. Change what differs in your schematic.`,
    ' */',
    '',
    `import type { ${type} } from '${types}/${module}.ts';`,
    '',
    `export const pinMap: ${type} = {`,
    ...entries.slice(1),
    '};',
    '',
  ].join('\n');
}

/**
 * Where a new map is written: a bare name lies in firmware/boards, anything else is a path.
 *
 * @param folder the project's folder
 * @throws UsageError where the name can be none, the folder is missing, or something is there already
 */
export function fileForNew(folder: string, name: string): string {
  const isName = /^[a-z0-9][\w-]*$/i.test(name);
  if (!isName && !/[^./\\][^/\\]*\.ts$/.test(name)) {
    throw new UsageError(
      `"${name}": expected a name of letters, digits and dashes, as in my-board, or the path of a file that ends in .ts`,
    );
  }
  const file = isName ? `${folder}firmware/boards/${name}.ts` : resolve(name);
  if (statSync(dirname(file), { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(`${name}: there is no folder ${dirname(file)}; make it first`);
  }
  if (existsSync(file)) {
    throw new UsageError(
      `${relative('', file)} exists already, and is not overwritten: choose another name, or delete it first`,
    );
  }
  return file;
}

function printNext(file: string, isNamed: boolean, platforms: readonly string[], print: Print) {
  const name = basename(file, '.ts');
  const shown = isNamed ? name : relative('', file);
  print('');
  print(paint.bold('What to do next'));
  print(`1. Open ${relative('', file)} and change what differs in your schematic, the lock first.`);
  print(`2. npx holdfast board check ${shellPath(shown)}`);
  if (!isNamed) {
    print(`   The build reads firmware/boards: copy it there once it is taken, as ${name}.ts,`);
    print("   with its type imported from '../platforms/'.");
  }
  const builds = platforms.map((platform) =>
    platform === 'linux'
      ? `npx holdfast hil bring-up --board ${shellWord(name)}`
      : `node build.mjs --platform ${platform} --board ${shellWord(name)}`,
  );
  print(`3. ${builds.join('\n   or ')}`);
  print(
    'docs/your-board.md explains the map, docs/first-charge.md the way from parts to a charge.',
  );
}

/**
 * Writes a new map, checks it as `board check` does, and says what to do next.
 *
 * @param root address of the project's folder
 * @param name of a new map in firmware/boards, or the path of a new file
 * @param from the map whose values it begins with: a name or a file
 * @returns 0 where at least one platform takes it, otherwise 1
 * @throws UsageError where it would overwrite something, or `from` is no pin map
 */
export async function newBoard(
  root: string,
  name: string,
  from: string,
  print: Print,
): Promise<number> {
  const folder = fileURLToPath(root);
  const file = fileForNew(folder, name);
  const source = await checkMap(fileOf(folder, from), folder);
  if (source.map === null || source.pins.length === 0 || source.map.lock === undefined) {
    throw new UsageError(
      `--from ${from} is no pin map that can be read: npx holdfast board check ${shellPath(from)} says why. A jig's map is copied by hand`,
    );
  }
  const steps = withSlashes(relative(dirname(file), `${folder}firmware/platforms`));
  const text = writeMap(
    basename(file, '.ts'),
    source.map,
    steps.startsWith('.') ? steps : `./${steps}`,
  );
  writeFileSync(file, text, { flag: 'wx' });
  print(`written ${relative('', file)}, with the values of ${source.map.name}`);
  const code = await checkBoard(root, file, {}, print);
  const platforms = source.verdicts.map(({ platform }) => platform);
  printNext(file, file.startsWith(`${folder}firmware/boards/`), platforms, print);
  return code;
}
