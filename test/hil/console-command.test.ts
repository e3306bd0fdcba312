/**
 * Console: a trace one can read, words that complete, and a port that goes away.
 */

import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { completions, prettyLine } from '../../bin/commands/hil/console.ts';
import { type StandIn, startStandIn, whyNoStandIn } from '../../hil/device/stand-in.ts';

const colour = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
const plain = (line: string): string => prettyLine(line).replace(colour, '');

test('a trace line stands in columns, answers as they are', () => {
  expect(plain('~ 1283 lock-drive retract')).toBe('     1.283  lock-drive     retract');
  expect(plain('ok hello')).toBe('ok hello');
});

test('commands complete, and settings behind get and set', () => {
  expect(completions('unl')).toEqual(['unlock']);
  expect(completions('set lock-p')).toEqual(['lock-policy']);
  expect(completions('set lock-policy hold')).toEqual([]);
});

test.skipIf(whyNoStandIn() !== '')(
  `lines go both ways, and a port that goes away ends it with 3 ${whyNoStandIn()}`,
  async () => {
    const board: StandIn = await startStandIn(['cat']);
    const child = spawn(process.execPath, ['bin/holdfast.mjs', 'hil', 'console', board.path], {
      env: { ...process.env, NO_COLOR: '1' },
    });
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
    });
    const until = async (text: string): Promise<void> => {
      for (let i = 0; i < 1000 && !said.includes(text); i++) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      expect(said).toContain(text);
    };
    await until('Ctrl-D leaves');
    child.stdin.write('~ 1283 lock-drive retract\n');
    await until('     1.283  lock-drive     retract');
    const ended = new Promise((resolve) => child.on('close', resolve));
    board.stop();
    expect(await ended).toBe(3);
    expect(said).toContain('the port is gone');
  },
);
