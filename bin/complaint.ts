/**
 * Complaint: what an error says to a person, and the exit code that goes with it.
 */

import { BenchError } from '../hil/line/bench-error.ts';
import { LibraryError } from '../sim/scenario/library.ts';
import { ScenarioError } from '../sim/scenario/source.ts';
import { ResultsError } from '../sim/verify/campaign/results.ts';
import { ShardError } from '../sim/verify/campaign/shard.ts';
import { StoreFull } from '../sim/verify/search/store.ts';
import { boardUsageErrors } from './commands/hil/board.ts';
import { benchUsageErrors } from './commands/hil/hil.ts';
import { Unavailable, UsageError } from './usage-error.ts';

/** Exit codes: 0 pass, 1 product failure, 2 usage, 3 bench or environment unavailable. */
const USAGE = 2;
const ENVIRONMENT = 3;

const usageErrors = [
  UsageError,
  ScenarioError,
  LibraryError,
  ShardError,
  ResultsError,
  ...benchUsageErrors,
  ...boardUsageErrors,
];

const environmentErrors = [BenchError, Unavailable, StoreFull];

/** Says what is wrong, and with which exit code. */
export function complain(error: unknown): number {
  if (usageErrors.some((kind) => error instanceof kind)) {
    process.stderr.write(`${(error as Error).message}\n`);
    return USAGE;
  }
  if (environmentErrors.some((kind) => error instanceof kind)) {
    process.stderr.write(`${(error as Error).message}\n`);
    return ENVIRONMENT;
  }
  const { code, exitCode, syscall } = error as NodeJS.ErrnoException & { exitCode?: number };
  if (typeof code === 'string' && code.startsWith('commander.')) {
    return exitCode === 0 ? 0 : USAGE;
  }
  if (typeof syscall === 'string') {
    process.stderr.write(`${(error as Error).message}\n`);
    return ENVIRONMENT;
  }
  throw error;
}
