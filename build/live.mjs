// The live page: everything that a browser needs in one bundle, with every scenario file.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { canBuild } from './commands.mjs';

/** Folders of the page's scenarios, in this order. */
const folders = ['sim/story', 'test/scenarios'];

/**
 * @param {string} root
 * @param {string} folder
 */
function scenariosBelow(root, folder) {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.scenario'))
    .sort()
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}

/**
 * @param {string} root
 * @returns {import('esbuild').Plugin}
 */
const scenarios = (root) => ({
  name: 'scenarios',
  setup(bundle) {
    bundle.onResolve({ filter: /^scenarios:all$/ }, ({ path }) => ({
      path,
      namespace: 'scenarios',
    }));
    bundle.onLoad({ filter: /.*/, namespace: 'scenarios' }, () => {
      const files = folders.flatMap((folder) => scenariosBelow(root, folder));
      const texts = files.map((file) => [file, readFileSync(join(root, file), 'utf8')]);
      return { contents: JSON.stringify(Object.fromEntries(texts)), loader: 'json' };
    });
  },
});

/**
 * Bundles the page. A classic script, not a module, also opens from a file.
 * @param {string} address of the project's folder
 * @returns {Promise<Map<string, Uint8Array>>} contents by file name
 */
async function bundleLive(address) {
  const root = fileURLToPath(address);
  const { build } = await import('esbuild');
  const result = await build({
    entryPoints: { live: `${root}sim/live/page.ts` },
    outdir: `${root}dist/live`,
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    minify: true,
    legalComments: 'inline',
    // The trace uses Node's events; in a browser a package provides the same interface.
    alias: { 'node:events': 'events' },
    loader: { '.svg': 'text' },
    plugins: [scenarios(root)],
    logLevel: 'warning',
  });
  const files = new Map(
    result.outputFiles.map((file) => [file.path.split(/[\\/]/).at(-1) ?? '', file.contents]),
  );
  files.set('index.html', readFileSync(`${root}sim/live/page.html`));
  return files;
}

/** Folder of the prebuilt page. @param {string} root the project's folder */
const folderOf = (root) => `${root}dist/live/`;

/** Builds the page ahead. @param {string} root the project's folder, with a slash at its end */
export async function writeLive(root) {
  mkdirSync(folderOf(root), { recursive: true });
  const files = await bundleLive(pathToFileURL(root).href);
  for (const [name, contents] of files) writeFileSync(folderOf(root) + name, contents);
}

/**
 * The page: from the sources where the bundler is installed, else the prebuilt one.
 * @param {string} address of the project's folder
 * @returns {Promise<Map<string, Uint8Array>>} contents by file name
 */
export async function loadLive(address) {
  if (canBuild()) return bundleLive(address);
  const folder = folderOf(fileURLToPath(address));
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(folder + name)]));
}
