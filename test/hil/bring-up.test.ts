/**
 * Bring-up: asked one net at a time, nothing is driven before mains is said to be off.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startStandIn, whyNoStandIn } from '../../hil/device/stand-in.ts';
import { outputs } from '../../hil/rig/outputs.ts';
import { standInTools } from '../support/gpiod-tools.ts';
import { LinuxTree } from '../support/linux-tree.ts';

const why = whyNoStandIn();

const folder = mkdtempSync(join(tmpdir(), 'holdfast-bring-up-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param bin where stand-ins for the tools of libgpiod are, if anywhere */
function bringUp(answers: readonly string[], words: readonly string[] = [], bin = ''): Said {
  const PATH = `${bin}${delimiter}${process.env['PATH']}`;
  return spawnSync(process.execPath, ['bin/holdfast.mjs', 'hil', 'bring-up', ...words], {
    input: answers.map((answer) => `${answer}\n`).join(''),
    encoding: 'utf8',
    // Other tests have rigs of the same names.
    env: {
      ...process.env,
      NO_COLOR: '1',
      HOLDFAST_LOCKS: join(folder, 'locks'),
      ...(bin === '' ? {} : { PATH }),
    },
    timeout: 30000,
  });
}

test('with mains on nothing is driven', () => {
  const { status, stdout } = bringUp(['no']);
  expect(stdout).toContain('Disconnect mains first');
  expect(stdout).not.toContain('contactor');
  expect(status).toBe(2);
});

test.skipIf(why !== '')(`every output is asked for, and only all of them are enough ${why}`, () => {
  const all = bringUp(['yes', ...outputs.map(() => 'y')]);
  expect(all.stdout).toContain(`${outputs.length} of ${outputs.length} outputs seen, 0 wrong`);
  expect(all.status).toBe(0);
  const some = bringUp(['yes', 'what?', 'y', 'n', 'skip', 'stop']);
  expect(some.stdout).toContain(`1 of ${outputs.length} outputs seen, 1 wrong`);
  expect(some.stdout).toContain('pilot at +12 V: look at the wiring');
  expect(some.status).toBe(3);
});

test("this computer's own pins: every output is driven once, and low at the end", () => {
  const { bin, told } = standInTools(folder, 'v2.1.2', '', '1 1 0 0 0 1 1');
  const tree = new LinuxTree(join(folder, 'sys'));
  const words = ['--board', 'linux-pi', '--sys', tree.sys];
  const all = bringUp(['yes', ...outputs.map(() => 'y')], words, bin);
  expect(all.stderr).toBe('');
  expect(all.stdout).toContain('pins: libgpiod 2.x tools, gpiochip0');
  expect(all.stdout).toContain(`${outputs.length} of ${outputs.length} outputs seen, 0 wrong`);
  expect(all.status).toBe(0);
  // Contactor, extend, retract, trip, test.
  for (const line of [17, 22, 23, 24, 25]) {
    expect(told().match(new RegExp(`set ${line}=1\\n`, 'g'))).toHaveLength(1);
  }
  expect(told()).toMatch(/set 17=0 24=0 25=0 20=0 21=0 26=0 22=0 23=0\nexit\n$/);
  expect(tree.dutyPermille).toBe(0);
});

test('a rig file or pins, not both', () => {
  const { status, stderr } = bringUp([], ['--board', 'linux-pi', '--rig', 'desk.json']);
  expect(stderr).toContain('--rig is a rig and --board are the pins of this computer: one of them');
  expect(status).toBe(2);
});

test.skipIf(why !== '')(`the relays of a jig, all of them ${why}`, () => {
  const file = join(folder, 'jig.json');
  const own = { board: { process: [] }, jig: { process: [] } };
  writeFileSync(file, JSON.stringify({ name: 'jig', kind: 'jig', lock: 'mennekes-motor', ...own }));
  const all = bringUp(['yes', ...Array.from({ length: 16 }, () => 'y')], ['--rig', file]);
  expect(all.stdout).toContain('16 of 16 outputs seen, 0 wrong');
  expect(all.status).toBe(0);
});

/** The console of the board under test is there, and says nothing: it has no power. */
async function rigFile(name: string, facts: object): Promise<{ file: string; stop: () => void }> {
  const board = await startStandIn(['cat']);
  const file = join(folder, `${name}.json`);
  const lock = 'mennekes-motor';
  writeFileSync(file, JSON.stringify({ name, lock, board: { port: board.path }, ...facts }));
  return { file, stop: board.stop };
}

test.skipIf(why !== '')(
  `the relays behind a computer's pins, those that are wired ${why}`,
  async () => {
    const lines = { 'vehicle-2740': 5, 'vehicle-1300': 6, 'cable-220': 7, supply: 8 };
    const nets = { contactor: 20, extend: 21, retract: 22 };
    const gpio = { lines: { ...lines, ...nets } };
    const { file, stop } = await rigFile('pins', { kind: 'gpio', gpio });
    const { bin, told } = standInTools(folder, 'v2.1.2', '', '0 0 0');
    try {
      const all = bringUp(['yes', 'y', 'y', 'y', 'n'], ['--rig', file], bin);
      expect(all.stderr).toBe('');
      expect(all.stdout).toContain('and the board under test without power?');
      expect(all.stdout).toContain('car B: Does the ohmmeter show 2.74 kOhm behind a diode');
      expect(all.stdout).toContain(
        'proximity 220: Does the ohmmeter show 220 Ohm between PP and PE?',
      );
      expect(all.stdout).not.toContain('car D');
      expect(all.stdout).toContain('3 of 4 outputs seen, 1 wrong');
      expect(all.status).toBe(3);
      expect(told().match(/set \d=1/g)).toEqual([
        'set 5=1',
        'set 5=1',
        'set 6=1',
        'set 7=1',
        'set 8=1',
      ]);
      expect(told()).toMatch(/set 5=0 6=0 7=0 8=0\nexit\n$/);
    } finally {
      stop();
    }
  },
);
