#!/usr/bin/env node
// Runs the prebuilt commands. When a source has changed since, they are rebuilt first (a fraction of a
// second), so that what runs always matches the sources. The version is answered without either: scripts ask
// for it, before anything is built too.
import { readFileSync } from 'node:fs';

const root = new URL('..', import.meta.url);
const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  process.stdout.write(`${version}\n`);
} else await run();

async function run() {
  const { fileURLToPath, pathToFileURL } = await import('node:url');
  const { freshCommands } = await import('../build/commands.mjs');
  const say = (/** @type {string} */ line) => {
    process.stderr.write(`${line}\n`);
  };
  const path = await freshCommands(fileURLToPath(root), say);
  if (path === null) {
    say(
      'holdfast: the commands are not built, and esbuild, which builds them, is not here; run npm ci',
    );
    process.exitCode = 3;
    return;
  }
  const { main } = await import(pathToFileURL(path).href);
  await main(root.href, args);
}
