/**
 * Restart by the jig: after a bench error the simulated jig starts the board again, by its reset or by its supply,
 * once in a run.
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { whyNoStandIn } from '../../../hil/device/stand-in.ts';
import { LOCK, startRig, whyTooBusy } from '../../support/rig-device.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-restart-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Never ends within a second: every attempt is an error of the bench. */
const endless = join(folder, 'endless.scenario');
writeFileSync(endless, 'scenario Endless\nexpect phase idle for 60 s\n');

interface Told {
  /** Why an attempt says nothing of the board, which is not started again for it; empty for none. */
  readonly busy: string;
  readonly notes: string[];
  /** Both directions, with the seconds before each line. */
  readonly log: string[];
}

async function runOn(name: string, fitted: readonly string[]): Promise<Told> {
  const rig = await startRig();
  const file = join(folder, `${name}.json`);
  const lines = { board: { port: rig.board.path }, jig: { port: rig.jig.path } };
  writeFileSync(file, JSON.stringify({ name, kind: 'jig', lock: LOCK, fitted, ...lines }));
  const out = join(folder, name);
  const options = ['--rig', file, '--out', out, '--timeout', '1', '--retries', '2'];
  // What follows keeps the rig in use, so that it is made ready again after the last attempt too.
  const words = ['bin/holdfast.mjs', 'hil', 'run', endless, ...options, '--repeat', '2'];
  const child = spawn(process.execPath, words, { stdio: 'ignore' });
  const code = await new Promise((resolve) => child.once('close', resolve));
  rig.stop();
  expect(code).toBe(3);
  const run = join(out, readdirSync(out).find((entry) => entry.startsWith(name)) ?? '');
  const { entries } = JSON.parse(readFileSync(join(run, 'results.json'), 'utf8'));
  const attempts: { notes: string[]; message: string }[] = entries[0].attempts;
  return {
    busy: whyTooBusy(attempts.map(({ message }) => message).join('\n')),
    notes: attempts.map(({ notes }) => notes.join()),
    log: readFileSync(join(run, 'serial.log'), 'utf8').split('\n'),
  };
}

const secondsOf = (line = ''): number => Number.parseFloat(line);

test.skipIf(whyNoStandIn() !== '')(
  'by its reset, once: the board boots, and is not started a second time (needs socat)',
  async (context) => {
    const { notes, log, busy } = await runOn('reset', ['car', 'proximity', 'supply', 'processor']);
    if (busy !== '') return context.skip(busy);
    expect(notes).toEqual([
      expect.stringContaining('then the jig has started the board again, by its reset'),
      '',
      '',
    ]);
    // What is not acknowledged in time is sent again: the jig obeys it once, and says when.
    const obeyed = new Set(
      log.flatMap((line) => /< jig .*@\S+ set reset pressed/.exec(line) ?? []),
    );
    expect(obeyed.size).toBe(1);
    const sent = (word: string): string | undefined =>
      log.find((line) => line.includes('> jig') && line.includes(`set reset ${word}`));
    expect(secondsOf(sent('released')) - secondsOf(sent('pressed'))).toBeGreaterThan(0.49);
    // The board counts its starts in its journal: with its supply, and once by its reset.
    const starts = log.filter((line) => line.includes('< board ok counters starts ')).at(-1);
    expect(starts).toContain('starts power-on 1 brown-out 0 watchdog 0 unknown 1');
  },
  60000,
);

test.skipIf(whyNoStandIn() !== '')(
  'by its supply where no reset is wired, and long enough for the controller to die (needs socat)',
  async (context) => {
    const { notes, log, busy } = await runOn('supply', ['car', 'proximity', 'supply']);
    if (busy !== '') return context.skip(busy);
    expect(notes[0]).toContain('then the jig has started the board again, by its supply');
    const off = log.findIndex((line) => line.includes('set supply off'));
    const on = log.findIndex((line, i) => i > off && line.includes('set supply on'));
    expect(secondsOf(log[on]) - secondsOf(log[off])).toBeGreaterThan(9.9);
  },
  60000,
);
