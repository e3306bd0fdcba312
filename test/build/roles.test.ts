/**
 * Roles: what can be flashed beside the charger, the bench board and the jig: the same checks, and each runs
 * far enough to answer who it is, over its own UART and its own pins.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flash } from '../../bin/commands/hil/flash.ts';
import { budgets } from '../../build/budgets.mjs';
import { roles } from '../../build/program-file.mjs';
import { buildTarget, targets } from '../../build/targets.mjs';
import {
  beginLine,
  createLine,
  type Line,
  sendLine,
  serveLine,
} from '../../firmware/link/frames.ts';
import { receive } from '../../firmware/link/receive.ts';
import { startStandIn, whyNoStandIn } from '../../hil/device/stand-in.ts';
import { BenchClient } from '../../hil/line/client.ts';
import { Link } from '../../hil/line/link.ts';
import { platformOf, preludes, tails } from '../support/board-prelude.ts';
import { createBoardTree } from '../support/board-tree.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const benchRoles = ['bench', 'jig'] as const;
const built = new Map<string, string>();

beforeAll(async () => {
  for (const name of Object.keys(targets)) {
    for (const role of roles) {
      const target = await buildTarget(name, root, undefined, role);
      expect(target.complaints, `${name} ${role}`).toEqual([]);
      built.set(`${name} ${role}`, target.code);
    }
  }
});

test('every program fits into what its platform holds, on one line, in the dialect of its engine', () => {
  expect(built.size).toBe(6);
  for (const name of Object.keys(targets)) {
    for (const role of roles) {
      const code = built.get(`${name} ${role}`) ?? '';
      expect(code.length, `${name} ${role}`).toBeGreaterThan(3000);
      expect(code.length, `${name} ${role}`).toBeLessThan(budgets[name]?.programBytes ?? 0);
      expect(code.split('\n').length).toBe(1);
      expect(code.match(/\breturn\}/g)).toBeNull();
    }
  }
});

/** What only a program of the bench says. */
const benchWords = ['hurry', 'flood', 'vehicle-2740', 'not a message'];

test('no word of the bench or the jig is in what ships', () => {
  for (const name of Object.keys(targets)) {
    const beside = benchRoles.map((role) => built.get(`${name} ${role}`)).join('');
    for (const word of benchWords) {
      expect(beside.includes(word), `${name} bench or jig: ${word}`).toBe(true);
      expect(built.get(`${name} charger`)?.includes(word), `${name}: ${word}`).toBe(false);
    }
  }
});

/** A bundle on a platform of records, and a host at its UART; time is given. */
class BoardUnderTest {
  readonly heard: string[] = [];
  readonly platform: ReturnType<typeof platformOf>;
  private readonly host: Line;

  constructor(name: string, code: string) {
    this.platform = platformOf(name);
    runInContext(code, createContext(this.platform.globals));
    const port = {
      nowMs: () => this.platform.nowMs,
      write: (text: string) => {
        this.platform.type(text);
        return true;
      },
    };
    this.host = createLine(port, true, (message) => this.heard.push(message));
    beginLine(this.host, '1');
    this.pass(50);
  }

  pass(forMs: number): void {
    for (let i = 0; i < forMs; i += 2) {
      this.platform.pass(2);
      receive(this.host, this.platform.said());
      serveLine(this.host);
    }
  }

  /** Sends a message; everything that is said within a while. */
  say(message: string): string[] {
    this.heard.length = 0;
    sendLine(this.host, message);
    this.pass(200);
    return this.heard.map((line) => line.replace(/^@\S+ /, ''));
  }
}

