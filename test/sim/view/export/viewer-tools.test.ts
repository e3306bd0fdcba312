/**
 * Exports, read back by the tools that people own: GTKWave's converters and sigrok's command line.
 */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Recording, signalsOf, standingAt } from '../../../../sim/view/export/signals.ts';
import { recordStory, saveIn } from '../../../support/exported-story.ts';
import { tracedSocket, vcdChanges } from '../../../support/vcd-changes.ts';

let folder = '';
let story: Recording;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-exports-'));
  story = await recordStory();
});
afterAll(() => rmSync(folder, { recursive: true }));

const saved = (name: string): string => saveIn(folder, name, story);

/** Why a check with this tool is skipped; '' if the tool is here. */
function missing(tool: string): string {
  try {
    execFileSync('which', [tool], { stdio: 'ignore' });
    return '';
  } catch {
    return `${tool} is not installed`;
  }
}

const run = (tool: string, ...args: string[]): string =>
  execFileSync(tool, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1e8,
  });

describe('GTKWave', () => {
  const reason = missing('vcd2fst');
  test.skipIf(reason !== '')(`vcd2fst reads the full VCD${reason && `: ${reason}`}`, () => {
    const path = saved('vcd');
    run('vcd2fst', path, `${path}.fst`);
    const back = run('fst2vcd', `${path}.fst`);
    const numbers = (vcd: string, name: string): string[] =>
      vcdChanges(vcd, name).map(({ at, text }) => `${at} ${text.replace(/^b0*(?=\d)/, 'b')}`);
    const vcd = readFileSync(path, 'utf8');
    for (const name of ['socket', 'contactor', 'duty', 'session']) {
      expect(numbers(back, name), name).toEqual(numbers(vcd, name));
    }
  });
});

describe('sigrok', () => {
  const reason = missing('sigrok-cli');
  const told = reason && `: ${reason}`;
  /** Instants, in ms, at which the socket goes live, by sigrok's own reading of a file. */
  const liveAtMs = (...input: string[]): number[] => {
    const csv = run(
      'sigrok-cli',
      ...input,
      '-C',
      'socket_live',
      '-O',
      'csv:header=false:label=off',
    );
    const bits = csv.split('\n').filter((line) => line === '0' || line === '1');
    return bits.flatMap((bit, i) => (bit === '1' && bits[i - 1] === '0' ? [i] : []));
  };
  const wanted = (): number[] =>
    tracedSocket(story)
      .filter(({ word }) => word === 'live')
      .map(({ atUs }) => Math.ceil(atUs / 1000));

  test.skipIf(reason !== '')(`sigrok-cli reads the one-bit VCD${told}`, () => {
    expect(liveAtMs('-I', 'vcd', '-i', saved('sigrok-vcd'))).toEqual(wanted());
  });

  test.skipIf(reason !== '')(
    `sigrok-cli reads the PulseView session, lines and voltages${told}`,
    () => {
      const path = saved('sr');
      expect(liveAtMs('-i', path)).toEqual(wanted());
      const samples = run('sigrok-cli', '-i', path, '-O', 'csv').split('\n');
      const volts = samples.filter((line) => line.startsWith('pilot_high_V: '));
      const high = signalsOf(story).find(({ name }) => name === 'pilot-high');
      for (const atMs of [100, 5000, 20000]) {
        const standing = standingAt(high as NonNullable<typeof high>, atMs * 1000);
        expect(volts[atMs]).toBe(`pilot_high_V: ${standing?.value.toFixed(2)} V DC`);
      }
    },
  );
});
