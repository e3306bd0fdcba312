#!/usr/bin/env node
// Builds the commands from their TypeScript sources (a fraction of a second) and runs them, so that
// what runs is always what stands in the sources.
import { buildCommands } from '../build.mjs';

const root = new URL('..', import.meta.url);
const { main } = await import(await buildCommands());
await main(root.href, process.argv.slice(2));