for (const name of ['kaluma', 'espruino']) {
  test(`${name}: the bench board says who it is, and drives its outputs by hand`, () => {
    const board = new BoardUnderTest(name, built.get(`${name} bench`) ?? '');
    expect(board.say('hello')).toEqual([`bench ${name} off`]);
    expect(board.platform.levelOf('GP9')).toBe(false);
    expect(board.say('drive contactor 1')).toEqual(['net contactor 1']);
    expect(board.platform.levelOf('GP9')).toBe(true);
    board.say('off');
    expect(board.platform.levelOf('GP9')).toBe(false);
    expect(board.platform.fed).toBeGreaterThan(100);
  });

  test(`${name}: a host that falls silent leaves the bench board with everything off`, () => {
    const board = new BoardUnderTest(name, built.get(`${name} bench`) ?? '');
    board.say('drive contactor 1');
    board.platform.pass(2000);
    expect(board.platform.levelOf('GP9')).toBe(false);
  });

  test(`${name}: the jig says who it is, closes its switches and stamps what it sees`, () => {
    const board = new BoardUnderTest(name, built.get(`${name} jig`) ?? '');
    expect(board.say('hello')).toEqual([`jig ${name}`]);
    expect(board.say('set car C')).toEqual(['set car C']);
    expect(['GP2', 'GP3', 'GP4'].map((pin) => board.platform.levelOf(pin))).toEqual([
      true,
      true,
      false,
    ]);
    board.platform.show('GP18', true);
    expect(board.say('ping 1').filter((line) => line.startsWith('net'))).toEqual([
      'net contactor 1',
    ]);
    board.platform.share = 0.533;
    expect(board.say('ping 2').filter((line) => line.startsWith('net'))).toEqual(['net duty 533']);
    expect(board.say('look').slice(0, 4)).toEqual([
      'net contactor 1',
      'net extend 0',
      'net retract 0',
      'net live 1',
    ]);
    board.platform.pass(2000);
    expect(board.platform.levelOf('GP2')).toBe(false);
  });
}

const tree = createBoardTree();
const spoiled = 'jig-spoiled';
const spoiledFile = `${tree}firmware/boards/${spoiled}.ts`;
const reference = readFileSync(`${root}firmware/boards/jig-pico.ts`, 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'holdfast-roles-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

for (const [what, from, to, message] of [
  ['a pin that does not exist', "'GP12'", "'GP31'", 'pin GP31 does not exist on rp2040'],
  ['a pin used twice', "'GP12'", "'GP9'", 'pin GP9 is used already, at line'],
  ['the recovery switch', "'GP21'", "'GP22'", 'low at boot makes Kaluma skip the program'],
  ['a converter that is none', "'GP26'", "'GP22'", ''],
  ['an unknown switch', "'cable-680'", "'cable-860'", 'no switch "cable-860" of a jig, expected'],
  ['a switch twice', "'cable-680'", "'cable-220'", 'switch cable-220 stands there already'],
] as const) {
  test(`a jig map with ${what} is refused, at its line`, async () => {
    expect(reference).toContain(from);
    writeFileSync(spoiledFile, reference.replace(from, to));
    const { complaints, code } = await buildTarget('kaluma', tree, spoiled, 'jig');
    expect(code).toBe('');
    const line = reference.slice(0, reference.indexOf(from)).split('\n').length;
    const place = `firmware/boards/${spoiled}.ts:`;
    const fitting = complaints.filter((one) => one.startsWith(place) && one.includes(message));
    expect(fitting.length).toBeGreaterThan(0);
    if (what !== 'a switch twice') expect(fitting[0]).toContain(`${place}${line}: `);
  });
}

test('a map of another kind is named', async () => {
  const { complaints } = await buildTarget('kaluma', root, 'pico', 'jig');
  expect(complaints).toEqual([
    'firmware/boards/pico.ts:8: expected an export "jigMap", found pinMap',
  ]);
});

test('a role that there is not is refused with the one that was meant', async () => {
  await expect(flash({ platform: 'kaluma', role: 'jgi' }, () => undefined)).rejects.toThrow(
    '--role expects charger | bench | jig, found "jgi"; did you mean "jig"?',
  );
  const { status, stderr } = spawnSync(process.execPath, ['build.mjs', 'kaluma', '--role', 'gig'], {
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([
    2,
    'no role "gig"; usage: node build.mjs [--platform kaluma|espruino] [--board MAP] [--role charger|bench|jig]\n',
  ]);
});

for (const [engine, name] of [
  ['JERRY', 'kaluma'],
  ['ESPRUINO', 'espruino'],
] as const) {
  const program = process.env[engine];
  const why = program === undefined ? `skipped: ${engine} names no engine` : whyNoStandIn();
  describe.skipIf(why !== '')(`${engine} ${why}`, () => {
    for (const role of benchRoles) {
      test(`the ${role} for ${name} answers who it is, in the engine`, async () => {
        const file = join(folder, `${name}-${role}.js`);
        const code = built.get(`${name} ${role}`) ?? '';
        writeFileSync(file, `${preludes[name]}\n${code}\n${tails[name]}\n`);
        const device = await startStandIn([program ?? '', file]);
        const link = new Link(device.path);
        try {
          await link.open();
          const client = new BenchClient(link);
          const answer = client.expect('hello', (message) => message.startsWith(`${role} `));
          client.send('hello');
          expect(await answer).toBe(role === 'bench' ? `bench ${name} off` : `jig ${name}`);
        } finally {
          await link.close();
          device.stop();
        }
      });
    }
  });
}
