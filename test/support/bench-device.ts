/**
 * The bench device for tests: built once per test file, started behind a pseudo-terminal; sound, or with a
 * mistake planted in its firmware.
 */

import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { type StandIn, startStandIn } from '../../hil/device/stand-in.ts';
import { Link } from '../../hil/line/link.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-test-'));
let built: Promise<string> | null = null;

/** A passage of a file of firmware or bench, and what stands there instead. */
export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** The guard on the board sees nothing. */
export const blindGuard: Edit = {
  file: 'firmware/guard/rules.ts',
  from: 'guard.tripped = judge(guard, seen, outputs, limits)',
  to: 'guard.tripped = Rule.None',
};

function planting(edits: readonly Edit[]): Plugin {
  return {
    name: 'plant',
    setup: (bundler) => {
      bundler.onLoad({ filter: /\/(firmware|hil)\/.*\.ts$/ }, ({ path }) => {
        let contents = readFileSync(path, 'utf8');
        for (const { file, from, to } of edits) {
          if (!path.endsWith(file)) continue;
          if (contents.split(from).length !== 2) throw new Error(`${file} has not one "${from}"`);
          contents = contents.replace(from, () => to);
        }
        return { contents, loader: 'ts' };
      });
    },
  };
}

interface BundleOptions {
  readonly entry?: string;
  /** Left out where the program runs far from the packages. */
  readonly packages?: 'external';
}

async function bundle(
  outfile: string,
  edits: readonly Edit[],
  { entry = 'hil/device/bench-device.ts', ...how }: BundleOptions = {},
): Promise<string> {
  await build({
    ...how,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    plugins: edits.length === 0 ? [] : [planting(edits)],
  });
  return outfile;
}

/** Bundles the device's program; returns its path. */
export function buildDevice(): Promise<string> {
  built ??= bundle(join(folder, 'device.mjs'), []);
  return built;
}

/** Bundles a device whose firmware has mistakes; returns its path. */
export function plantDevice(name: string, edits: readonly Edit[]): Promise<string> {
  return bundle(join(folder, `${name}.mjs`), edits);
}

/** Bundles a program of this computer, whose bench has mistakes, where its packages are found; returns its path. */
export async function plantHost(
  name: string,
  entry: string,
  edits: readonly Edit[],
): Promise<string> {
  const outfile = join('node_modules', '.cache', `holdfast-test-${process.pid}`, `${name}.mjs`);
  return resolve(await bundle(outfile, edits, { entry, packages: 'external' }));
}

/** Bundles a device with a fault between it and its line, which its argument names; returns its path. */
export function hostileDevice(): Promise<string> {
  return bundle(join(folder, 'hostile.mjs'), [], { entry: 'test/support/hostile-board.ts' });
}

/** A device that runs, and the open line to it. */
export async function startDevice(program?: string): Promise<{ device: StandIn; link: Link }> {
  const device = await startStandIn([process.execPath, program ?? (await buildDevice())]);
  const link = new Link(device.path);
  await link.open();
  return { device, link };
}
