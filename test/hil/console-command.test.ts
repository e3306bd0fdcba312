/**
 * Console: a trace one can read, words that complete, and a port that goes away.
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { completions, prettyLine, shown } from '../../bin/commands/hil/console.ts';
import { type StandIn, startStandIn, whyNoStandIn } from '../../hil/device/stand-in.ts';

const colour = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
const plain = (line: string): string => prettyLine(line).replace(colour, '');

test('a trace line stands in columns, answers as they are', () => {
  expect(plain('~ 1283 lock-drive retract')).toBe('     1.283  lock-drive     retract');
  expect(plain('ok hello')).toBe('ok hello');
  expect(plain('next do-not-pull')).toBe('next do-not-pull  Do not pull the plug.');
  expect(plain('next toString')).toBe('next toString');
});

test('commands complete, and settings behind get and set', () => {
  expect(completions('unl')).toEqual(['unlock']);
  expect(completions('set lock-p')).toEqual(['lock-policy']);
  expect(completions('set lock-policy hold')).toEqual([]);
});

test('escape sequences of a device are shown, and a tab is left', () => {
  expect(shown('ok \x1b[2J\x1b]0;title\x07 a\tb \xc3')).toBe(
    'ok \\x1b[2J\\x1b]0;title\\x07 a\tb \\xc3',
  );
});

/** Feeds a console with lines from a pipe. */
async function pipe(path: string, input: string): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['bin/holdfast.mjs', 'hil', 'console', path], {
    env: { ...process.env, NO_COLOR: '1' },
  });
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said };
}

test.skipIf(whyNoStandIn() !== '')('input from a pipe waits for every answer', async () => {
  const answering = `process.stdin.on('data',t=>setTimeout(()=>process.stdout.write('ok_'+t),400))`;
  const program = join(mkdtempSync(join(tmpdir(), 'holdfast-console-')), 'answers.mjs');
  writeFileSync(program, answering.replace("'ok_'", "'ok '"));
  const board = await startStandIn([process.execPath, program]);
  const both = await pipe(board.path, 'one\ntwo\n');
  board.stop();
  expect(both.said).toMatch(/ok one\n[\s\S]*ok two\n/);
  expect(both.code).toBe(0);
});

test.skipIf(whyNoStandIn() !== '')('a line that echoes is named as that', async () => {
  const board = await startStandIn(['cat']);
  const { code, said } = await pipe(board.path, 'hello\n');
  board.stop();
  expect(said).toContain('this line echoes: what is typed comes back');
  expect(said).toContain('no answer to "hello" within 2 s: the line echoes, and nobody answers');
  expect(code).toBe(3);
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
    await until('line by line');
    child.stdin.write('~ 1283 lock-drive retract\n');
    await until('     1.283  lock-drive     retract');
    const ended = new Promise((resolve) => child.on('close', resolve));
    board.stop();
    expect(await ended).toBe(3);
    expect(said).toContain('the port is gone');
  },
);
