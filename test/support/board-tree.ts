/**
 * Board tree: the project's folder once more, in which a test may put maps that it has spoiled.
 *
 * A spoiled map in firmware/boards itself would be read by the tests beside it, of the pictures and of the rooms.
 */

import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const project = fileURLToPath(new URL('../../', import.meta.url));

/** What tests write to is left out or copied, and the build, which takes the folder in which it lies for the project. */
const own = ['.git', 'dist', 'firmware', 'build', 'build.mjs', 'boards'];

function link(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (!own.includes(name)) symlinkSync(join(from, name), join(to, name));
  }
}

/** The folder, with a slash at its end. It is taken away after the tests of the file that asks. */
export function createBoardTree(): string {
  const root = mkdtempSync(join(tmpdir(), 'holdfast-boards-'));
  link(project, root);
  link(join(project, 'firmware'), join(root, 'firmware'));
  for (const place of ['build', 'build.mjs', 'firmware/boards']) {
    cpSync(join(project, place), join(root, place), { recursive: true });
  }
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  return `${root}/`;
}
