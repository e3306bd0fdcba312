/**
 * Flashing and the console over a real pseudo-terminal: the stand-ins of the boards sit at its other end.
 */

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { flashBoard } from '../../../bin/commands/hil/flash.ts';
import { usualMap, withHead } from '../../../build/program-file.mjs';
import { SerialLine } from '../../../hil/doctor/serial-line.ts';
import { openPort } from '../../../hil/line/port.ts';
import { EspruinoBoard } from '../../support/flash/espruino-board.ts';
import { KalumaBoard } from '../../support/flash/kaluma-board.ts';
import type { Repl } from '../../support/flash/stand-in.ts';
import { hasSocat, overTerminal, wait } from '../../support/flash/terminal.ts';

const silent = (): void => undefined;

const short = `(function(){${'print("a");'.repeat(250)}})();\n`;

test.skipIf(!hasSocat)(
  'espruino over a real pseudo-terminal (needs socat)',
  async () => {
    const board = new EspruinoBoard();
    await overTerminal(board, async (wire) => {
      await flashBoard(wire, 'espruino', short, silent);
      // As the command does: what was said last must not be lost with the port.
      await wire.close();
      await wait(200);
    });
    expect(board.files.get('.bootcde')).toBe(short);
    expect(board.reboots).toBe(1);
  },
  20000,
);

test.skipIf(!hasSocat)(
  'kaluma over a real pseudo-terminal (needs socat)',
  async () => {
    const board = new KalumaBoard();
    await overTerminal(board, async (wire) => {
      await flashBoard(wire, 'kaluma', short, silent);
      await wire.close();
      await wait(200);
    });
    expect(board.program).toBe(short);
    expect(board.started).toEqual([short]);
  },
  20000,
);

test.skipIf(!hasSocat)(
  'what was written before a port was closed still arrives (needs socat)',
  async () => {
    const text = 'x'.repeat(3000);
    let heard = '';
    const silentRepl: Repl = {
      feed: (byte) => {
        heard += byte;
      },
      tick: silent,
      reset: silent,
      take: () => '',
      goneUntilMs: 0,
    };
    await overTerminal(silentRepl, async (wire) => {
      await wire.close();
      const port = await openPort(wire.name, 115200, { data: silent, gone: silent });
      expect(port.write(text)).toBe(true);
      const closing = port.close();
      expect(port.write('more')).toBe(false);
      await closing;
      await wait(200);
    });
    expect(heard).toBe(text);
  },
  20000,
);

test.skipIf(!hasSocat)(
  'a console over a real pseudo-terminal (needs socat)',
  async () => {
    const said: string[] = [];
    const board = new EspruinoBoard();
    await overTerminal(board, async (wire) => {
      await wire.close();
      const line = new SerialLine(wire.name, (events) => openPort(wire.name, 115200, events));
      await line.open();
      await line.write('\x10print("ok holdfast 0.1.0 pty tick 10 ms")');
      said.push((await line.read(3000)) ?? 'nothing');
      expect(await line.read(50)).toBe(null);
      await line.close();
      await line.close();
    });
    expect(said).toEqual(['ok holdfast 0.1.0 pty tick 10 ms']);
  },
  20000,
);

test.skipIf(!hasSocat)(
  'Ctrl-C during the write says what is on the board, and the next flash recovers it (needs socat)',
  async () => {
    const map = usualMap('espruino', 'charger');
    const head = {
      version: '0.2.0',
      platform: 'espruino',
      map,
      role: 'charger',
      lock: 'none',
    } as const;
    const program = withHead(head, `(function(){${'print("a");'.repeat(3000)}})();\n`);
    const file = join(mkdtempSync(join(tmpdir(), 'flash-')), 'x.js');
    writeFileSync(file, program);
    const board = new EspruinoBoard();
    const old = 'var old = 1;';
    board.files.set('.bootcde', old);
    await overTerminal(board, async (wire) => {
      await wire.close();
      const args = ['flash', '--platform', 'espruino', '--port', wire.name, '--file', file];
      const child = spawn(process.execPath, ['bin/holdfast.mjs', ...args, '--socket-empty'], {
        env: { ...process.env, NO_COLOR: '1' },
      });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (text) => {
          said += text;
        });
      }
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
      while (board.files.get('.bootcde') === old && child.exitCode === null) await wait(5);
      child.kill('SIGINT');
      expect([await ended, said]).toEqual([
        130,
        expect.stringMatching(
          /interrupted by SIGINT; the old program is erased, and the new one is NOT whole/,
        ),
      ]);
      expect(board.files.get('.bootcde')).not.toBe(program);
      await wire.open();
      await flashBoard(wire, 'espruino', short, silent);
    });
    expect(board.files.get('.bootcde')).toBe(short);
  },
  30000,
);

const hasScript = spawnSync('script', ['--version']).status === 0;

test.skipIf(!hasScript).each([
  ['Ctrl-C', '\\003', 130],
  ['Ctrl-D', '\\004', 130],
  ['no', 'no\\r', 1],
])(
  '%s at the question writes nothing, in one line (needs script)',
  (_key, typed, code) => {
    const file = join(mkdtempSync(join(tmpdir(), 'holdfast-asked-')), 'charger.js');
    const map = usualMap('kaluma', 'charger');
    const head = {
      version: '0.2.0',
      platform: 'kaluma',
      map,
      role: 'charger',
      lock: 'none',
    } as const;
    writeFileSync(file, withHead(head, short));
    const command = `${process.execPath} bin/holdfast.mjs flash --platform kaluma --file ${file}`;
    // The key is pressed when the question stands there.
    const keys = `sleep 4; printf '${typed}'; sleep 2`;
    const run = `(${keys}) | script -qefc '${command}' /dev/null; exit $?`;
    const { stdout, status } = spawnSync('bash', ['-c', run], { encoding: 'utf8' });
    expect(stdout).toContain('Is the socket-outlet empty');
    expect(stdout).toContain('nothing was written');
    expect(stdout).not.toContain('    at ');
    expect(status).toBe(code);
  },
  30000,
);
