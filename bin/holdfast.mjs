#!/usr/bin/env node
// Runs the prebuilt commands. When a source has changed since, they are rebuilt first (a fraction of a
// second), so that what runs always matches the sources.
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
