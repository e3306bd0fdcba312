/**
 * `holdfast flash`: a built firmware onto a board, read back and compared.
 */

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Script } from 'node:vm';
import {
  checkPort,
  chooseBoard,
  listCandidates,
  PortUsageError,
} from '../../../hil/flash/candidates.ts';
import { flashEspruino } from '../../../hil/flash/flash-espruino.ts';
import { flashKaluma } from '../../../hil/flash/flash-kaluma.ts';
import { checkIdentity, identify, type Platform, platforms } from '../../../hil/flash/identity.ts';
import { FlashError } from '../../../hil/flash/talk.ts';
import { SerialWire, type Wire } from '../../../hil/flash/wire.ts';
import { BenchError } from '../../../hil/line/bench-error.ts';
import { findPort } from '../../../hil/line/port.ts';
import { didYouMean } from '../../../sim/scenario/source.ts';
import { paint } from '../../../sim/view/colours.ts';
import { createProgress } from '../../progress.ts';

type Print = (line: string) => void;

/** Flash is written in pages of this size. */
const PAGE = 256;

export interface FlashOptions {
  readonly board: string;
  readonly port?: string;
  readonly file?: string;
  readonly role?: string;
  readonly socketEmpty?: boolean;
}

export function readPlatform(board: string): Platform {
  const platform = platforms.find((name) => name === board);
  if (platform !== undefined) return platform;
  throw new PortUsageError(
    `--board expects ${platforms.join(' | ')}, found "${board}"${didYouMean(board, platforms)}`,
  );
}

/** What a board is flashed to be; the same words as in build.mjs. */
const roles = ['charger', 'bench', 'jig'] as const;
type Role = (typeof roles)[number];

function readRole(word: string): Role {
  const role = roles.find((name) => name === word);
  if (role !== undefined) return role;
  throw new PortUsageError(
    `--role expects ${roles.join(' | ')}, found "${word}"${didYouMean(word, roles)}`,
  );
}

/**
 * A board that resets while it is written starts what is there: every beginning of the program must be no
 * program at all. One expression, as the build makes it, is like that.
 */
function checkWhole(path: string, code: string): void {
  for (let length = PAGE; length < code.length; length += PAGE) {
    if (isProgram(code.slice(0, length))) {
      throw new PortUsageError(
        `${path}: cut off after ${length} bytes it would still run; build it with node build.mjs`,
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

/** The program; a REPL carries ASCII only. */
export function readProgram(
  platform: Platform,
  file: string | undefined,
  role: Role = 'charger',
): string {
  const isCharger = role === 'charger';
  const path = file ?? `dist/${platform}${isCharger ? '' : `.${role}`}.js`;
  if (!existsSync(path)) {
    throw new PortUsageError(
      `${path}: no such file; node build.mjs ${platform}${isCharger ? '' : ` --role ${role}`} builds it`,
    );
  }
  const code = readFileSync(path, 'latin1');
  checkWhole(path, code);
  const strange = /[^\t\n\x20-\x7e]/.exec(code);
  if (strange === null && code.length > 0) return code;
  const line = code.slice(0, strange?.index ?? 0).split('\n').length;
  throw new PortUsageError(
    `${path}:${line}: expected a program in ASCII, found ${code === '' ? 'nothing' : 'something else'}`,
  );
}

/** While a program is replaced the outputs stand as they are, until the watchdog bites. */
async function confirm(options: FlashOptions): Promise<boolean> {
  if (options.socketEmpty === true) return true;
  if (process.stdin.isTTY !== true) {
    throw new PortUsageError('nobody can be asked here: say --socket-empty if it is so');
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const question = 'Is the socket-outlet empty, and the isolator off? Type yes: ';
  const answer = await terminal.question(paint.bold(question));
  terminal.close();
  return answer.trim().toLowerCase() === 'yes';
}

/** Everything from the first question to the last comparison. */
export async function flashBoard(
  wire: Wire,
  platform: Platform,
  code: string,
  print: Print,
): Promise<void> {
  const found = await identify(wire, platform);
  checkIdentity(wire.name, found, platform);
  print(`${wire.name}: ${platform} ${found?.version}, ${found?.board}`);
  // Espruino is read back piece by piece, as long again.
  const total = platform === 'espruino' ? 2 * code.length : code.length;
  const bar = createProgress('flash', total);
  let shown = 0;
  const progress = (bytes: number): void => {
    bar.step(bytes - shown);
    shown = bytes;
  };
  try {
    await (platform === 'kaluma' ? flashKaluma : flashEspruino)(wire, code, progress);
  } finally {
    bar.stop();
  }
  const hash = createHash('sha256').update(code, 'latin1').digest('hex').slice(0, 16);
  print(`${paint.green('flashed')} ${code.length} bytes, read back the same, SHA-256 ${hash}…`);
}

/** @returns 0 flashed, 1 the person said no, 3 no board, another board, or it could not be flashed */
export async function flash(options: FlashOptions, print: Print): Promise<number> {
  const platform = readPlatform(options.board);
  const code = readProgram(platform, options.file, readRole(options.role ?? 'charger'));
  try {
    const ports = await listCandidates();
    if (options.port !== undefined) checkPort(options.port, ports);
    const path = options.port === undefined ? chooseBoard(ports) : await findPort(options.port);
    if (!(await confirm(options))) {
      print('nothing was written');
      return 1;
    }
    const wire = new SerialWire(path);
    await wire.open();
    try {
      await flashBoard(wire, platform, code, print);
    } finally {
      await wire.close();
    }
    return 0;
  } catch (error) {
    if (!(error instanceof FlashError || error instanceof BenchError)) throw error;
    print(paint.red(error.message));
    return 3;
  }
}
