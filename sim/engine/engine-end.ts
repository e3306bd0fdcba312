/**
 * Engine end: an engine that ends or does not answer, in words for the person who started it.
 */

import { EnvironmentError } from '../errors.ts';

/** What JerryScript's console prints for a line without a value. */
const ECHO = /^(jerry> )*(undefined)?$/;
/** What it prints instead of an exception when there is no memory for one. */
const NO_MEMORY = 'null';
const MOST_CHARACTERS = 300;

/** What an engine has said before it ended, without its console's echoes. */
function foundIn(said: string): string {
  const lines = said.split('\n').filter((line) => !ECHO.test(line));
  const words = lines.join('\n').trim().slice(-MOST_CHARACTERS);
  if (words === NO_MEMORY) return 'its heap is full';
  return words === '' ? 'it said nothing' : `it said last: ${words}`;
}

/**
 * @param path the engine's program, empty where it runs in here
 * @param said all that it has said since its last answer
 * @param isLoaded whether it has taken the firmware
 */
export function endOfEngine(
  name: string,
  path: string,
  said: string,
  isLoaded: boolean,
): EnvironmentError {
  const which = path === '' ? name : `${name} (${path})`;
  const found = foundIn(said);
  return new EnvironmentError(
    isLoaded
      ? `${which} has ended in a scenario: ${found}; expected an answer to every tick. ` +
          'Run that scenario alone, with --engine and without'
      : `${which} has ended while it loaded the program: ${found}; expected it to hold and to run the program. ` +
          'Take the version and the heap that docs/boards.md names',
  );
}

/** It was waited for as long as an answer may take, and was ended. */
export function noAnswer(name: string, path: string, withinMs: number): EnvironmentError {
  return new EnvironmentError(
    `${name} has not answered within ${withinMs / 1000} s and was ended: ${path}; ` +
      'expected a program that evaluates each line it reads and writes out at once what the line prints ' +
      '(many keep it back while they write into a pipe; docs/boards.md)',
  );
}
