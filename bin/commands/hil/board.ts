/**
 * `holdfast board`: pin maps checked as the build checks them, and their pins drawn.
 */

import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CheckedMap, checkMap } from '../../../build/boards/check-map.mjs';
import { layouts } from '../../../build/boards/headers.mjs';
import { UsageError } from '../../../sim/errors.ts';
import { didYouMean } from '../../../sim/scenario/source.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { keepInputs } from '../../inputs.ts';
import { drawPins, drawPinsSvg, legend } from './board-picture.ts';

export interface BoardOptions {
  readonly platform?: string;
  /** A file for the drawing. */
  readonly svg?: string;
}

const USUAL_WIDTH = 100;
const platforms: readonly string[] = ['kaluma', 'espruino', 'linux'];

/** The maps of the project, by name. */
function mapNames(root: string): string[] {
  return readdirSync(`${root}firmware/boards`)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
}

/** The file of a map. @throws UsageError where it is neither a file nor a map of the project */
export function fileOf(root: string, name: string): string {
  const stat = statSync(name, { throwIfNoEntry: false });
  if (stat?.isFile() === true) return resolve(name);
  const inProject = `${root}firmware/boards/${name}.ts`;
  if (/^[\w-]+$/.test(name) && existsSync(inProject)) return inProject;
  const known = mapNames(root);
  throw new UsageError(
    `"${name}" is neither a file nor a map of firmware/boards (${known.join(' ')})${didYouMean(name, known)}`,
  );
}

function titleOf({ map }: CheckedMap): string {
  const lock = map.lock === undefined ? 'a jig' : `lock ${map.lock}, tick ${map.tickMs} ms`;
  return `${map.name}: ${map.chip}, ${lock}`;
}

/** The nets that have no pin of their own. */
function printOthers({ map, unfitted }: CheckedMap, print: Print): void {
  const channels = Object.entries(map)
    .map(([name, net]) => ({ name, ...(net as { pin?: unknown; channel?: number }) }))
    .filter(({ pin, channel }) => pin === null && channel !== undefined)
    .sort((a, b) => (a.channel ?? 0) - (b.channel ?? 0));
  if (channels.length > 0) {
    print(`multiplexer: ${channels.map(({ name, channel }) => `${channel} ${name}`).join(', ')}`);
  }
  if (unfitted.length > 0) print(`not fitted: ${unfitted.join(', ')}`);
}

/**
 * Checks one map, and draws its pins.
 *
 * @param root address of the project's folder
 * @param name a file, or the name of a map in firmware/boards
 * @returns 0 where at least one platform takes it, otherwise 1
 * @throws UsageError where there is no such file or platform
 */
export async function checkBoard(
  root: string,
  name: string,
  options: BoardOptions,
  print: Print,
): Promise<number> {
  const folder = fileURLToPath(root);
  const { platform } = options;
  if (platform !== undefined && !platforms.includes(platform)) {
    throw new UsageError(
      `no platform "${platform}" (${platforms.join(' ')})${didYouMean(platform, platforms)}`,
    );
  }
  const file = fileOf(folder, name);
  keepInputs([file], { '--svg': options.svg });
  const checked = await checkMap(file, folder, platform);
  if (checked.pins.length > 0) draw(checked, options, print);
  const taken = checked.verdicts.filter(({ complaints }) => complaints.length === 0);
  for (const warning of new Set(checked.verdicts.flatMap(({ warnings }) => warnings))) {
    print(`${paint.yellow('warning')} ${warning}`);
  }
  const groups = new Map<string, string[]>();
  for (const { platform: on, complaints } of checked.verdicts) {
    for (const one of complaints) groups.set(one, [...(groups.get(one) ?? []), on]);
  }
  for (const [complaint, on] of groups) {
    print(`${paint.red('refused')} ${complaint}${sayWhere(on, checked)}`);
  }
  const names = taken.map(({ platform: on }) => on).join(' and ');
  print(taken.length > 0 ? `${paint.green('taken')} for ${names}` : 'taken for no platform');
  return taken.length > 0 ? 0 : 1;
}

/** The platforms of a complaint, where others have none. */
function sayWhere(on: readonly string[], { verdicts }: CheckedMap): string {
  return on.length === verdicts.length ? '' : ` (on ${on.join(' and ')})`;
}

function draw(checked: CheckedMap, { svg }: BoardOptions, print: Print): void {
  const title = titleOf(checked);
  const layout = layouts[checked.map.chip];
  print(paint.bold(title));
  if (layout !== undefined) {
    const width = process.stdout.columns ?? USUAL_WIDTH;
    for (const line of drawPins(layout, checked.pins, width, paint)) print(line);
    print(paint.dim(legend));
    if (svg !== undefined) writeFileSync(svg, drawPinsSvg(layout, checked.pins, title));
  }
  printOthers(checked, print);
}

/** Lists the maps of the project, with what takes them. */
export async function listBoards(root: string, print: Print): Promise<number> {
  const folder = fileURLToPath(root);
  const names = mapNames(folder);
  const width = Math.max(...names.map((name) => name.length));
  for (const name of names) {
    const checked = await checkMap(`${folder}firmware/boards/${name}.ts`, folder);
    const taken = checked.verdicts.filter(({ complaints }) => complaints.length === 0);
    const on = taken.map(({ platform }) => platform).join(', ') || 'refused';
    const what = checked.map === null ? '' : titleOf(checked).replace(/^[^:]*: /, '');
    print(`${basename(name).padEnd(width)}  ${on.padEnd(16)}  ${what}`);
  }
  return 0;
}
