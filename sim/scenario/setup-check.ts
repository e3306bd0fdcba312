/**
 * Setup check: what can happen in some worlds only. A line that the world of its `given` lines cannot do is told
 * with its place before anything runs, and not by the plant when its turn has come.
 */

import { readChoice } from '../verify/search/tick-text.ts';
import type { Setup } from '../world/setup.ts';
import type { Arg } from './pattern.ts';
import type { Verb } from './rows.ts';
import { Complaint, type Word } from './source.ts';

/** The verb of a search: one tick of the decision. */
const TICK = 'see';

/** `see` is for a search, and nothing else is. */
function checkSearched(isSearched: boolean, head: Word): void {
  if (isSearched === (head.text === TICK)) return;
  throw new Complaint(
    head.column,
    isSearched
      ? `under "given search" there is no charger: expected "${TICK}", found "${head.text}"`
      : `"${TICK}" is a tick of the decision alone: expected "given search …" before the story`,
  );
}

/** `pilot C contacts open`: names with their values, pair by pair, so that a complaint has the place of its own. */
function checkTick(words: readonly Word[]): void {
  if (words.map(({ text }) => text).join(' ') === 'nothing new') return;
  for (let i = 0; i < words.length; i += 2) {
    const pair = words.slice(i, i + 2);
    try {
      readChoice(pair.map(({ text }) => text).join(' '));
    } catch (error) {
      throw new Complaint(pair[0]?.column ?? 1, (error as Error).message);
    }
  }
}

/** A line for the console needs a console. @param words the line, from its own first word on */
export function checkTyped(setup: Setup, words: readonly Word[]): void {
  if (setup.counterexample !== null) checkSearched(true, words[0] as Word);
}

/**
 * @param words the line, from the verb's own first word on
 * @throws Complaint where a world of this setup cannot do it
 */
export function checkDoing(
  setup: Setup,
  words: readonly Word[],
  { among }: Verb,
  args: readonly Arg[],
): void {
  const head = words[0] as Word;
  checkSearched(setup.counterexample !== null, head);
  if (head.text === TICK) {
    if (words.length === 1) throw new Complaint(head.column, 'expected "nothing new", or inputs');
    checkTick(words.slice(1));
  }
  if (among === undefined) return;
  const wanted = String(args[0]);
  const there = among.of(setup);
  if (there.includes(wanted)) return;
  const column = words.find(({ text }) => text === wanted)?.column ?? head.column;
  throw new Complaint(column, `expected ${there.join(' | ')}, found "${wanted}"; ${among.advice}`);
}
