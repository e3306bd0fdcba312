/**
 * The bench device for tests: built once per test file, started behind a pseudo-terminal.
 */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type StandIn, startStandIn } from '../hil/device/stand-in.ts';
import { Link } from '../hil/line/link.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-test-'));
let built: Promise<string> | null = null;

/** Bundles the device's program; returns its path. */
export function buildDevice(): Promise<string> {
  built ??= build({
    entryPoints: ['hil/device/main.ts'],
    outfile: join(folder, 'device.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
  }).then(() => join(folder, 'device.mjs'));
  return built;
}

/** A device that runs, and the open line to it. */
export async function startDevice(): Promise<{ device: StandIn; link: Link }> {
  const device = await startStandIn([process.execPath, await buildDevice()]);
  const link = new Link(device.path);
  await link.open();
  return { device, link };
}
