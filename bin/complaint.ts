/**
 * Complaint: the message of an error for a person, and its exit code.
 */

import { tellMissing } from '../build/missing.mjs';
import { EnvironmentError, UsageError } from '../sim/errors.ts';
import { ENVIRONMENT, USAGE } from './exit-codes.ts';

/** Prints what is wrong. @returns the exit code that belongs to it */
export function complain(error: unknown): number {
  const { code, exitCode, syscall } = error as NodeJS.ErrnoException & { exitCode?: number };
  // Commander has printed the message itself.
  if (typeof code === 'string' && code.startsWith('commander.')) {
    return exitCode === 0 ? 0 : USAGE;
  }
  const missing = tellMissing(error);
  if (missing !== '') {
    process.stderr.write(`${missing}\n`);
    return ENVIRONMENT;
  }
  const isEnvironment = error instanceof EnvironmentError || typeof syscall === 'string';
  if (!isEnvironment && !(error instanceof UsageError)) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  return isEnvironment ? ENVIRONMENT : USAGE;
}
