/**
 * Console in a hurry: many lines at once, on a line that is slow, whether energy flows or not. Each is answered once
 * and in its order, and what was set is stored before it is confirmed.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Charger } from '../../../firmware/charger.ts';
import { createCommands } from '../../../firmware/console/commands.ts';
import { isOwing, serveConsole } from '../../../firmware/console/console.ts';
import { createConsole } from '../../../firmware/console/console-state.ts';
import { createConsoleTrace } from '../../../firmware/console/trace.ts';
import { ms } from '../../../sim/clock.ts';
import { shell } from '../../support/running-shell.ts';

const ROUND_MS = 80;
const MOST_ROUNDS = 3000;

interface Line {
  readonly typed: string;
  /** How each line of its answer begins. */
  readonly answers: readonly string[];
  /** What is stored before the answer. */
  readonly stored: string;
}

const lines: Line[] = [
  { typed: 'set burst 2', answers: ['ok burst 2'], stored: ' burst=2 ' },
  { typed: 'set burst 4', answers: ['ok burst 4'], stored: ' burst=4 ' },
  { typed: 'set relock off', answers: ['ok relock off'], stored: ' relock=off ' },
  { typed: 'set burst 9', answers: ['error burst expects'], stored: '' },
  { typed: 'set wake-again 5 s', answers: ['error wake-again expects'], stored: '' },
  { typed: 'role', answers: ['ok role'], stored: '' },
  { typed: 'what', answers: ['error unknown', 'error '], stored: '' },
];

/** @param hasRoom in a round, over and over @param isLive in a round, over and over */
function talk(picks: readonly Line[], hasRoom: readonly boolean[], isLive: readonly boolean[]) {
  const all = shell();
  all.world.start();
  all.world.advance(ms(3000));
  const stored = ['', ''];
  const outputs = { ...all.charger().outputs };
  const storage = {
    read: () => '',
    sum: () => 1,
    write: (slot: number, text: string) => {
      stored[slot - 2] = ` ${text} `;
    },
  };
  const board = { ...all.charger().board, storage };
  const charger: Charger = { ...all.charger(), outputs, board };
  let input = picks.map(({ typed }) => `${typed}\n`).join('');
  const said: { line: string; first: string }[] = [];
  let round = 0;
  const port = {
    read: () => {
      const text = input;
      input = '';
      return text;
    },
    write: (text: string) => {
      if (hasRoom[round % hasRoom.length] !== true) return false;
      said.push({ line: text, first: stored[0] as string });
      return true;
    },
  };
  const console = createConsole(port, () => createCommands(createConsoleTrace(false)));
  do {
    outputs.contactorClosed = isLive[round % isLive.length] === true;
    charger.uptimeMs += ROUND_MS;
    serveConsole(console, charger);
    round++;
  } while (isOwing(console) && round < MOST_ROUNDS);
  expect(isOwing(console)).toBe(false);
  return { said, stored };
}

const booleans = fc.array(fc.boolean(), { minLength: 1, maxLength: 7 });

test('each of many lines is answered once, in its order, and what was set is stored before', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...lines), { minLength: 1, maxLength: 8 }),
      booleans.map((rounds) => [...rounds, true]),
      booleans,
      (picks, hasRoom, isLive) => {
        const { said, stored } = talk(picks, hasRoom, isLive);
        const answers = picks.flatMap((pick) => pick.answers.map((begin) => ({ begin, pick })));
        expect(said).toHaveLength(answers.length);
        answers.forEach(({ begin }, i) => {
          expect(said[i]?.line.slice(0, begin.length)).toBe(begin);
        });
        answers.forEach(({ pick }, i) => {
          // A line that waited in a full queue is told after a later one was stored: it was stored before.
          if (hasRoom.every((room) => room)) expect(said[i]?.first).toContain(pick.stored);
        });
        expect(stored[0]).toBe(stored[1]);
      },
    ),
    { numRuns: 60 },
  );
});
