/**
 * Foreign tool: whether a program of others is installed, and its runs.
 */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';

/** Why its tests are skipped; '' where they run. */
export function missing(tool: string, flag: string): string {
  const { error } = spawnSync(tool, [flag], { stdio: 'ignore', timeout: 10000 });
  return error === undefined ? '' : `: skipped, ${tool} is not installed here`;
}

export interface Output {
  readonly code: number | null;
  readonly text: string;
}

/** Runs it to its end, while this process goes on serving it. */
export function runTool(tool: string, args: readonly string[]): Promise<Output> {
  const child = spawn(tool, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece) => {
      text += String(piece);
    });
  }
  return new Promise((resolve) => child.on('exit', (code) => resolve({ code, text })));
}

export async function endTool(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.on('exit', resolve));
  child.kill();
  await ended;
}
