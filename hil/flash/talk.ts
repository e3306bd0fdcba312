/**
 * Talk: input to a REPL and its output, without colours, echo and prompts.
 */

import { EnvironmentError } from '../../sim/errors.ts';
import type { Wire } from './wire.ts';

/** What is on the board after a failure, in words for a person. */
export class FlashError extends EnvironmentError {}

/** Colours and cursor movements that a REPL adds for people. */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
  return text.replace(/\x1b\[[0-9;]*[A-Za-z]/g, '');
}

/** A board that never stops talking is not waited for any longer. */
const DRAIN_MS = 5000;

/** Discards everything that is still in transit. */
export async function drain(wire: Wire, quietMs: number): Promise<string> {
  const untilMs = wire.nowMs() + DRAIN_MS;
  let received = '';
  while (wire.nowMs() < untilMs) {
    const text = await wire.receive(quietMs);
    if (text === '') break;
    received += text;
  }
  return received;
}

/**
 * Reads until a pattern has arrived.
 *
 * @returns the match, or null when it has not arrived in time; `received` has all of the text
 */
export async function readUntil(
  wire: Wire,
  pattern: RegExp,
  withinMs: number,
): Promise<{ match: RegExpExecArray | null; received: string }> {
  const untilMs = wire.nowMs() + withinMs;
  let received = '';
  for (;;) {
    const match = pattern.exec(plain(received));
    if (match !== null) return { match, received };
    const leftMs = untilMs - wire.nowMs();
    if (leftMs <= 0) return { match: null, received };
    received += await wire.receive(leftMs);
  }
}

/** Sends a line until the pattern arrives; bytes may be lost, so the line is repeated. */
export async function ask(
  wire: Wire,
  text: string,
  pattern: RegExp,
  withinMs: number,
  attempts: number,
): Promise<RegExpExecArray | null> {
  for (let i = 0; i < attempts; i++) {
    await wire.send(text);
    const { match } = await readUntil(wire, pattern, withinMs);
    if (match !== null) return match;
    await drain(wire, 50);
  }
  return null;
}
