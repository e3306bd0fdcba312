/**
 * The firmware on a computer's pins, as a person starts it: a stand-in for the kernel's files, tools that write
 * down what they are told, and no pin.
 */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { startStandIn, whyNoStandIn } from '../../../hil/device/stand-in.ts';
import { Device } from '../../../hil/doctor/device.ts';
import { SerialLine } from '../../../hil/doctor/serial-line.ts';
import { BenchClient } from '../../../hil/line/client.ts';
import { Link } from '../../../hil/line/link.ts';
import type { Port, PortEvents } from '../../../hil/line/port.ts';
import { openProcess } from '../../../hil/line/process-port.ts';
import { type StandInTools, standInTools } from '../../support/gpiod-tools.ts';
import { LinuxTree } from '../../support/linux-tree.ts';
import { isLong } from '../../support/rig-device.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'holdfast-pi-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Mains is there, and nothing else asserted: GPIO 4 5 6 12 13 16 19, and 27 of the jumper. The mirror contact is normally closed. */
const RESTING = '0 1 0 0 0 1 1 1';
/** What a start tells the lines: all of them low. */
const ALL_LOW = ['17', '24', '25', '20', '21', '26', '22', '23'].map((line) => `${line}=0`);

class Desk {
  readonly tools: StandInTools;
  readonly tree: LinuxTree;
  said = '';
  private child: ChildProcess | null = null;

  constructor(monitor = '', version = 'v2.1.2') {
    this.tools = standInTools(folder, version, monitor, RESTING);
    this.tree = new LinuxTree(mkdtempSync(join(folder, 'sys-')));
    this.tree.rest();
  }

  get env(): NodeJS.ProcessEnv {
    const PATH = `${this.tools.bin}${delimiter}${dirname(process.execPath)}`;
    return { ...process.env, NO_COLOR: '1', PATH };
  }

  get words(): string[] {
    const state = join(this.tree.sys, 'state');
    return ['bin/holdfast.mjs', 'hil', 'linux', '--sys', this.tree.sys, '--state', state];
  }

