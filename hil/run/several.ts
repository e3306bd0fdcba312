/**
 * Several rigs in parallel: one process each, every one its share of the scenarios, the results joined.
 */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Scenario } from '../../sim/scenario/statement.ts';
import { onEndSignal } from '../line/end-signals.ts';
import type { Rig } from '../rig/rig.ts';
import { joinRuns } from './joined.ts';
import { countOutcomes } from './outcome.ts';
import type { Results } from './results.ts';

/** The worst of several exit codes: product failure before bench error before wrong usage. */
function worst(codes: readonly number[]): number {
  return [1, 3, 2].find((code) => codes.includes(code)) ?? 0;
}

interface Ended {
  readonly code: number;
  /** The last line of its error output. */
  readonly complaint: string;
}

function runOne(
  program: string,
  args: readonly string[],
  name: string,
  print: (line: string) => void,
): Promise<Ended> {
  // In a process group of its own: a Ctrl-C reaches the children once, from this process, and the reports are
  // joined when the last of them has made its rig safe.
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let complaint = '';
  createInterface({ input: child.stdout }).on('line', (line) => print(`[${name}] ${line}`));
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.trim() !== '') complaint = line.trim();
    print(`[${name}] ${line}`);
  });
  const off = onEndSignal((signal) => void child.kill(signal));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      off();
      resolve({ code: code ?? 3, complaint });
    });
  });
}

/** The options of a run as they are typed, without those that differ from rig to rig. */
function wordsOf(options: object): string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    const isOwn = ['rig', 'shard', 'partFolder', 'summary'].includes(name);
    if (isOwn || value === undefined || value === false) return [];
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return value === true ? [flag] : [flag, String(value)];
  });
}

/** A rig and its share of the scenarios. */
export interface Share {
  readonly rig: Rig;
  /** Its part of all scenarios, as in `1/3`. */
  readonly shard: string;
  readonly scenarios: readonly Scenario[];
}

export interface RigsPlan {
  readonly shares: readonly Share[];
  readonly paths: readonly string[];
  readonly options: object;
  /** The joined folder. */
  readonly folder: string;
  readonly build: string;
}

/** @param root address of the project's folder */
export async function runOnRigs(
  root: string,
  plan: RigsPlan,
  print: (line: string) => void,
): Promise<{ code: number; results: Results[] }> {
  const { shares, paths, options, folder, build } = plan;
  const program = fileURLToPath(new URL('bin/holdfast.mjs', root));
  const folderOf = (rig: Rig): string => join(folder, rig.name);
  const ended = await Promise.all(
    shares.map(({ rig, shard }) => {
      const own = ['--shard', shard, '--part-folder', folderOf(rig)];
      const args = ['hil', 'run', ...paths, '--rig', rig.file, ...own, ...wordsOf(options)];
      return runOne(program, args, rig.name, print);
    }),
  );
  const parts = shares.map(({ rig, scenarios }, i) => {
    const complaint = ended[i]?.complaint ?? '';
    return { rig, folder: folderOf(rig), scenarios, complaint };
  });
  const results = joinRuns(folder, parts, build);
  // Wrong usage leaves no results either, and stays wrong usage.
  const codes = results.map(({ exitCode }, i) => (ended[i]?.code === 2 ? 2 : exitCode));
  const told = shares.map(({ rig }, i) => `${rig.name} ${codes[i]}`).join(', ');
  const outcomes = results.flatMap(({ entries }) => entries.map(({ outcome }) => outcome));
  print(`${shares.length} rigs: ${countOutcomes(outcomes)}; exit codes: ${told}`);
  print(`joined results in ${folder}`);
  return { code: worst(codes), results };
}
