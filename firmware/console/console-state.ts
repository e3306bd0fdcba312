/**
 * Console state: what the console keeps between two rounds, what a command is, and how a line is written.
 */

import type { Charger } from '../charger.ts';
import type { ConsolePort } from '../hal.ts';
import type { Role } from '../storage/access.ts';

const QUEUE_LIMIT = 40;

/** While energy flows, settings are stored no more often than this: each write stops the interpreter. */
export const SAVE_EVERY_MS = 1000;

export interface Command {
  readonly name: string;
  /** Who may give it. */
  readonly role: Role;
  /** The text after the name in the list that `help` gives. */
  readonly usage: string;
  readonly run: (console: Console, charger: Charger, words: readonly string[]) => void;
}

export interface Console {
  readonly port: ConsolePort;
  /** Created for each line that is typed, because a small heap needs the memory in between. */
  readonly createCommands: () => readonly Command[];
  /** What has been typed: lines that wait for their round, and what there is of the next one. */
  typed: string;
  /** The line that is being typed is too long already. */
  overlong: boolean;
  readonly queue: string[];
  /** A setting has changed: so many copies of it are still to be stored. */
  unsaved: number;
  /** Uptime at which the last copy was stored, in ms. */
  savedAtMs: number;
  /** What is written when the setting is stored. */
  readonly answers: string[];
  /** A command that writes many lines, one a round; returns true after its last. */
  listing: ((console: Console, charger: Charger, index: number) => boolean) | null;
  /** Lines that it has written. */
  listed: number;
  /** A command whose answer is still to come; returns true when it has answered. */
  pending: ((console: Console, charger: Charger) => boolean) | null;
  /** Uptime at which the pending command was given, in ms. */
  pendingAtMs: number;
}

export function createConsole(
  port: ConsolePort,
  createCommands: () => readonly Command[],
): Console {
  return {
    port: port,
    createCommands: createCommands,
    typed: '',
    overlong: false,
    queue: [],
    unsaved: 0,
    savedAtMs: -SAVE_EVERY_MS,
    answers: [],
    listing: null,
    listed: 0,
    pending: null,
    pendingAtMs: 0,
  };
}

/**
 * Writes one line: at once if the port has room, otherwise later.
 *
 * @returns false if there was no room in the queue either; the line is lost
 */
export function say(console: Console, line: string): boolean {
  if (console.queue.length === 0 && console.port.write(`${line}\n`)) return true;
  if (console.queue.length >= QUEUE_LIMIT) return false;
  console.queue.push(line);
  return true;
}