  start(...more: string[]): ChildProcess {
    const child = spawn(process.execPath, [...this.words, ...more], { env: this.env, cwd: root });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text) => {
        this.said += String(text);
      });
    }
    this.child = child;
    return child;
  }

  async says(pattern: RegExp): Promise<void> {
    const untilMs = performance.now() + 15000;
    while (!pattern.test(this.said)) {
      if (performance.now() > untilMs) throw new Error(`${pattern} was not said: ${this.said}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  type(line: string): void {
    this.child?.stdin?.write(`${line}\n`);
  }

  async ends(): Promise<number | null> {
    if (this.child !== null && this.child.exitCode === null) await once(this.child, 'exit');
    return this.child?.exitCode ?? null;
  }
}

test('a person starts it, asks it, and ends it: not real time, and everything low', async () => {
  const desk = new Desk();
  const child = desk.start();
  await desk.says(/Ctrl-C/);
  expect(desk.said).toContain('linux-pi, lock kuester-02s, on the pins of this computer');
  expect(desk.said).toContain('not real time');
  expect(desk.said).toContain('pins: libgpiod 2.x tools, gpiochip0');
  expect(desk.said).toMatch(/converter: mcp3208, \d inputs, .*iio:device0/);
  expect(desk.said).toMatch(/pilot: .*pwmchip0\/pwm0/);
  expect(desk.said).toContain('watchdog: none');
  expect(desk.said).toContain('never leave it unattended with a car or mains connected');
  desk.type('hello');
  desk.type('sense levels');
  desk.type('health');
  await desk.says(/ok holdfast .*linux-pi[\s\S]*ok sense levels supply\n[\s\S]*late ticks/);
  child.kill('SIGINT');
  expect(await desk.ends()).toBe(0);
  expect(desk.said).toMatch(/ended: SIGINT\n\d+ ticks, \d+ late \(over 30 ms .*longest wait/);
  const told = desk.tools.told();
  expect(told).toContain(`gpioset --interactive --chip gpiochip0 ${ALL_LOW.join(' ')}`);
  expect(told).toMatch(new RegExp(`set ${ALL_LOW.join(' ')}\nexit\n$`));
  expect(desk.tree.dutyPermille).toBe(0);
});

test('whoever leaves the console ends it', async () => {
  const desk = new Desk('', 'v1.6.3');
  desk.start();
  await desk.says(/Ctrl-C/);
  desk.type('hello');
  await desk.says(/ok holdfast/);
  expect(desk.said).toContain('pins: libgpiod 1.x tools');
  desk['child']?.stdin?.end();
  expect(await desk.ends()).toBe(0);
  expect(desk.said).toContain('ended: its console has gone');
  expect(desk.tools.told()).toMatch(new RegExp(`gpioset gpiochip0 ${ALL_LOW.join(' ')}\n$`));
});

test.runIf(isLong)('a program that is killed leaves nobody who holds a line', async () => {
  const desk = new Desk();
  const child = desk.start();
  await desk.says(/Ctrl-C/);
  child.kill('SIGKILL');
  await desk.ends();
  for (let i = 0; i < 200 && !desk.tools.told().includes('nobody tells'); i++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(desk.tools.told()).toContain('nobody tells any more');
});

test('a Stop that is pressed while it starts is seen where gpiomon says its first levels', async () => {
  const desk = new Desk('echo 0 1 0 0 0 0 1 1', 'v2.3');
  const child = desk.start();
  await desk.says(/Ctrl-C/);
  desk.type('sense levels');
  await desk.says(/ok sense levels supply stop-button\n/);
  child.kill('SIGTERM');
  expect(await desk.ends()).toBe(0);
});

test('a tool that ends takes the charger with it, everything low', async () => {
  const desk = new Desk('/bin/sleep 1; exit 1');
  desk.start();
  expect(await desk.ends()).toBe(3);
  expect(desk.said).toContain('gpiochip0: gpiomon has ended by itself; does another program use');
  expect(desk.tools.told()).toMatch(/exit\n$/);
});

test('an input that reads nothing is a failure of the firmware, and ends it', async () => {
  const desk = new Desk();
  desk.start();
  await desk.says(/Ctrl-C/);
  writeFileSync(join(desk.tree.sys, 'bus/iio/devices/iio:device0/in_voltage2_raw'), 'none\n');
  expect(await desk.ends()).toBe(1);
  expect(desk.said).toContain('the firmware has not fed its watchdog for 1000 ms');
  const again = desk.start();
  desk.tree.rest();
  writeFileSync(join(desk.tree.sys, 'bus/iio/devices/iio:device0/in_voltage2_raw'), '2466\n');
  await desk.says(/warning the last failure was: Error: AIN2 reads no number/);
  again.kill('SIGTERM');
  expect(await desk.ends()).toBe(0);
});

test('what cannot be left as it should be is said, and the rest is low all the same', async () => {
  const desk = new Desk();
  const child = desk.start();
  await desk.says(/Ctrl-C/);
  // In one step: while a folder is emptied, a tick finds half of it, and that would be the firmware's failure.
  renameSync(join(desk.tree.sys, 'class'), join(desk.tree.sys, 'gone'));
  child.kill('SIGINT');
  expect(await desk.ends()).toBe(3);
  // A tick that comes between writes its outputs again, and finds it first: then it is why the charger ends.
  expect(desk.said).toMatch(
    /(not every output could be left safe, check the pins: {2}|ENOENT).*pwm0/,
  );
  expect(desk.tools.told()).toMatch(new RegExp(`set ${ALL_LOW.join(' ')}\nexit\n$`));
});

/** Where nothing is to be started. */
function refused(desk: Desk, env: NodeJS.ProcessEnv, ...more: string[]): [number | null, string] {
  const words = [...desk.words, ...more];
  const { status, stderr } = spawnSync(process.execPath, words, {
    env,
    cwd: root,
    encoding: 'utf8',
    timeout: 20000,
  });
  return [status, stderr.trim()];
}

test('what is missing is named, with what to do: exit code 3', () => {
  const desk = new Desk();
  const { env, tree } = desk;
  expect(refused(desk, { ...env, PATH: dirname(process.execPath) })).toEqual([
    3,
    'GPIO: there is neither sysfs GPIO nor gpioset here; install the Debian package gpiod',
  ]);
  rmSync(join(tree.sys, 'class'), { recursive: true });
  expect(refused(desk, env)).toEqual([
    3,
    `PWM: there is no ${tree.sys}/class/pwm/pwmchip0; add dtoverlay=pwm to config.txt, or name another pwmChip in the pin map`,
  ]);
  expect(desk.tools.told()).toMatch(/exit\n$/);
});

test('a map that is not for a computer is refused before anything is touched', () => {
  const desk = new Desk();
  expect(refused(desk, desk.env, '--board', 'pico')).toEqual([
    2,
    'firmware/boards/pico.ts:10: rp2040 does not run linux (it runs kaluma and espruino)',
  ]);
  expect(desk.tools.told()).toBe('');
});

/** This very process finds the stand-ins first, and whatever it starts. */
async function besideTools(desk: Desk, act: () => Promise<void>): Promise<void> {
  const { PATH } = process.env;
  process.env['PATH'] = `${desk.tools.bin}${delimiter}${PATH}`;
  try {
    await act();
  } finally {
    process.env['PATH'] = PATH;
  }
}

test('the doctor speaks with it over its console, and leaves it low', async () => {
  const desk = new Desk();
  const open = (events: PortEvents): Promise<Port> =>
    openProcess('linux-pi', [process.execPath, ...desk.words], events);
  const line = new SerialLine('linux-pi', open);
  await besideTools(desk, async () => {
    await line.open();
    const device = new Device(line);
    await device.greet(5000);
    expect(await device.levels()).toEqual(new Set(['supply']));
    expect(await device.sense('proximity')).toBeGreaterThan(3200);
    expect(await device.order('set installation 16 A')).toMatch(/^ok/);
    await line.close();
    expect(desk.tools.told()).toMatch(/exit\n$/);
    rmSync(join(desk.tree.sys, 'class'), { recursive: true });
    await expect(open({ data: () => undefined, gone: () => undefined })).rejects.toThrow(
      'linux-pi: the charger has not started; its message above states the reason',
    );
  });
});

const why = whyNoStandIn();

test.skipIf(why !== '')(`as a bench board it is driven over a line ${why}`, async () => {
  const desk = new Desk();
  await besideTools(desk, async () => {
    const words = [process.execPath, ...desk.words, '--role', 'bench'];
    const standIn = await startStandIn(words);
    const link = new Link(standIn.path);
    try {
      await link.open();
      const client = new BenchClient(link);
      expect(await client.hello()).toBe('bench linux off');
      const driven = client.expect('drive', (message) => message === 'net contactor 1');
      client.send('drive contactor 1');
      await driven;
      for (let i = 0; i < 200 && !desk.tools.told().includes('set 17=1'); i++) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      expect(desk.tools.told()).toContain('set 17=1');
    } finally {
      await link.close();
      standIn.stop();
    }
  });
});
