/**
 * `holdfast bench start`: the processor time until the command line has answered, user and system together.
 * It depends on the machine: the goals are for an idle one with two cores, and bare Node stands beside them.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EnvironmentError } from '../../../sim/errors.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';

const RUNS = 10;

/** What is asked, and what it may take in ms. */
const goals = [
  ['--version', 150],
  ['--help', 250],
] as const;

/** Runs in the measured process, and tells at its end what that has taken. */
const telling =
  "process.on('exit', () => { const { user, system } = process.cpuUsage();" +
  "require('node:fs').writeSync(3, String(user + system)); });";

/** The middle one, or the mean of the two in the middle. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] as number;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] as number)) / 2;
}

/** @returns ms of processor time @throws EnvironmentError where it does not end well */
function timeOf(script: string, args: readonly string[]): number {
  const { status, output } = spawnSync(process.execPath, ['--require', script, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const us = Number(output?.[3]);
  if (status === 0 && us > 0) return us / 1000;
  throw new EnvironmentError(`node ${args.join(' ')} ended with ${status}: ${output?.[2] ?? ''}`);
}

/** @returns 0 every goal is kept, 1 one is missed */
export function benchStart(root: string, print: Print): number {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-start-'));
  const script = join(folder, 'telling.cjs');
  const empty = join(folder, 'empty.mjs');
  writeFileSync(script, telling);
  writeFileSync(empty, '');
  const measure = (args: readonly string[]): number => {
    // The first one fills the caches, and builds the commands where the sources have changed.
    timeOf(script, args);
    return medianOf(Array.from({ length: RUNS }, () => timeOf(script, args)));
  };
  try {
    print(`processor time, median of ${RUNS} runs; goals for an idle machine with two cores`);
    print(`  node, an empty module   ${measure([empty]).toFixed(0).padStart(4)} ms`);
    let isKept = true;
    for (const [argument, goalMs] of goals) {
      const tookMs = measure([fileURLToPath(new URL('bin/holdfast.mjs', root)), argument]);
      const verdict = tookMs < goalMs ? paint.green('kept') : paint.red('MISSED');
      print(
        `  holdfast ${argument.padEnd(14)} ${tookMs.toFixed(0).padStart(4)} ms, goal below ${goalMs}: ${verdict}`,
      );
      isKept &&= tookMs < goalMs;
    }
    return isKept ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
