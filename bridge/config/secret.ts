/**
 * Secret: passwords and certificates, from files or the environment. None of them is ever printed.
 */

import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { KeyRole } from '../../sim/challenge.ts';
import { UsageError } from '../../sim/errors.ts';
import { readKeys } from '../../sim/key-file.ts';
import type { Secret } from './config.ts';

/** A file that others may read keeps no secret. */
const OTHERS = 0o077;

function read(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${path}: the ${what} cannot be read (${code})`);
  }
}

/**
 * @param folder where paths begin
 * @param warn takes a line for the person
 * @returns null where none is named
 * @throws UsageError where it is named and not there
 */
export function readPassword(
  { passwordFile, passwordVariable }: Secret,
  folder: string,
  warn: (line: string) => void,
): string | null {
  if (passwordVariable !== undefined) {
    const value = process.env[passwordVariable];
    if (value !== undefined && value !== '') return value;
    throw new UsageError(
      `the environment has no ${passwordVariable}: the password is expected there`,
    );
  }
  if (passwordFile === undefined) return null;
  const path = resolve(folder, passwordFile);
  const password = read(path, 'password').replace(/\r?\n$/, '');
  if (password === '') throw new UsageError(`${path}: expected a password, found nothing`);
  if (process.platform !== 'win32' && (statSync(path).mode & OTHERS) !== 0) {
    warn(`warning: ${path}: others may read the password; chmod 600 mends it`);
  }
  return password;
}

/** @returns the certificates as PEM; null for the system's */
export function readCertificates(caFile: string | undefined, folder: string): string | null {
  return caFile === undefined ? null : read(resolve(folder, caFile), 'certificate');
}

/**
 * The charger's keys, which stand in a file for its owner alone.
 *
 * @throws UsageError where the file is named, and is none
 */
export function readOwnerKeys(
  keyFile: string | undefined,
  folder: string,
): ReadonlyMap<KeyRole, string> {
  if (keyFile === undefined) return new Map();
  try {
    return readKeys(resolve(folder, keyFile));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
