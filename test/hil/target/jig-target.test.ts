/**
 * Jig: scenarios on the firmware that ships, played by a jig beside it, in real time. Minutes: `npm run test:rig`. Board and jig stand
 * over one plant in a process of their own; what is judged is what the jig has stamped.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StandInRig, whyNoStandIn } from '../../../hil/device/stand-in.ts';
import { DEAD, isLong, LOCK, sensedBy, startRig, whyTooBusy } from '../../support/rig-device.ts';

const why = whyNoStandIn();
const folder = mkdtempSync(join(tmpdir(), 'holdfast-jig-'));
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function scenario(name: string, text: string): string {
  const file = join(folder, `${name}.scenario`);
  writeFileSync(file, `scenario ${name}\ngiven minimum-open 3 s\n${text}\n`);
  return file;
}

const session = scenario(
  'session',
  `plug in
car in
expect drive extend within 100 ms
expect latch locked within 1 s
expect socket live within 5 s
never drive retract until socket dead
after 1 s car B
expect contactor open within 60 ms
expect phase ready within 3 s
press stop
expect phase released within 5 s
pull
expect plug out within 100 ms`,
);
const diode = scenario(
  'diode',
  `plug in
car in
expect socket live within 5 s
after 500 ms diode missing
expect contactor open within 150 ms
expect fault pilot-diode within 3 s`,
);
const spike = scenario('spike', 'plug in\nspike 12 V for 5 ms\nexpect phase idle within 1 s');
const slow = scenario(
  'slow',
  `plug in
car in
expect socket live within 5 s
after 500 ms car B
expect socket dead within 100 ms`,
);
const endless = scenario('endless', 'plug in\ncar in\nexpect phase energized for 20 min');
writeFileSync(
  endless,
  readFileSync(endless, 'utf8').replace(
    'expect phase',
    'expect phase energized within 5 s\nexpect phase',
  ),
);

function rigFile(name: string, rig: StandInRig, more: object = {}): string {
  const file = join(folder, `${name}.json`);
  const lines = { board: { port: rig.board.path }, jig: { port: rig.jig.path } };
  const facts = { name, kind: 'jig', lock: LOCK, relayMs: 0 };
  writeFileSync(file, JSON.stringify({ ...facts, ...lines, ...more }));
  return file;
}

function start(name: string, file: string, ...args: string[]): ChildProcess {
  const words = ['hil', 'run', ...args, '--rig', file, '--out', join(folder, name)];
  return spawn(process.execPath, ['bin/holdfast.mjs', ...words], {
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

function ended(child: ChildProcess): Promise<Ended> {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text) => {
      said += String(text);
    });
  }
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, said }));
  });
}

function inRun(name: string, file: string): string {
  const out = join(folder, name);
  const run = readdirSync(out).find((entry) => entry.startsWith(`${name}-`)) ?? '';
  return readFileSync(join(out, run, file), 'utf8');
}

/** Until the jig of a run has seen the contactor close; why not, where this computer was too busy for it. */
async function untilClosed(name: string, end: Promise<Ended>): Promise<string> {
  let over: Ended | null = null;
  void end.then((how) => {
    over = how;
  });
  for (let i = 0; i < 600 && over === null; i++) {
    try {
      if (inRun(name, 'serial.log').includes('net contactor 1')) return '';
    } catch {
      // The run has not begun to write.
    }
    await wait(50);
  }
  const said = (over as Ended | null)?.said ?? '';
  expect(whyTooBusy(said), `${name}: the contactor has not closed; ${said}`).not.toBe('');
  return whyTooBusy(said);
}

/** A jig that has lost its host lets go within 1.5 s; the board's own round comes on top. */
async function untilDead(rig: StandInRig): Promise<void> {
  const untilMs = performance.now() + 5000;
  let sensed = await sensedBy(rig);
  while (!DEAD.test(sensed) && performance.now() < untilMs) {
    await wait(200);
    sensed = await sensedBy(rig);
  }
  expect(sensed).toMatch(DEAD);
}

interface CheckResult {
  readonly text: string;
  readonly verdict?: string;
  readonly measuredUs: number;
  readonly uncertaintyUs?: number;
}

