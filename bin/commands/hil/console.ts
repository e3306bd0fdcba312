/**
 * `holdfast hil console`: the device's own console, with history, completion and a readable trace.
 */

import { createInterface } from 'node:readline';
import { createSettings } from '../../../firmware/storage/settings.ts';
import { findPort, openPort } from '../../../hil/line/port.ts';
import { consoleWords } from '../../../sim/scenario/parse.ts';
import { paint } from '../../../sim/view/colours.ts';

type Print = (line: string) => void;

export interface ConsoleOptions {
  readonly baudRate: string;
}

/** Seconds, name and value in columns; answers are highlighted, warnings and errors more so. */
export function prettyLine(line: string): string {
  const trace = /^~ (\d+) (\S+) (.*)$/.exec(line);
  if (trace !== null) {
    const [, ms, name = '', value = ''] = trace;
    const seconds = (Number(ms) / 1000).toFixed(3).padStart(10);
    return `${paint.dim(seconds)}  ${name.padEnd(14)} ${paint.cyan(value)}`;
  }
  if (line.startsWith('error')) return paint.red(line);
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

/** @param name the port: a path, or `id:…` */
export async function hilConsole(
  name: string,
  options: ConsoleOptions,
  print: Print,
): Promise<number> {
  const path = await findPort(name);
  let received = '';
  let end: (code: number) => void = () => undefined;
  const ended = new Promise<number>((resolve) => {
    end = resolve;
  });
  const port = await openPort(path, Number(options.baudRate), {
    data: (text) => {
      const lines = (received + text).split('\n');
      received = (lines.pop() ?? '').slice(-1000);
      for (const line of lines) print(prettyLine(line.replace(/\r$/, '')));
    },
    gone: (error) => {
      print(paint.red(error.message));
      end(3);
    },
  });
  const reader = createInterface({
    input: process.stdin,
    output: process.stdout,
    prompt: '',
    historySize: 200,
    completer: (line: string) => [completions(line), line.split(' ').pop() ?? ''],
  });
  reader.on('line', (line) => {
    if (!port.write(`${line}\n`))
      print(paint.red('the board accepts nothing: the line was not sent'));
  });
  reader.on('close', () => end(0));
  print(paint.dim(`${path}, ${options.baudRate} baud; Tab completes, Ctrl-D leaves`));
  const code = await ended;
  reader.close();
  await port.close();
  return code;
}
