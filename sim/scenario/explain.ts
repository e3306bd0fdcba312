/**
 * Explain: a failed scenario for the person who has to correct it: the lines around, the trace around, and
 * the command to repeat it.
 */

import type { Colors } from 'picocolors/types.js';
import { shellPath, shellWord } from '../shell-words.ts';
import { writeDuration } from './quantity.ts';
import type { Failure, Result } from './run.ts';
import { observables } from './vocabulary.ts';

const LINES_AROUND = 2;
const EVENTS_BEFORE = 14;

function linesAround(result: Result, failure: Failure, c: Colors): string[] {
  if (failure.line === 0) return [];
  const from = Math.max(1, failure.line - LINES_AROUND);
  const to = Math.min(result.scenario.lines.length, failure.line + LINES_AROUND);
  const lines: string[] = [];
  for (let n = from; n <= to; n++) {
    const text = `${String(n).padStart(6)} │ ${result.scenario.lines[n - 1] ?? ''}`;
    lines.push(n === failure.line ? c.red(text) : c.dim(text));
  }
  return lines;
}

function traceAround(result: Result, failure: Failure): string[] {
  const told = result.events.filter(
    ({ name }) => name !== 'lamp' && observables.get(name)?.from !== 'probe',
  );
  const until = told.filter((event) => event.atUs <= failure.atUs);
  return until
    .slice(-EVENTS_BEFORE)
    .map((e) => `  @${writeDuration(e.atUs - result.startUs).padStart(12)}  ${e.name} ${e.value}`);
}

/** The command that runs this one again. */
export function repeatCommand(result: Result): string {
  const { file, variant } = result.scenario;
  const choice = variant === '' ? '' : ` --variant ${shellWord(variant)}`;
  return `npx holdfast sim run ${shellPath(file)}${choice}`;
}

export function explainFailure(result: Result, c: Colors): string[] {
  const failure = result.failure;
  if (failure === null) return [];
  const { file, variant } = result.scenario;
  const place = failure.line > 0 ? `${file}:${failure.line}` : file;
  const at = writeDuration(failure.atUs - result.startUs);
  return [
    `${c.red('FAIL')} ${place} @${at}${variant === '' ? '' : ` (${variant})`}`,
    `     ${failure.message}`,
    ...linesAround(result, failure, c),
    '  trace:',
    ...traceAround(result, failure),
    `  repeat: ${repeatCommand(result)}`,
  ];
}
