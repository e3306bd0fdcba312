/**
 * Outputs: what a command has printed over one build, kept as a file for the evidence.
 */

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ResultsError } from '../../../sim/verify/campaign/results.ts';
import { type Output, outputCommands } from '../../../sim/verify/evidence/evidence.ts';

function outputPath(folder: string, command: string): string {
  return join(folder, `output-${command.replace(/[^a-z]+/g, '-')}.json`);
}

/** The files of a folder that hold what a command has printed over this build. */
export function outputsIn(folder: string, build: string): string[] {
  return outputCommands
    .filter((command) => readOutput(folder, command, build) !== null)
    .map((command) => outputPath(folder, command));
}

/** Null where there is none of this build. @throws ResultsError where the file is something else */
export function readOutput(folder: string, command: string, build: string): Output | null {
  const path = outputPath(folder, command);
  if (!existsSync(path)) return null;
  let found: Partial<Output>;
  try {
    found = JSON.parse(readFileSync(path, 'utf8')) ?? {};
  } catch (error) {
    throw new ResultsError(
      `${path}: expected the output of a command; ${(error as Error).message}`,
    );
  }
  if (found.format !== 'holdfast-output-1' || !Array.isArray(found.lines)) {
    throw new ResultsError(`${path}: expected the output of a command, found something else`);
  }
  return found.build === build ? (found as Output) : null;
}

/** Runs a command in a process of its own, and keeps what it prints. @param root path of the project's folder */
export async function keepOutput(
  root: string,
  folder: string,
  command: string,
  build: string,
): Promise<void> {
  const startedAt = performance.now();
  const { code, text } = await runCommand(root, command.split(' '));
  const output: Output = {
    format: 'holdfast-output-1',
    build,
    command,
    code,
    seconds: (performance.now() - startedAt) / 1000,
    lines: text.trimEnd().split('\n'),
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(outputPath(folder, command), `${JSON.stringify(output, null, 1)}\n`);
}

function runCommand(
  root: string,
  args: readonly string[],
): Promise<{ code: number; text: string }> {
  const script = join(root, 'bin/holdfast.mjs');
  // Colours and progress are for a terminal.
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
  return new Promise((resolve) => {
    const options = { env, cwd: root, maxBuffer: 1e8 };
    execFile(process.execPath, [script, ...args], options, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : error === null ? 0 : 1;
      // What ended it belongs to what it says.
      resolve({ code, text: code === 0 ? stdout : stdout + stderr });
    });
  });
}
