/**
 * Talk: what is said to a REPL and what comes back, with colours, echo and prompts taken off.
 */

import { EnvironmentError } from '../../sim/errors.ts';
import type { Wire } from './wire.ts';

/** What stands on the board after a failure, in words for a person. */
export class FlashError extends EnvironmentError {}

/** Colours and cursor movements that a REPL adds for people. */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
  return text.replace(/\x1b\[[0-9;]*[A-Za-z]/g, '');
}

/** Throws away what is still on its way. */
export async function drain(wire: Wire, quietMs: number): Promise<string> {
  let heard = '';
  for (;;) {
    const text = await wire.receive(quietMs);
    if (text === '') return heard;
    heard += text;
  }
}

/**
 * Listens until a pattern has come.
 *
 * @returns the match, or null when it has not come in time; `heard` has everything
 */
export async function hear(
  wire: Wire,
  pattern: RegExp,
  withinMs: number,
): Promise<{ match: RegExpExecArray | null; heard: string }> {
  const untilMs = wire.nowMs() + withinMs;
  let heard = '';
  for (;;) {
    const match = pattern.exec(plain(heard));
    if (match !== null) return { match, heard };
    const leftMs = untilMs - wire.nowMs();
    if (leftMs <= 0) return { match: null, heard };
    heard += await wire.receive(leftMs);
  }
}

/** Says something until the pattern comes back; bytes get lost, so it is said again. */
export async function ask(
  wire: Wire,
  text: string,
  pattern: RegExp,
  withinMs: number,
  attempts: number,
): Promise<RegExpExecArray | null> {
  for (let i = 0; i < attempts; i++) {
    await wire.send(text);
    const { match } = await hear(wire, pattern, withinMs);
    if (match !== null) return match;
    await drain(wire, 50);
  }
  return null;
}
