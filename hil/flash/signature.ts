/**
 * Signature: who made a program, by an Ed25519 signature over the bytes of its file. It stands beside the file, in
 * `NAME.sig`, as 64 bytes: `openssl pkeyutl -verify -rawin` reads it too. Only the host checks it, never the board.
 */

import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { UsageError } from '../../sim/errors.ts';
import { shellPath } from '../../sim/shell-words.ts';

/** A program as it was read and checked: the file is not read a second time, when it may be another. */
export interface ReadProgram {
  readonly path: string;
  /** ASCII. */
  readonly code: string;
}

/** Where the signature of a program stands. */
export const signatureOf = (program: ReadProgram): string => `${program.path}.sig`;
const bytesOf = (program: ReadProgram): Buffer => Buffer.from(program.code, 'latin1');

/** What OpenSSL complains about is not told: it could quote the key. */
function readKey(option: string, file: string, kind: 'private' | 'public'): KeyObject {
  const expected = `${option} ${file}: expected an Ed25519 ${kind} key in PEM, without a passphrase`;
  if (!existsSync(file) || !statSync(file).isFile()) {
    throw new UsageError(`${expected}; there is no such file`);
  }
  const text = readFileSync(file, 'utf8');
  const isPrivate = text.includes('PRIVATE KEY-----');
  // The public key could be made from the private one, which does not belong where programs are only checked.
  if (kind === 'public' && isPrivate) throw new UsageError(`${expected}; this is the private one`);
  try {
    const key = kind === 'private' ? createPrivateKey(text) : createPublicKey(text);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    throw new UsageError(`${expected}; it cannot be read as one`);
  }
  throw new UsageError(`${expected}; this is a key of another kind`);
}

/**
 * Writes the signature of a program beside its file.
 *
 * @returns its path
 * @throws UsageError where the key cannot be used, or others than its owner may read it
 */
export function signFile(program: ReadProgram, keyFile: string): string {
  const key = readKey('--key', keyFile, 'private');
  if (process.platform !== 'win32' && (statSync(keyFile).mode & 0o077) !== 0) {
    throw new UsageError(
      `--key ${keyFile}: others may read this private key; run: chmod 600 ${shellPath(keyFile)}`,
    );
  }
  const path = signatureOf(program);
  writeFileSync(path, sign(null, bytesOf(program), key));
  return path;
}

/** @throws UsageError where the file is not signed, or not by this key, or not as it is now */
export function checkSignature(program: ReadProgram, keyFile: string): void {
  const key = readKey('--verify-key', keyFile, 'public');
  const path = signatureOf(program);
  if (!existsSync(path)) {
    throw new UsageError(
      `${program.path}: not signed: expected its signature in ${path}, found no such file; ` +
        `"holdfast sign ${shellPath(program.path)} --key KEYFILE" writes it`,
    );
  }
  if (!verify(null, bytesOf(program), key, readFileSync(path))) {
    throw new UsageError(
      `${program.path}: ${path} is not its signature by ${keyFile}: another key signed it, or one of both files ` +
        'was changed since; do not flash it',
    );
  }
}
