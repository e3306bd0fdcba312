/**
 * The stand-in for a rig with a jig, for tests: a board with the firmware that ships and a jig over one
 * plant, in a process of their own, each behind a pseudo-terminal.
 */

import { mkdtempSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type StandInRig, startStandInRig } from '../../hil/device/stand-in.ts';
import { ProductConsole } from '../../hil/line/product-console.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-rig-'));
let built: Promise<string> | null = null;

/** Bundles the rig's program; returns its path. */
function buildRig(): Promise<string> {
  built ??= build({
    entryPoints: ['hil/simulated/rig/rig-device.ts'],
    outfile: join(folder, 'rig.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
  }).then(() => join(folder, 'rig.mjs'));
  return built;
}

/** A part with short strokes: in real time nobody wants to wait for the rests of another. */
export const LOCK = 'mennekes-motor';

/** What takes minutes of real time runs by `npm run test:rig` only. */
export const isLong = process.env['LONG'] === 'yes';

/** @param words `lock` for a real lock, and `given …` lines for the plant */
export async function startRig(...words: string[]): Promise<StandInRig> {
  return startStandInRig([process.execPath, await buildRig()], [`given lock ${LOCK}`, ...words]);
}

/**
 * Why a run in real time says nothing: this computer has more to do than it can, and something on the rig
 * has not been served for seconds. Empty where it had time enough, or where something else has gone wrong.
 */
export function whyTooBusy(said: string): string {
  const isLate =
    /did not run|nothing has arrived for 1\.5 s|no answer to|has not come to rest/.test(said);
  const load = loadavg()[0] ?? 0;
  return isLate && load > cpus().length
    ? `this computer is too busy for real time: load ${load}`
    : '';
}

/** What the board senses, asked over its own console. */
export async function sensedBy(rig: StandInRig): Promise<string> {
  const product = new ProductConsole(rig.board.path);
  await product.open();
  try {
    const [levels = ''] = await product.ask('sense levels', ['ok sense levels']);
    const [pilot = ''] = await product.ask('pilot', ['ok pilot high']);
    const [cable = ''] = await product.ask('sense proximity', ['ok sense proximity']);
    return [levels, pilot, cable].map((line) => line.replace(/^ok (sense )?/, '')).join('; ');
  } finally {
    await product.close();
  }
}
