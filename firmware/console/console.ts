/**
 * Console: line in, line out. Never blocks, never delays the loop.
 *
 * One line a round, and one line of a list. Lines are at most 80 characters; a longer one is refused, and no part of
 * it is carried out. Answers wait in a bounded queue until the port has room. Scenario files use the same lines.
 */

import type { Charger } from '../charger.ts';
import { createSettings } from '../storage/settings.ts';
import { COPIES, saveSettings } from '../storage/settings-store.ts';
import { type Command, type Console, SAVE_EVERY_MS, say } from './console-state.ts';
import { mayCommand } from './roles.ts';

export const LINE_LIMIT = 80;

/** Carries out one whole line. */
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
      if (mayCommand(console, charger, command.role)) command.run(console, charger, words);
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

/** Takes what has arrived, if no whole line waits already. A line that grows too long is not kept. */
function takeIn(console: Console): void {
  if (console.typed.indexOf('\n') >= 0) return;
  const text = console.port.read();
  if (text === '') return;
  const typed = console.typed + text;
  const isOverlong = typed.indexOf('\n') < 0 && typed.length > LINE_LIMIT;
  if (isOverlong) console.overlong = true;
  console.typed = isOverlong ? '' : typed;
}

/**
 * Carries out the next line, and no more: a burst of typing must not delay a tick.
 *
 * @returns whether a line was carried out
 */
function readInput(console: Console, charger: Charger): boolean {
  takeIn(console);
  const end = console.typed.indexOf('\n');
  if (end < 0) return false;
  const line = console.typed.substring(0, end).split('\r').join('');
  console.typed = console.typed.substring(end + 1);
  if (console.overlong || line.length > LINE_LIMIT) {
    say(console, `error line longer than ${LINE_LIMIT} characters, nothing was done`);
  } else {
    obey(console, charger, line);
  }
  console.overlong = false;
  return true;
}

/**
 * Stores what was set, and confirms it. While energy flows one copy at a time, so that the interpreter stops
 * for one write only; the first is enough to be recalled.
 */
function keepSettings(console: Console, charger: Charger): void {
  const isLive = charger.outputs.contactorClosed;
  const sinceMs = charger.uptimeMs - console.savedAtMs;
  if (isLive && sinceMs >= 0 && sinceMs < SAVE_EVERY_MS) return;
  do {
    const copy = COPIES - console.unsaved;
    saveSettings(createSettings(), charger.limits, charger.board.storage, copy);
    console.unsaved--;
  } while (!isLive && console.unsaved > 0);
  console.savedAtMs = charger.uptimeMs;
  charger.requests.settingsKept = true;
  while (console.answers.length > 0) say(console, console.answers.shift() as string);
}

/** Writes the next line of a list. */
function goOnListing(console: Console, charger: Charger): void {
  const listing = console.listing;
  if (listing === null) return;
  if (listing(console, charger, console.listed)) console.listing = null;
  console.listed++;
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
 * @returns whether a line was carried out or a setting stored, so that the tick must decide
 */
export function serveConsole(console: Console, charger: Charger): boolean {
  // What was set is stored, and what was asked for is listed, before the next line is read.
  const isBusy = console.answers.length > 0 || console.listing !== null;
  const unsaved = console.unsaved;
  // Not in the turn that has set it: each of the two takes the interpreter long enough.
  if (unsaved > 0) keepSettings(console, charger);
  const isKept = console.unsaved !== unsaved;
  const obeyed = !isBusy && !isKept && readInput(console, charger);
  goOnListing(console, charger);
  const pending = console.pending;
  if (pending !== null && pending(console, charger)) console.pending = null;
  if (console.queue.length > 0) flush(console);
  return obeyed || isKept;
}

/** Whether an answer, a line or a setting still waits for its round. */
export function isOwing(console: Console): boolean {
  const isWaiting = console.typed.indexOf('\n') >= 0 || console.listing !== null;
  return isWaiting || console.pending !== null || console.queue.length > 0 || console.unsaved > 0;
}
