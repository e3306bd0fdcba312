/**
 * Built program: a program file that is whole, as the build wrote it, and what its first line states.
 */

import { existsSync, readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import {
  type Head,
  hashOf,
  programPath,
  type Role,
  readHead,
  usualMap,
} from '../../../build/program-file.mjs';
import { sealOf, unsealed } from '../../../build/program-seal.mjs';
import { PortUsageError } from '../../../hil/flash/candidates.ts';
import type { Platform } from '../../../hil/flash/identity.ts';
import { shellWord } from '../../../sim/shell-words.ts';

/** Flash is written in pages of this size. */
const PAGE = 256;
const AGAIN = 'build it with node build.mjs';

/** The text of the file, and what its first line states. */
export interface BuiltProgram {
  readonly path: string;
  readonly code: string;
  readonly head: Head;
}

/** A REPL carries ASCII only. */
function readAscii(path: string): string {
  const code = readFileSync(path, 'latin1');
  const strange = /[^\t\n\x20-\x7e]/.exec(code);
  if (strange === null && code.length > 0) return code;
  const line = code.slice(0, strange?.index ?? 0).split('\n').length;
  throw new PortUsageError(
    `${path}:${line}: expected a program in ASCII, found ${code === '' ? 'nothing' : 'something else'}`,
  );
}

/** @throws PortUsageError where a file has no head, was cut off, or was changed after the build */
function checkHead(path: string, code: string): Head {
  const found = readHead(code);
  if (found === null) {
    throw new PortUsageError(
      `${path}: its first line does not state what it was built for; ${AGAIN}`,
    );
  }
  const { head, program } = found;
  const seal = sealOf(code, head.platform);
  if (seal === 'none') {
    throw new PortUsageError(`${path}: not whole: it does not end in its seal; ${AGAIN}`);
  }
  if (hashOf(program) !== head.hash) {
    throw new PortUsageError(
      `${path}: its SHA-256 begins with ${hashOf(program)}, and its first line states ${head.hash}: ` +
        `it was changed after the build; ${AGAIN}`,
    );
  }
  // The seal covers the head as well, which the hash does not.
  if (seal === 'wrong') {
    throw new PortUsageError(
      `${path}: the sum in its seal is not that of the file: it was changed after the build; ${AGAIN}`,
    );
  }
  return head;
}

/**
 * A board that resets during the write starts whatever is in its flash. So no prefix of the program may be a
 * valid program; a program that is one expression, as the build makes it, has this property. From the end of the
 * expression on, what is left away is the call, and nothing would run, or the seal, and all of it is there.
 */
function checkPrefixes(path: string, code: string): void {
  const end = unsealed(code)
    .trimEnd()
    .replace(/(\(\))?;?$/, '').length;
  for (let length = PAGE; length < end; length += PAGE) {
    if (isProgram(code.slice(0, length))) {
      throw new PortUsageError(
        `${path}: cut off after ${length} bytes it would still run; ${AGAIN}`,
      );
    }
  }
}

function isProgram(code: string): boolean {
  try {
    new Script(code);
    return true;
  } catch {
    return false;
  }
}

/** @throws PortUsageError where the file is not whole, or was changed after the build */
export function readBuilt(path: string): BuiltProgram {
  if (!existsSync(path)) throw new PortUsageError(`${path}: no such file; ${AGAIN}`);
  const code = readAscii(path);
  const head = checkHead(path, code);
  checkPrefixes(path, code);
  return { path, code, head };
}

/**
 * The program that a board is flashed with.
 *
 * @param file another file than the build's own
 * @throws PortUsageError where it is not there, not whole, or built for something else
 */
export function readProgram(
  platform: Platform,
  file?: string,
  role: Role = 'charger',
  board = usualMap(platform, role),
): BuiltProgram {
  const path = file ?? programPath(platform, board, role);
  if (!existsSync(path)) {
    const map = board === usualMap(platform, role) ? '' : ` --board ${shellWord(board)}`;
    const what = role === 'charger' ? '' : ` --role ${role}`;
    throw new PortUsageError(
      `${path}: no such file; node build.mjs --platform ${platform}${map}${what} builds it`,
    );
  }
  const built = readBuilt(path);
  const { head } = built;
  if (head.platform !== platform || head.map !== board || head.role !== role) {
    throw new PortUsageError(
      `${path}: built for --platform ${head.platform} --board ${head.map} --role ${head.role}, but asked ` +
        `for --platform ${platform} --board ${board} --role ${role}; nothing was written`,
    );
  }
  return built;
}
