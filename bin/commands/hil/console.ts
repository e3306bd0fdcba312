/**
 * `holdfast hil console`: the device's own console, with history, completion and a readable trace.
 */

import { createInterface, type Interface } from 'node:readline';
import { createSettings } from '../../../firmware/storage/settings.ts';
import type { BenchError } from '../../../hil/line/bench-error.ts';
import { ConsoleAnswers } from '../../../hil/line/console-answers.ts';
import { findPort, openPort, type Port } from '../../../hil/line/port.ts';
import { answerLine, type KeyRole } from '../../../sim/challenge.ts';
import { consoleWords } from '../../../sim/scenario/parse.ts';
import { paint } from '../../../sim/view/colours.ts';
import { type StepName, wordsIn } from '../../../sim/view/words/language.ts';
import type { Print } from '../../context.ts';
import { ENVIRONMENT } from '../../exit-codes.ts';
import { readWhole } from '../../options.ts';
import { readKeyFile } from './given-keys.ts';

export interface ConsoleOptions {
  readonly baudRate: string;
  readonly keyFile?: string;
}

const { steps } = wordsIn('en');

/** Seconds, name and value in columns; answers are highlighted, warnings and errors more so. A step has its words. */
export function prettyLine(line: string): string {
  const trace = /^~ (\d+) (\S+) (.*)$/.exec(line);
  if (trace !== null) {
    const [, ms, name = '', value = ''] = trace;
    const seconds = (Number(ms) / 1000).toFixed(3).padStart(10);
    return `${paint.dim(seconds)}  ${name.padEnd(14)} ${paint.cyan(value)}`;
  }
  if (line.startsWith('error')) return paint.red(line);
  const step = /^next (\S+)$/.exec(line)?.[1] ?? '';
  if (Object.hasOwn(steps, step)) return `${paint.bold(line)}  ${steps[step as StepName]}`;
  return line.startsWith('warning') ? paint.yellow(line) : paint.bold(line);
}

/** Completions: a command, or after `get` and `set` a setting. */
export function completions(line: string): string[] {
  const words = line.split(' ');
  const last = words[words.length - 1] ?? '';
  const isSetting = words.length === 2 && (words[0] === 'get' || words[0] === 'set');
  const isCommand = words.length === 1;
  const known = isSetting
    ? createSettings().map(({ name }) => name)
    : isCommand
      ? consoleWords
      : [];
  return known.filter((word) => word.startsWith(last));
}

/** A device may send anything: control characters are shown, and never reach the terminal as such. */
export function shown(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f-\xff]/g, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}

/** A device's console while it is open. */
class Session {
  readonly answers = new ConsoleAnswers();
  private received = '';
  private isEchoTold = false;
  /** The error that has ended it; null while it is open. */
  gone: BenchError | null = null;

  constructor(
    private readonly print: Print,
    private readonly keys: ReadonlyMap<KeyRole, string>,
    private readonly onGone: () => void,
  ) {}

  /** @param answer types the answer to a challenge */
  hear(text: string, answer: (line: string) => void): void {
    const lines = (this.received + text).split('\n');
    this.received = (lines.pop() ?? '').slice(-1000);
    for (const raw of lines) {
      const line = raw.replace(/\r$/, '');
      this.answers.hear(line);
      this.print(prettyLine(shown(line)));
      const typed = answerLine(this.keys, line);
      if (typed !== null) answer(typed);
    }
    if (!this.answers.isEcho || this.isEchoTold) return;
    this.isEchoTold = true;
    this.print(paint.yellow('this line echoes: what is typed comes back'));
  }

  end(error: BenchError): void {
    this.gone = error;
    this.print(paint.red(error.message));
    this.onGone();
  }

  type(port: Port, line: string): void {
    this.answers.type(line);
    if (!port.write(`${line}\n`)) {
      this.print(paint.red('the board accepts nothing: the line was not sent'));
    }
  }
}

/** Lines of a file or pipe, one after another: each waits for the answer to the one before. */
async function playInput(session: Session, port: Port, print: Print): Promise<number> {
  let unanswered = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    session.type(port, line);
    const isAnswered = await session.answers.settled(() => session.gone !== null);
    if (session.gone !== null) return ENVIRONMENT;
    if (isAnswered) continue;
    unanswered++;
    const why = session.answers.isEcho ? ': the line echoes, and nobody answers' : '';
    print(paint.red(`no answer to "${line}" within 2 s${why}`));
  }
  return unanswered === 0 ? 0 : ENVIRONMENT;
}

/** A person at a terminal, with history and completion. */
function startTerminal(session: Session, port: Port, end: (code: number) => void): Interface {
  const reader = createInterface({
    input: process.stdin,
    output: process.stdout,
    prompt: '',
    historySize: 200,
    completer: (line: string) => [completions(line), line.split(' ').pop() ?? ''],
  });
  reader.on('line', (line) => session.type(port, line));
  reader.on('close', () => end(0));
  return reader;
}

/** @param name the port: a path, or `id:…` */
export async function hilConsole(
  name: string,
  options: ConsoleOptions,
  print: Print,
): Promise<number> {
  const baudRate = readWhole('--baud-rate', options.baudRate, 300, 4000000);
  const path = await findPort(name);
  let end: (code: number) => void = () => undefined;
  const ended = new Promise<number>((resolve) => {
    end = resolve;
  });
  const keys = options.keyFile === undefined ? new Map() : readKeyFile(options.keyFile);
  const session = new Session(print, keys, () => end(ENVIRONMENT));
  const port = await openPort(path, baudRate, {
    data: (text) => session.hear(text, (line) => port.write(`${line}\n`)),
    gone: (error) => session.end(error),
  });
  // A console whose answers nobody reads has no other end while its terminal is open.
  process.stdout.once('error', () => end(0));
  const isTerminal = process.stdin.isTTY === true;
  const leave = isTerminal ? 'Tab completes, Ctrl-D leaves' : 'line by line';
  print(paint.dim(`${path}, ${options.baudRate} baud; ${leave}`));
  try {
    if (!isTerminal) return await Promise.race([ended, playInput(session, port, print)]);
    const reader = startTerminal(session, port, end);
    const code = await ended;
    reader.close();
    return code;
  } finally {
    process.stdin.pause();
    await port.close();
  }
}
