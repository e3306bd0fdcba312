/**
 * Several rigs at once: one process each, every one its share of the scenarios, the results joined.
 */

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Rig } from '../rig/rig.ts';

/** The worst of several exit codes: a broken product before a broken bench before wrong usage. */
function worst(codes: readonly number[]): number {
  return [1, 3, 2].find((code) => codes.includes(code)) ?? 0;
}

function runOne(
  program: string,
  args: readonly string[],
  name: string,
  print: (line: string) => void,
): Promise<number> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => print(`[${name}] ${line}`));
  }
  // The children hear Ctrl-C themselves; a polite kill is passed on.
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.once('SIGTERM', pass);
  return new Promise((resolve) => {
    child.on('close', (code) => {
      process.off('SIGTERM', pass);
      resolve(code ?? 3);
    });
  });
}

/** The options of a run as they are typed, without those that differ from rig to rig. */
function wordsOf(options: object): string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    if (name === 'rig' || name === 'shard' || value === undefined || value === false) return [];
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return value === true ? [flag] : [flag, String(value)];
  });
}

export async function runOnRigs(
  root: string,
  rigs: readonly Rig[],
  paths: readonly string[],
  options: object,
  print: (line: string) => void,
): Promise<number> {
  const program = fileURLToPath(new URL('bin/holdfast.mjs', root));
  const codes = await Promise.all(
    rigs.map((rig, i) => {
      const share = ['--shard', `${i}/${rigs.length}`];
      const args = ['hil', 'run', ...paths, '--rig', rig.file, ...share, ...wordsOf(options)];
      return runOne(program, args, rig.name, print);
    }),
  );
  const told = rigs.map((rig, i) => `${rig.name} ${codes[i]}`).join(', ');
  print(`${rigs.length} rigs, exit codes: ${told}`);
  return worst(codes);
}
