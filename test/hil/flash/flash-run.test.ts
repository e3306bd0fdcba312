/**
 * `hil run --flash`: the program is written to the board of the rig file over a real pseudo-terminal, the board
 * starts with it, and the scenarios run on it.
 */

import { spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programPath, usualMap, withHead } from '../../../build/program-file.mjs';
import { startStandIn } from '../../../hil/device/stand-in.ts';
import { buildDevice } from '../../support/bench-device.ts';
import { EspruinoBoard } from '../../support/flash/espruino-board.ts';
import { hasSocat, overTerminal, wait } from '../../support/flash/terminal.ts';
import { whyTooBusy } from '../../support/rig-device.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-flash-run-'));
const map = usualMap('espruino', 'bench');
const head = { version: '0.2.0', platform: 'espruino', map, role: 'bench', lock: 'none' } as const;
const old = 'var old = 1;';

/** A project's folder with a built program in it; @returns the program */
function build(lines: number): string {
  const program = withHead(head, `(function(){${'print("a");'.repeat(lines)}})();\n`);
  const path = join(folder, programPath('espruino', map, 'bench'));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, program);
  return program;
}

function start(port: string, out: string) {
  const board = { port, platform: 'espruino' };
  writeFileSync(join(folder, `${out}.json`), JSON.stringify({ name: out, board }));
  const words = ['hil', 'run', 'idle.scenario', '--flash', '--socket-empty', '--retries', '0'];
  const args = [resolve('bin/holdfast.mjs'), ...words, '--rig', `${out}.json`, '--out', out];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1' },
  });
  const run = { child, said: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      run.said += text;
    });
  }
  const ended = new Promise<number | null>((done) => child.once('close', done));
  return { run, ended };
}

function reportsOf(out: string): { junit: string; results: { exitCode: number } } {
  const run = join(folder, out, readdirSync(join(folder, out))[0] ?? '');
  const results = JSON.parse(readFileSync(join(run, 'results.json'), 'utf8'));
  return { junit: readFileSync(join(run, 'junit.xml'), 'utf8'), results };
}

describe.skipIf(!hasSocat)('a board behind a pseudo-terminal (needs socat)', () => {
  let device = '';
  beforeAll(async () => {
    device = await buildDevice();
    const lines = ['scenario Idle', 'expect phase idle for 1 s'];
    writeFileSync(join(folder, 'idle.scenario'), `${lines.join('\n')}\n`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The board's interpreter is at the port until its reset; then the port disappears, and returns with firmware. */
  async function withBoard(use: (board: EspruinoBoard, port: string) => Promise<void>) {
    const standIn = await startStandIn([process.execPath, device]);
    const board = new EspruinoBoard();
    board.files.set('.bootcde', old);
    const port = join(folder, 'port');
    let isOver = false;
    const starting = async (): Promise<void> => {
      while (board.reboots === 0 && !isOver) await wait(5);
      rmSync(port);
      await wait(300);
      symlinkSync(standIn.path, port);
    };
    await overTerminal(board, async (wire) => {
      await wire.close();
      symlinkSync(wire.name, port);
      const started = starting();
      try {
        await use(board, port);
      } finally {
        isOver = true;
        await started;
        rmSync(port);
        standIn.stop();
      }
    });
  }

  test('the board gets the program of its role, starts with it, and the scenario passes on it', async (context) => {
    const program = build(250);
    await withBoard(async (board, port) => {
      const { run, ended } = start(port, 'whole');
      const code = await ended;
      if (whyTooBusy(run.said) !== '') context.skip(whyTooBusy(run.said));
      expect(run.said).toMatch(/flashed \d+ bytes, read back the same\nPASSED +Idle\n/);
      expect(code).toBe(0);
      expect(board.files.get('.bootcde')).toBe(program);
    });
    expect(reportsOf('whole').junit).toContain('tests="1" failures="0" errors="0"');
  });

  test('ended at once during the write, the run says what is on the board and reports; the next recovers it', async (context) => {
    const program = build(3000);
    await withBoard(async (board, port) => {
      const first = start(port, 'cut');
      const { child } = first.run;
      while (board.files.get('.bootcde') === old && child.exitCode === null) await wait(5);
      child.kill('SIGINT');
      while (!first.run.said.includes('SIGINT') && child.exitCode === null) {
        child.kill('SIGINT');
        await wait(20);
      }
      expect(await first.ended).toBe(3);
      expect(first.run.said).toMatch(
        /SIGINT again; .*the old program is erased, and the new one is NOT whole.*run the same command again/,
      );
      expect(board.files.get('.bootcde')).not.toBe(program);
      expect(reportsOf('cut').results.exitCode).toBe(3);
      expect(reportsOf('cut').junit).toMatch(
        /<error message="not run: interrupted by SIGINT again/,
      );

      const second = start(port, 'again');
      const code = await second.ended;
      if (whyTooBusy(second.run.said) !== '') context.skip(whyTooBusy(second.run.said));
      expect([code, second.run.said]).toEqual([
        0,
        expect.stringMatching(/read back the same\nPASSED/),
      ]);
      expect(board.files.get('.bootcde')).toBe(program);
    });
  });
});
