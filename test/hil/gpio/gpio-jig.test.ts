/**
 * GPIO rig: the pins of a small computer in the place of a jig's board: the same messages over stand-in
 * lines, and a whole scenario with stand-in tools, whose pins are wired to the plant.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Gpio } from 'onoff';
import { afterAll, describe, expect, test } from 'vitest';
import { jigSwitches } from '../../../firmware/jig/switches.ts';
import { type StandInRig, whyNoStandIn } from '../../../hil/device/stand-in.ts';
import { GpioJig } from '../../../hil/gpio/gpio-jig.ts';
import type { LinesPlan } from '../../../hil/gpio/lines.ts';
import { openSysfs } from '../../../hil/gpio/sysfs.ts';
import { BenchError } from '../../../hil/line/bench-error.ts';
import { wiredTools } from '../../support/gpiod-tools.ts';
import {
  DEAD,
  isLong,
  LOCK,
  sensedBy,
  startRig,
  whyLoaded,
  whyTooBusy,
} from '../../support/rig-device.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-pins-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** onoff's class over records: what was written to which number, and whoever watches one. */
function sysfsOf() {
  const levels = new Map<number, number>();
  const watchers = new Map<number, (error: null, value: number) => void>();
  class Pin {
    constructor(
      private readonly number: number,
      direction: string,
    ) {
      if (direction === 'low') levels.set(number, 0);
    }
    watch(seen: (error: null, value: number) => void): void {
      watchers.set(this.number, seen);
    }
    readSync(): number {
      return levels.get(this.number) ?? 0;
    }
    writeSync(value: number): void {
      levels.set(this.number, value);
    }
    unexport(): void {}
  }
  let plan: LinesPlan | null = null;
  const chip = { base: 512, count: 54, label: 'pinctrl-bcm2711' };
  const names = { 'vehicle-2740': 4, 'vehicle-1300': 5, stop: 6, contactor: 20, live: 21 };
  const jig = new GpioJig('header', names, async (wanted) => {
    plan = wanted;
    return openSysfs(Pin as unknown as typeof Gpio, chip, wanted);
  });
  const heard: string[] = [];
  jig.emitter.on('message', (message) => {
    // How late this computer was is its own affair.
    if (!/ late \d+$/.test(message)) heard.push(message.replace(/^@[\d.]+ /, '@ '));
  });
  const gone = (error: BenchError): void => plan?.onGone(error);
  return { jig, heard, levels, watchers, gone };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('pins obey the messages of a jig, through sysfs, and end low', async () => {
  const { jig, heard, levels, watchers } = sysfsOf();
  await jig.open();
  jig.send('hello');
  jig.send('set car C');
  jig.send('set car D');
  jig.send('set latch locked');
  jig.send('set wheel on');
  jig.send('look');
  watchers.get(532)?.(null, 1);
  await settle();
  expect(heard).toEqual([
    'jig gpio, sysfs, chip pinctrl-bcm2711, numbers from 512',
    '@ set car C',
    '@ error this jig has no switch vehicle-270',
    '@ error this jig has no switch latch',
    '@ error no part wheel of the jig',
    '@ net contactor 0',
    '@ net live 0',
    '@ net contactor 1',
  ]);
  expect([516, 517, 518].map((pin) => levels.get(pin))).toEqual([1, 1, 0]);
  await jig.close();
  await jig.close();
  expect([516, 517, 518].map((pin) => levels.get(pin))).toEqual([0, 0, 0]);
});

test('a tool that ends by itself takes the rig down, with every output low', async () => {
  const { jig, levels, gone } = sysfsOf();
  await jig.open();
  jig.send('set car B');
  let down = '';
  jig.emitter.on('down', (error) => {
    down = error.message;
  });
  gone(new BenchError('gpiochip0', 'gpiomon has ended by itself', 'who uses these lines?'));
  await settle();
  expect(down).toContain('gpiomon has ended by itself');
  expect(jig.isUp).toBe(false);
  expect(() => jig.send('look')).toThrow(BenchError);
  expect(levels.get(516)).toBe(0);
  await jig.reopen(0);
  expect(jig.isUp).toBe(true);
  await jig.close();
});

test('a tool that ends while the pins are opened leaves none of them held', async () => {
  let closed = 0;
  const jig = new GpioJig('header', { stop: 6, live: 21 }, async (plan) => {
    plan.onGone(
      new BenchError('gpiochip0', 'gpiomon has ended by itself', 'who uses these lines?'),
    );
    return {
      said: 'stand-in',
      levels: new Map(),
      nowMs: () => 0,
      read: () => false,
      write: () => undefined,
      close: async () => {
        closed++;
      },
    };
  });
  await jig.open();
  expect([jig.isUp, closed]).toEqual([false, 1]);
});

const switches = Object.fromEntries(jigSwitches().map((name, i) => [name, i + 2]));
const lines = { ...switches, contactor: 20, extend: 21, retract: 22, live: 23 };

const why = whyNoStandIn();

/** The bridge is driven: a stroke of before, which ends while nobody watches the pins yet. */
const STROKE_BEFORE = '0 0 1 0';

/** A rig file and what it is run with: the tools come before all others. */
function rigWithPins(name: string, rig: StandInRig): { file: string; env: NodeJS.ProcessEnv } {
  const bin = wiredTools(folder, rig.jigSocket, STROKE_BEFORE);
  const file = join(folder, `${name}.json`);
  const board = { port: rig.board.path };
  const facts = { name, kind: 'gpio', board, gpio: { lines }, lock: LOCK, relayMs: 0 };
  writeFileSync(file, JSON.stringify(facts));
  const PATH = `${bin}${delimiter}${process.env['PATH']}`;
  return { file, env: { ...process.env, NO_COLOR: '1', PATH } };
}

function startPins(): Promise<StandInRig> {
  const pins = Object.entries(lines).map(([name, offset]) => `${name}=${offset}`);
  return startRig(`gpio ${pins.join(',')}`);
}

function scenarioFile(name: string, story: string): string {
  const file = join(folder, `${name}.scenario`);
  writeFileSync(file, `scenario ${name}\n${story}\n`);
  return file;
}

describe.skipIf(why !== '')(`the pins of this computer as a jig ${why}`, () => {
  test('a session through the libgpiod tools: judged, and everything low at the end', async (context) => {
    const rig = await startPins();
    const { file, env } = rigWithPins('pins', rig);
    const session = scenarioFile(
      'session',
      `given minimum-open 3 s
plug in
car in
expect drive extend within 100 ms
expect socket live within 5 s
after 500 ms car B
expect contactor open within 60 ms
press stop
expect phase released within 5 s`,
    );
    const duty = scenarioFile('duty', 'plug in\nexpect duty 1000 permille within 1 s');
    const out = join(folder, 'out');
    const words = ['hil', 'run', session, duty, '--rig', file, '--out', out];
    const child = spawn(process.execPath, ['bin/holdfast.mjs', ...words], { env });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text) => {
        said += String(text);
      });
    }
    const code = await new Promise((resolve) => child.on('close', resolve));
    try {
      // Outputs and edges go through processes of this computer: how late those run, nobody measures.
      const busy = whyTooBusy(said) || (/(not|expected) within/.test(said) ? whyLoaded() : '');
      if (busy !== '') return context.skip(busy);
      expect(said).toMatch(/(PASSED|MARGINAL) +session/);
      expect(said).toMatch(/SKIPPED +duty\n +line 3 looks at "duty", which is not sensed on pins/);
      expect(code).toBe(0);
      const log = readFileSync(join(out, readdirSync(out)[0] ?? '', 'serial.log'), 'utf8');
      expect(log).toContain('libgpiod 2.x tools, gpiochip0');
      expect(log).toMatch(/> jig +set car C/);
      expect(log).toMatch(/< jig +@[\d.]+ net contactor 1/);
      expect(await sensedBy(rig)).toMatch(DEAD);
    } finally {
      rig.stop();
    }
  });

  test.runIf(isLong)(
    'a host that is killed lets go of its tools, and they of their lines',
    async () => {
      const rig = await startPins();
      const { file, env } = rigWithPins('killed-pins', rig);
      const endless = scenarioFile(
        'endless',
        'plug in\ncar in\nexpect phase energized within 20 min',
      );
      const out = join(folder, 'killed');
      const words = ['hil', 'run', endless, '--rig', file, '--out', out];
      const child = spawn(process.execPath, ['bin/holdfast.mjs', ...words], {
        env,
        stdio: 'ignore',
      });
      const isPlaying = (): boolean => {
        const run = existsSync(out) ? readdirSync(out)[0] : undefined;
        const log = run === undefined ? '' : join(out, run, 'serial.log');
        return existsSync(log) && readFileSync(log, 'utf8').includes('set supply on');
      };
      try {
        while (!isPlaying()) await new Promise((resolve) => setTimeout(resolve, 50));
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
        const untilMs = performance.now() + 10000;
        let sensed = await sensedBy(rig);
        while (!DEAD.test(sensed) && performance.now() < untilMs) sensed = await sensedBy(rig);
        expect(sensed).toMatch(DEAD);
      } finally {
        rig.stop();
      }
    },
  );
});
