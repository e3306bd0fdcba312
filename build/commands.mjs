/**
 * Commands: the bundle of the command line, and whether it still matches the sources.
 *
 * Each command is a chunk of its own, loaded when it is used. Beside the bundle is a stamp: every file that
 * went into it, with its time, size and content. A start of the command line compares times and sizes (a few
 * milliseconds); file contents are read only when one differs, and esbuild is loaded only when a content
 * differs.
 */

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/** Entry points: the command line, the library, and the scripts of threads and processes. */
const entryPoints = {
  holdfast: 'bin/holdfast.ts',
  sim: 'sim/api/sim.ts',
  export: 'sim/api/export.ts',
  'campaign-worker': 'sim/verify/campaign/campaign-worker.ts',
  'chip-worker': 'sim/chip/chip-worker.ts',
  'bench-device': 'hil/device/bench-device.ts',
  'rig-device': 'hil/simulated/rig/rig-device.ts',
};

/** The search's thread: in its bundle comparisons ask (`questions.mjs`). */
const searchPoint = { 'search-worker': 'sim/verify/search/search-worker.ts' };

/** Files that determine how the bundle is made, without being in it. */
const recipe = ['build/commands.mjs', 'build/questions.mjs'];

/** How long a command that was started from an older bundle may still load its chunks, in ms. */
const CHUNK_LIFE_MS = 86400000;

/** @typedef {{ ms: number, size: number, hash: string }} Seen a source at the time it was bundled */

/** @param {string} root */
const stampOf = (root) => `${root}dist/commands.json`;

/** @param {string} root */
const entryOf = (root) => `${root}dist/holdfast.mjs`;

/** @param {Uint8Array} contents @returns {Promise<string>} */
async function hashOf(contents) {
  const { createHash } = await import('node:crypto');
  return createHash('sha256').update(contents).digest('hex').slice(0, 16);
}

/** @param {string} root @param {readonly string[]} names */
async function writeStamp(root, names) {
  /** @type {Record<string, Seen>} */
  const seen = {};
  for (const name of names) {
    const { mtimeMs: ms, size } = statSync(root + name);
    seen[name] = { ms, size, hash: await hashOf(readFileSync(root + name)) };
  }
  replaceFile(stampOf(root), Buffer.from(JSON.stringify(seen)));
}

/**
 * Bundles the commands; npm packages stay outside.
 *
 * @param {string} root the project's folder, with a slash at its end
 * @param {number} chunkLifeMs how long chunks of older bundles are kept
 */
export async function buildCommands(root, chunkLifeMs = CHUNK_LIFE_MS) {
  const { build } = await import('esbuild');
  const { questions } = await import('./questions.mjs');
  const common = /** @type {const} */ ({
    absWorkingDir: root,
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const bundles = await Promise.all([
    build({ ...common, entryPoints, splitting: true, chunkNames: 'chunks/[name]-[hash]' }),
    build({ ...common, entryPoints: searchPoint, plugins: [questions(root)] }),
  ]);
  const outputFiles = bundles.flatMap((one) => one.outputFiles);
  /** @type {import('esbuild').Metafile} */
  const metafile = {
    inputs: Object.assign({}, ...bundles.map((one) => one.metafile.inputs)),
    outputs: Object.assign({}, ...bundles.map((one) => one.metafile.outputs)),
  };
  mkdirSync(`${root}dist/chunks`, { recursive: true });
  // Chunks first, then the files that load them, then the stamp, which marks the bundle as complete.
  const isChunk = (/** @type {{ path: string }} */ file) =>
    /[\\/]chunks[\\/][^\\/]*$/.test(file.path);
  for (const file of outputFiles.filter(isChunk)) replaceFile(file.path, file.contents);
  for (const file of outputFiles.filter((one) => !isChunk(one)))
    replaceFile(file.path, file.contents);
  removeOldChunks(root, Object.keys(metafile.outputs), chunkLifeMs);
  await writeStamp(root, [...Object.keys(metafile.inputs), ...recipe]);
  return metafile;
}

/** @param {string} root @param {readonly string[]} current names below the root @param {number} lifeMs */
function removeOldChunks(root, current, lifeMs) {
  const folder = 'dist/chunks';
  for (const name of readdirSync(root + folder)) {
    const path = `${root}${folder}/${name}`;
    if (current.includes(`${folder}/${name}`)) continue;
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
    if (Date.now() - mtimeMs >= lifeMs) rmSync(path, { force: true });
  }
}

/**
 * Replaces a file in one step: commands that run side by side build the same files, and none of them may read
 * half of one.
 * @param {string} path @param {Uint8Array} contents
 */
function replaceFile(path, contents) {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  mkdirSync(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, contents);
  renameSync(fresh, path);
}

/** @param {string} root @returns {Promise<boolean>} whether the bundle matches the sources */
export async function isFresh(root) {
  if (!existsSync(entryOf(root)) || !existsSync(stampOf(root))) return false;
  /** @type {Record<string, Seen>} */
  const seen = JSON.parse(readFileSync(stampOf(root), 'utf8'));
  let isTouched = false;
  for (const [name, was] of Object.entries(seen)) {
    const is = statSync(root + name, { throwIfNoEntry: false });
    if (is === undefined) return false;
    if (is.mtimeMs === was.ms && is.size === was.size) continue;
    if ((await hashOf(readFileSync(root + name))) !== was.hash) return false;
    isTouched = true;
  }
  if (isTouched) await writeStamp(root, Object.keys(seen)).catch(() => undefined);
  return true;
}

/** The development dependencies that bundle. */
export const builders = ['esbuild', '@babel/parser', '@babel/types'];

/** @returns {boolean} whether they are installed */
export function canBuild() {
  const require = createRequire(import.meta.url);
  try {
    for (const name of builders) require.resolve(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * The bundle to run: rebuilt where the sources have changed since and the bundler is installed. An installed
 * package is run as it was packed.
 *
 * @param {string} root the project's folder, with a slash at its end
 * @param {(line: string) => void} say takes a line for the person
 * @returns {Promise<string | null>} its path; null where there is none, and none can be made
 */
export async function freshCommands(root, say) {
  const isInstalled = /[\\/]node_modules[\\/]/.test(root);
  const isThere = existsSync(entryOf(root));
  if ((isInstalled && isThere) || (await isFresh(root))) return entryOf(root);
  if (canBuild()) await buildCommands(root);
  else if (isThere) say('holdfast: built from older sources than these; npm ci brings what builds');
  else return null;
  return entryOf(root);
}
