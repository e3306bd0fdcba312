/**
 * The stand-in for a rig with a jig, for tests: a board with the firmware that ships and a jig over one
 * plant, in a process of their own, each behind a pseudo-terminal.
 */

import { mkdtempSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type StandInRig, startStandInRig } from '../../hil/device/stand-in.ts';
import { BusyHostError } from '../../hil/line/bench-error.ts';
import type { Link } from '../../hil/line/link.ts';
import { ProductConsole } from '../../hil/line/product-console.ts';
import type { Result } from '../../sim/scenario/result.ts';

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

/** Why a test says nothing that `playUnlessBusy` could not play. */
export const TOO_BUSY = 'this computer is too busy for real time';

/** Nothing was wrong or damaged: it only came late, or was asked for again before it had come. */
const LATE = [
  'too busy',
  'did not run',
  'nothing has arrived for 1\\.5 s',
  'no answer to',
  'not acknowledged',
  'a tick has not ended',
  'has not come to rest',
  'too late for a verdict',
  'frames (\\d+ repeated(, \\d+ unanswered)?|\\d+ unanswered);',
];

/** How much longer everything takes now: more than 1 where this computer has more to do than it can. */
export const slowness = (): number => Math.max(1, (loadavg()[0] ?? 0) / cpus().length);

/** Why this computer measures no windows now: it has more to do than it can. Empty where it has time enough. */
export const whyLoaded = (): string => (slowness() > 1 ? `${TOO_BUSY}: load ${loadavg()[0]}` : '');

/**
 * Why a run in real time says nothing: this computer has more to do than it can, and something on the rig
 * has not been served in time. Empty where it had time enough, or where something else has gone wrong.
 */
export const whyTooBusy = (said: string): string =>
  new RegExp(LATE.join('|')).test(said) ? whyLoaded() : '';

/**
 * Plays on a line that many tests share: one that a busy computer has lost is opened again.
 *
 * @returns null where this computer was too busy
 */
export async function playUnlessBusy(
  link: Link,
  play: () => Promise<Result>,
): Promise<Result | null> {
  for (let attempt = 0; attempt < 3; attempt++) {
    if (link.down !== null) await link.reopen(5000);
    try {
      return await play();
    } catch (error) {
      if (!(error instanceof BusyHostError) && whyTooBusy(String(error)) === '') throw error;
    }
  }
  return null;
}

/**
 * What `sensedBy` says when whatever a jig can let go is let go: no supply, no car, no cable, and nothing is live.
 * The low half is any: a steady pilot has none, and its track-and-hold keeps what it saw last.
 */
export const DEAD = /^levels none; pilot high 1[12]\d{3} mV low -?\d+ mV; proximity 3300 mV$/;

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
