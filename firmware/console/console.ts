/**
 * Console: line in, line out. Never blocks, never delays the loop.
 *
 * Lines are at most 80 characters; a longer one is refused whole and nothing of it is obeyed. Answers
 * wait in a bounded queue until the port has room. What is typed here is what a scenario file says.
 */

import type { Charger } from '../charger.ts';
import { createSettings } from '../storage/settings.ts';
import { saveSettings } from '../storage/settings-store.ts';
import { type Command, type Console, say } from './console-state.ts';

export const LINE_LIMIT = 80;

/** Obeys one whole line. */
function obey(console: Console, charger: Charger, line: string): void {
  const words: string[] = [];
  const parts = line.split(' ');
  for (let i = 0; i < parts.length; i++) {
    if (parts[i] !== '') words.push(parts[i] as string);
  }
  if (words.length === 0) return;
  const name = words[0] as string;
  const commands = console.createCommands();
  for (let i = 0; i < commands.length; i++) {
    const command = commands[i] as Command;
    if (command.name === name) {
      command.run(console, charger, words);
      return;
    }
  }
  const names: string[] = [];
  for (let i = 0; i < commands.length; i++) {
    names.push((commands[i] as Command).name);
  }
  say(console, 'error unknown command, expected one of:');
  say(console, `error ${names.join(' ')}`);
}

/**
 * Takes what has arrived, and obeys the lines that are complete.
 *
 * @returns whether a line was obeyed
 */
function hear(console: Console, charger: Charger): boolean {
  const text = console.port.read();
  if (text === '') return false;
  const lines = (console.typed + text).split('\n');
  const last = lines.length - 1;
  for (let i = 0; i < last; i++) {
    const line = (lines[i] as string).split('\r').join('');
    if (console.overlong || line.length > LINE_LIMIT) {
      say(console, `error line longer than ${LINE_LIMIT} characters, nothing was done`);
    } else {
      obey(console, charger, line);
    }
    console.overlong = false;
  }
  const rest = lines[last] as string;
  if (rest.length > LINE_LIMIT) console.overlong = true;
  console.typed = console.overlong ? '' : rest;
  return last > 0;
}

/** Sends what waits, as far as the port has room. */
function flush(console: Console): void {
  while (console.queue.length > 0 && console.port.write(`${console.queue[0]}\n`)) {
    console.queue.shift();
  }
}

/**
 * Serves the console, once per round.
 *
 * @returns whether a line was obeyed, so that the tick has something to decide
 */
export function serveConsole(console: Console, charger: Charger): boolean {
  const obeyed = hear(console, charger);
  const pending = console.pending;
  if (pending !== null && pending(console, charger)) console.pending = null;
  if (console.queue.length > 0) flush(console);
  if (console.unsaved && !charger.outputs.contactorClosed) {
    console.unsaved = false;
    saveSettings(createSettings(), charger.limits, charger.board.storage);
  }
  return obeyed;
}

/** Whether an answer, a line or a setting still waits for its round. */
export function isOwing(console: Console): boolean {
  return console.pending !== null || console.queue.length > 0 || console.unsaved;
}
