/**
 * Process port: a charger that is a program on this computer, with its console as a port. It is ended in its
 * regular way: its console is closed.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { BenchError, vanished } from './bench-error.ts';
import type { Port, PortEvents } from './port.ts';

/** The program must answer within this time. */
const ANSWERS_MS = 10000;

async function answers(child: ChildProcess, name: string): Promise<void> {
  child.stdin?.write('hello\n');
  const impatience = setTimeout(() => child.kill('SIGTERM'), ANSWERS_MS);
  const started = child.stdout === null ? null : once(child.stdout, 'data');
  await Promise.race([started, once(child, 'exit')]);
  clearTimeout(impatience);
  if (child.exitCode === null && child.signalCode === null) return;
  throw new BenchError(name, 'the charger has not started', 'its message above states the reason');
}

/**
 * @param command the program and its arguments; its messages about itself go to our standard error output
 * @throws BenchError where it does not answer
 */
export async function openProcess(
  name: string,
  command: readonly string[],
  events: PortEvents,
): Promise<Port> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.on('error', () => undefined);
  child.stdout.setEncoding('latin1');
  await answers(child, name);
  let isClosing = false;
  child.stdout.on('data', (text) => events.data(String(text)));
  child.on('exit', () => {
    if (!isClosing) events.gone(vanished(name, 'its program has ended'));
  });
  return {
    write: (text) => {
      if (isClosing || child.exitCode !== null) return false;
      child.stdin.write(text, 'latin1');
      return true;
    },
    pause: () => child.stdout.pause(),
    resume: () => child.stdout.resume(),
    close: async () => {
      if (isClosing || child.exitCode !== null || child.signalCode !== null) return;
      isClosing = true;
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}
