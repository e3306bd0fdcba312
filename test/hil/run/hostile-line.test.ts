/**
 * Hostile line: a man in the middle between host and board. Every fault ends the run within three seconds, with
 * its name, exit code 3 and both reports, and is never called a failure of the product.
 */

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hilRun } from '../../../bin/commands/hil/run.ts';
import { whyNoStandIn } from '../../../hil/device/stand-in.ts';
import type { Results } from '../../../hil/run/results.ts';
import { hostileDevice } from '../../support/bench-device.ts';
import { slowness, whyTooBusy } from '../../support/rig-device.ts';

const why = whyNoStandIn();
const root = pathToFileURL(`${process.cwd()}/`).href;
const folder = mkdtempSync(join(tmpdir(), 'holdfast-hostile-'));
const WITHIN_S = 3;

const story = join(folder, 'long.scenario');
const lines = ['given start cold', 'given idle skipping off', 'after 60 s'];
writeFileSync(story, ['scenario A minute of nothing', ...lines].join('\n'));

/** Node itself takes a quarter of this. */
const MOST_KIB = 200 * 1024;

let device = '';

function rigFile(mode: string, time: string): string {
  const file = join(folder, `${mode}.json`);
  const board = { process: [process.execPath, device, mode] };
  writeFileSync(file, JSON.stringify({ name: mode, board, time }));
  return file;
}

interface Ended {
  readonly code: number;
  readonly said: string;
  readonly results: Results;
  readonly seconds: number;
}

async function run(mode: string, time: string): Promise<Ended> {
  const out = join(folder, `${mode}-out`);
  const said: string[] = [];
  const options = { rig: [rigFile(mode, time)], out, retries: '0', repeat: '1' };
  const code = await hilRun(root, [story], options, (line) => said.push(line));
  const path = join(out, readdirSync(out).find((name) => name.startsWith(`${mode}-`)) as string);
  const results = JSON.parse(readFileSync(join(path, 'results.json'), 'utf8')) as Results;
  expect(readFileSync(join(path, 'junit.xml'), 'utf8')).toContain('errors="1"');
  const seconds = results.entries[0]?.attempts[0]?.seconds ?? 0;
  return { code, said: said.join('\n'), results, seconds };
}

/** Two at a time: more would only make this computer busy. */
const lanes: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];
let lane = 0;
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  lane = 1 - lane;
  const done = (lanes[lane] as Promise<unknown>).then(work);
  lanes[lane] = done.catch(() => undefined);
  return done;
}

const stepped: readonly (readonly [mode: string, name: RegExp])[] = [
  ['loss', /the line is bad: of the last \d+ frames .*(missing|repeated|unanswered)/],
  ['corruption', /the line is bad: of the last \d+ frames \d+ damaged/],
  ['swap', /the line is bad: of the last \d+ frames .*missing/],
  ['duplicate', /the line is bad: of the last \d+ frames \d+ repeated/],
  ['replay', /the line is bad: of the last \d+ frames \d+ repeated/],
  [
    'half-lines',
    /characters arrive, but no frame|the line is bad: of the last \d+ frames \d+ damaged/,
  ],
  ['silence', /nothing has arrived for 1\.5 s/],
  ['echo', /the line echoes: what this computer sends comes back/],
  ['wrong-role', /a jig answers here, expected the bench firmware/],
  [
    'product',
    /the last were "~ 17 phase idle"; the console of the firmware that ships answers here/,
  ],
  ['endless-stall', /the board sent "done \d+ \d Infinity", which is no message: word 4/],
  ['flood', /the board sends without end: more than 2000 messages in 100 ticks/],
];

const live: typeof stepped = [
  ['clock-stops', /the board's clock (has lost time|stands still)/],
  ['clock-jumps', /the board's clock jumped ahead/],
  ['clock-goes-back', /the board's clock (went back by|has lost time)/],
  ['wrong-net', /the board sent "@\S+ ?net bridge 99 -5|the board sent "net bridge 99 -5"/],
  ['wrong-stamp', /the board sent "@-99999 .*its stamp is "@-99999"/],
  ['no-stamp', /the board sent "@NaN .*its stamp is "@NaN"/],
  ['flood-live', /the board sends without end: more than 3000 messages in a second/],
];

describe.skipIf(why !== '')(`a man in the middle ${why}`, () => {
  beforeAll(async () => {
    device = await hostileDevice();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  for (const [time, modes] of [
    ['stepped', stepped],
    ['live', live],
  ] as const) {
    for (const [mode, name] of modes) {
      test.concurrent(`${mode}, ${time}`, async ({ expect: expectThis, skip }) => {
        const { code, said, results, seconds } = await inTurn(() => run(mode, time));
        // On a computer that is too busy, every line is late: one ends by that before its own fault is seen.
        const busy = name.test(said) ? '' : whyTooBusy(said);
        if (busy !== '') return skip(busy);
        expectThis(said).toMatch(name);
        expectThis(said).not.toMatch(/is declared broken(?!:)/);
        expectThis(code).toBe(3);
        expectThis(results.entries.map(({ outcome }) => outcome)).toEqual(['error']);
        expectThis(seconds).toBeLessThan(WITHIN_S * slowness());
        expectThis(existsSync(`${join(folder, mode)}.json.broken`)).toBe(false);
      });
    }
  }

  test('a flood costs no memory, and nothing is left running', async () => {
    const file = rigFile('flood', 'stepped');
    const args = ['hil', 'run', story, '--rig', file, '--retries', '0', '--out', join(folder, 'm')];
    const child = spawn(process.execPath, ['bin/holdfast.mjs', ...args], { stdio: 'ignore' });
    let mostKib = 0;
    const look = setInterval(() => {
      const status = `/proc/${child.pid}/status`;
      const text = existsSync(status) ? readFileSync(status, 'utf8') : '';
      mostKib = Math.max(mostKib, Number(/VmHWM:\s+(\d+)/.exec(text)?.[1] ?? 0));
    }, 50);
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    clearInterval(look);
    expect(code).toBe(3);
    if (process.platform === 'linux') expect(mostKib).toBeGreaterThan(10000);
    expect(mostKib).toBeLessThan(MOST_KIB);
    const left = spawnSync('pgrep', ['-f', device], { encoding: 'utf8' }).stdout.trim();
    expect(left).toBe('');
  });
});
