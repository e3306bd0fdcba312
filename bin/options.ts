/**
 * Options: values of command-line options, checked before any work begins.
 */

import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InvalidArgumentError } from 'commander';
import { UsageError } from '../sim/errors.ts';

/** A whole number from 1. */
export function count(text: string): string {
  if (!/^\d+$/.test(text) || Number(text) < 1) {
    throw new InvalidArgumentError('Expected a whole number from 1.');
  }
  return text;
}

/**
 * A whole number in a range, in a command that names the option itself.
 *
 * @throws UsageError where it is not a number, or out of range
 */
export function readWhole(name: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`${name} ${text}: expected a whole number from ${least} to ${most}`);
}

const USUAL_BAUD = 115200;

/**
 * The speed of a serial port, as `--baud-rate` gives it.
 *
 * @param isPort whether there is a port at all: a simulated charger and this computer's pins have no speed
 * @throws UsageError where it is no speed, or nothing has it
 */
export function readBaud(text: string | undefined, isPort: boolean): number {
  if (text === undefined) return USUAL_BAUD;
  if (isPort) return readWhole('--baud-rate', text, 300, 4000000);
  throw new UsageError(`--baud-rate ${text}: it is the speed of a serial port, and here is none`);
}

/**
 * A folder of the project: in a checkout its own name, and where Holdfast is installed as a package, the path
 * to the packed folder.
 *
 * @param root address of the project's folder
 */
export function folderIn(root: string, name: string): string {
  return relative(process.cwd(), fileURLToPath(new URL(name, root)));
}

/**
 * Files and folders that are read: those from here, and else those of the project, so that `test/scenarios` is
 * found from any folder.
 *
 * @param root address of the project's folder
 */
export function pathsIn(root: string, paths: readonly string[]): string[] {
  return paths.map((path) => {
    if (existsSync(path) || isAbsolute(path)) return path;
    const ours = fileURLToPath(new URL(path, root));
    return existsSync(ours) ? ours : path;
  });
}

/**
 * A file that can be written. Checked early, so that long work does not end without a place for its result.
 */
export function outputFile(path: string): string {
  const folder = dirname(path);
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
      throw new InvalidArgumentError('Expected a file, found a folder.');
    }
    accessSync(folder, constants.W_OK);
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw error;
    throw new InvalidArgumentError(`The folder ${folder} is not there, or cannot be written.`);
  }
  return path;
}

/**
 * A folder for results, created when there are any. Checked early, as an output file is.
 */
export function outputFolder(path: string): string {
  let there = resolve(path);
  while (!existsSync(there)) there = dirname(there);
  if (!statSync(there).isDirectory()) {
    throw new InvalidArgumentError(`Expected a folder, found the file ${relative('', there)}.`);
  }
  try {
    accessSync(there, constants.W_OK);
  } catch {
    throw new InvalidArgumentError(`The folder ${there} cannot be written.`);
  }
  return path;
}