describe.skipIf(why !== '' || !isLong)(`a jig beside the firmware that ships ${why}`, () => {
  const rigs: StandInRig[] = [];
  beforeAll(async () => {
    const late = 'given drop-out 300 ms';
    const all = isLong ? [[], [], [late], [], []] : [[], []];
    for (const words of all) rigs.push(await startRig(...words));
  });
  afterAll(() => {
    for (const rig of rigs) rig.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const rig = (place: number): StandInRig => rigs[place] as StandInRig;

  test('a session, a missing diode, and what no jig can do: judged by the stamps of the jig', async (context) => {
    const file = rigFile('jig-whole', rig(0));
    const { code, said } = await ended(start('jig-whole', file, session, diode, spike));
    if (whyTooBusy(said) !== '') return context.skip(whyTooBusy(said));
    expect(said).toMatch(/(PASSED|MARGINAL) +session/);
    expect(said).toMatch(/(PASSED|MARGINAL) +diode/);
    expect(said).toMatch(/SKIPPED +spike\n +line 4 needs "pilot-voltage", which jig-whole has not/);
    expect(code).toBe(0);
    const results = JSON.parse(inRun('jig-whole', 'results.json'));
    const checks: CheckResult[] = results.entries[0].attempts.at(-1).checks;
    const open = checks.find((check) => check.text === 'expect contactor open');
    // The reflex: two samples of 10 ms at least, and never more than 40 ms, by the jig's own clock.
    expect(open?.verdict).toBe('pass');
    expect(open?.uncertaintyUs).toBe(2000);
    expect(open?.measuredUs).toBeGreaterThanOrEqual(9000);
    expect(open?.measuredUs).toBeLessThanOrEqual(45000);
    // What only the console says is known less well, and says so.
    const ready = checks.find((check) => check.text === 'expect phase ready');
    expect(ready?.uncertaintyUs).toBeGreaterThanOrEqual(27000);
    const log = inRun('jig-whole', 'serial.log');
    expect(log).toMatch(/> jig +\S+:set car C /);
    expect(log).toMatch(/< jig +\S+:@\S+ net contactor 1 /);
    expect(log).toMatch(/> board set minimum-open 3000 ms/);
    expect(log).toMatch(/> board set minimum-open 10000 ms/);
    expect(log).toMatch(/< board ~ \d+ fault pilot-diode/);
    await untilDead(rig(0));
  });

  test.runIf(isLong)(
    'a contactor that drops out too late is a failure of the product, with its time',
    async (context) => {
      const file = rigFile('jig-late', rig(2));
      const { code, said } = await ended(start('jig-late', file, slow));
      if (whyTooBusy(said) !== '') return context.skip(whyTooBusy(said));
      expect(said).toMatch(/FAILED +slow\n.*socket dead: (not within 100 ms|after 3\d\d)/);
      expect(code).toBe(1);
      await untilDead(rig(2));
    },
  );

  test.concurrent('a jig that vanishes ends the run within two seconds, and lets everything go', async (context) => {
    const file = rigFile('jig-gone', rig(1));
    const end = ended(start('jig-gone', file, endless, '--retries', '0'));
    const busy = await untilClosed('jig-gone', end);
    if (busy !== '') return context.skip(busy);
    const fromMs = performance.now();
    for (const pid of rig(1).jig.pids) process.kill(pid, 'SIGKILL');
    const { code, said } = await end;
    const tookMs = performance.now() - fromMs;
    expect(said).toMatch(/ERROR +endless\n.*(the port is gone|nothing has arrived)/);
    expect(code).toBe(3);
    expect(tookMs).toBeLessThan(2000);
    await untilDead(rig(1));
  });

  for (const [place, how, signal] of [
    [3, 'Ctrl-C', 'SIGINT'],
    [4, 'a crash', 'SIGKILL'],
  ] as const) {
    test
      .runIf(isLong)
      .concurrent(
        `after ${how} the socket is dead, and the jig has let everything go`,
        async (context) => {
          const name = `jig-ends-${signal}`;
          const child = start(name, rigFile(name, rig(place)), endless);
          const end = ended(child);
          const busy = await untilClosed(name, end);
          if (busy !== '') return context.skip(busy);
          child.kill(signal);
          expect((await end).code).toBe(signal === 'SIGINT' ? 3 : null);
          await untilDead(rig(place));
        },
      );
  }
});
