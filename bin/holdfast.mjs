#!/usr/bin/env node
// Runs the commands as they were built ahead. Where the sources have changed since, they are built anew
// first (a fraction of a second), so that what runs is what stands in the sources.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { freshCommands } from '../build/commands.mjs';

const root = new URL('..', import.meta.url);
const say = (/** @type {string} */ line) => {
  process.stderr.write(`${line}\n`);
};
const path = await freshCommands(fileURLToPath(root), say);
if (path === null) {
  say(
    'holdfast: the commands are not built, and esbuild, which builds them, is not here; run npm ci',
  );
  process.exitCode = 3;
} else {
  const { main } = await import(pathToFileURL(path).href);
  await main(root.href, process.argv.slice(2));
}
