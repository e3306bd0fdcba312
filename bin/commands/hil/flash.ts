/**
 * `holdfast flash`: writes a built firmware to a board, reads it back and compares.
 */

import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { type Role, roles } from '../../../build/program-file.mjs';
import {
  checkPort,
  chooseBoard,
  listCandidates,
  PortUsageError,
} from '../../../hil/flash/candidates.ts';
import { flashEspruino } from '../../../hil/flash/flash-espruino.ts';
import { flashKaluma } from '../../../hil/flash/flash-kaluma.ts';
import { checkIdentity, identify, type Platform, platforms } from '../../../hil/flash/identity.ts';
import { checkSignature } from '../../../hil/flash/signature.ts';
import { FlashStage } from '../../../hil/flash/stage.ts';
import { FlashError } from '../../../hil/flash/talk.ts';
import { SerialWire, type Wire } from '../../../hil/flash/wire.ts';
import { BenchError } from '../../../hil/line/bench-error.ts';
import { onEndSignal } from '../../../hil/line/end-signals.ts';
import { findPort } from '../../../hil/line/port.ts';
import { didYouMean } from '../../../sim/scenario/source.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { ENVIRONMENT, INTERRUPTED } from '../../exit-codes.ts';
import { createProgress } from '../../progress.ts';
import { type BuiltProgram, readProgram } from './built-program.ts';

export interface FlashOptions {
  readonly platform: string;
  /** The pin map that the file must be built for; by default the platform's usual one. */
  readonly board?: string;
  readonly port?: string;
  readonly file?: string;
  readonly role?: string;
  readonly socketEmpty?: boolean;
  /** Only a program that this Ed25519 public key has signed is written. */
  readonly verifyKey?: string;
}

export function readPlatform(word: string): Platform {
  const platform = platforms.find((name) => name === word);
  if (platform !== undefined) return platform;
  throw new PortUsageError(
    `--platform expects ${platforms.join(' | ')}, found "${word}"${didYouMean(word, platforms)}`,
  );
}

function readRole(word: string): Role {
  const role = roles.find((name) => name === word);
  if (role !== undefined) return role;
  throw new PortUsageError(
    `--role expects ${roles.join(' | ')}, found "${word}"${didYouMean(word, roles)}`,
  );
}

/** What is about to be written, for the person who must confirm. */
function describe({ path, code, head }: BuiltProgram): string {
  const { platform, map, role, lock, version, hash } = head;
  const fitted = role === 'jig' ? '' : `, lock part ${lock}`;
  return `${path}: Holdfast ${version}, ${role} for ${platform}, map ${map}${fitted}, ${code.length} bytes, SHA-256 ${hash}\u2026`;
}

/**
 * While a program is replaced the outputs keep their state until the watchdog resets the board.
 *
 * @returns the exit code where nothing may be written: the person said no, or has left; null where it may
 */
async function whyNotConfirmed(options: FlashOptions): Promise<number | null> {
  if (options.socketEmpty === true) return null;
  if (process.stdin.isTTY !== true) {
    throw new PortUsageError(
      'there is no terminal to ask on: give --socket-empty if the socket-outlet is empty',
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const question = 'Is the socket-outlet empty, and the isolator off? Type yes: ';
  try {
    const answer = await terminal.question(paint.bold(question));
    return answer.trim().toLowerCase() === 'yes' ? null : 1;
  } catch (error) {
    // Ctrl-C and Ctrl-D at a question.
    if ((error as NodeJS.ErrnoException).code !== 'ABORT_ERR') throw error;
    process.stdout.write('\n');
    return INTERRUPTED;
  } finally {
    terminal.close();
  }
}

/** Everything from the first question to the final comparison. */
export async function flashBoard(
  wire: Wire,
  platform: Platform,
  code: string,
  print: Print,
  stage: FlashStage = new FlashStage(),
): Promise<void> {
  const found = await identify(wire, platform);
  checkIdentity(wire.name, found, platform);
  print(`${wire.name}: ${platform} ${found?.version}, ${found?.board}`);
  // Espruino is read back piece by piece, which takes as long as writing.
  const total = platform === 'espruino' ? 2 * code.length : code.length;
  const bar = createProgress('flash', total);
  let shown = 0;
  const progress = (bytes: number): void => {
    bar.step(bytes - shown);
    shown = bytes;
  };
  try {
    await (platform === 'kaluma' ? flashKaluma : flashEspruino)(wire, code, progress, stage);
  } finally {
    bar.stop();
  }
  print(`${paint.green('flashed')} ${code.length} bytes, read back the same`);
}

/** @returns 0 flashed, 1 the person said no, 3 no board, another board, or not flashed, 130 interrupted */
export async function flash(options: FlashOptions, print: Print): Promise<number> {
  const platform = readPlatform(options.platform);
  const role = readRole(options.role ?? 'charger');
  const program = readProgram(platform, options.file, role, options.board);
  if (options.verifyKey !== undefined) checkSignature(program, options.verifyKey);
  print(describe(program));
  if (options.verifyKey !== undefined) print(`signed by ${options.verifyKey}`);
  try {
    // Before the ports are listed: a missing package for serial ports must not hide the question.
    const refusal = await whyNotConfirmed(options);
    if (refusal !== null) {
      print('nothing was written');
      return refusal;
    }
    const ports = await listCandidates();
    if (options.port !== undefined) checkPort(options.port, ports);
    const path = options.port === undefined ? chooseBoard(ports) : await findPort(options.port);
    const wire = new SerialWire(path);
    await wire.open();
    const stage = new FlashStage();
    const off = onEndSignal((signal) => {
      writeSync(2, `\n${wire.name}: interrupted by ${signal}; ${stage.tell(platform)}\n`);
      process.exit(INTERRUPTED);
    });
    // What is written is written to its end, whether somebody reads of it or not: half a program is worse.
    process.stdout.removeAllListeners('error').on('error', () => undefined);
    try {
      await flashBoard(wire, platform, program.code, print, stage);
    } finally {
      off();
      await wire.close();
    }
    return 0;
  } catch (error) {
    if (!(error instanceof FlashError || error instanceof BenchError)) throw error;
    print(paint.red(error.message));
    return ENVIRONMENT;
  }
}
