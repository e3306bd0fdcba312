/**
 * The Linux board: the firmware that ships over stand-ins for a computer's pins and a kernel's files, wired to
 * the plant, in virtual time.
 */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pinMap } from '../../../firmware/boards/linux-pi.ts';
import { Fault } from '../../../firmware/control/faults.ts';
import { Session } from '../../../firmware/control/state.ts';
import { findBistablePart } from '../../../firmware/drivers/lock-parts.ts';
import { main } from '../../../firmware/main.ts';
import { createConsoleQueue } from '../../../firmware/platforms/console-queue.ts';
import { crc16 } from '../../../firmware/storage/crc16.ts';
import { createJournal, note } from '../../../firmware/storage/journal.ts';
import { createLinuxCalls } from '../../../hil/linux/calls.ts';
import type { Computer } from '../../../hil/linux/computer.ts';
import { type Converter, openConverter } from '../../../hil/linux/converter.ts';
import { createFileStorage } from '../../../hil/linux/file-storage.ts';
import { createLinux } from '../../../hil/linux/platform.ts';
import { openPulses, type Pulses } from '../../../hil/linux/pulses.ts';
import { TickTimer } from '../../../hil/linux/tick-timer.ts';
import { openWatchdog } from '../../../hil/linux/watchdog-file.ts';
import { ms } from '../../../sim/clock.ts';
import { readScenarios } from '../../../sim/scenario/library.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import { SimTarget } from '../../../sim/scenario/target.ts';
import type { StartFirmware } from '../../../sim/world/processor.ts';
import type { Setup } from '../../../sim/world/setup.ts';
import { LinuxTree } from '../../support/linux-tree.ts';
import { show, WiredLines } from '../../support/linux-wires.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-linux-'));
const tree = new LinuxTree(join(folder, 'sys'));
const analog = ['AIN0', 'AIN1', 'AIN2', 'AIN3', 'AIN4', 'AIN5', 'AIN6', 'AIN7'];
let converter: Converter;
let pulses: Pulses;

beforeAll(async () => {
  converter = openConverter(tree.sys, pinMap.converter, analog);
  pulses = await openPulses(tree.sys, pinMap.pwmChip, 0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** @param nowMs the world's */
function startLinux(nowMs: () => number): StartFirmware {
  const slots = new Map<number, string>();
  const storage = {
    read: (slot: number) => slots.get(slot) ?? '',
    sum: crc16,
    write: (slot: number, text: string) => void slots.set(slot, text),
  };
  // Not a new board: that one would wait for a person before its first charge.
  note(createJournal(storage), Session.None, false, Fault.None, 0);
  return (board) => {
    const lines = new WiredLines(board);
    let tick: () => void = () => undefined;
    const time = {
      nowMs,
      after: (delayMs: number, act: () => void) => board.later(ms(delayMs), act),
      every: (_periodMs: number, act: () => void) => {
        tick = act;
        return () => {
          tick = () => undefined;
        };
      },
    };
    let line = '';
    const console = createConsoleQueue(400, (text) => {
      const said = (line + text).split('\n');
      line = said.pop() ?? '';
      for (const one of said) board.console.write(`${one}\n`);
    });
    console.receive('trace on\n');
    const computer: Computer = {
      lines,
      converter,
      pulses: new Map([[pinMap.pilotOut.pin, pulses]]),
      watchdog: null,
      said: [],
      close: async () => undefined,
    };
    // The real board under it is fed whenever this one is.
    const watchdog = { feed: () => board.watchdog.feed(), close: () => undefined };
    const beat = new TickTimer(time, pinMap.watchdogMs, watchdog, () => undefined);
    const calls = createLinuxCalls(computer, pinMap, time);
    let dutyPermille = -1;
    const showPilot = (): void => {
      if (tree.dutyPermille === dutyPermille) return;
      dutyPermille = tree.dutyPermille;
      board.pilot.writePermille(dutyPermille);
    };
    show(board, tree, lines);
    const platform = createLinux(pinMap, { calls, time, beat, storage, console });
    main(platform, pinMap, findBistablePart(pinMap.lock), null, null);
    showPilot();
    return {
      tick: () => {
        console.receive(board.console.read());
        show(board, tree, lines);
        tick();
        showPilot();
      },
      hurry: () => undefined,
      idleTicks: () => 0,
      skip: () => undefined,
    };
  };
}

const WELD = `scenario A welded contactor: the plug stays locked, also over a start of the program
given trip output none
plug in
car in
expect phase energized within 5 s
after 2 s contactor welds
car out
expect contactor open within 60 ms
expect fault welded within 300 ms
reset watchdog
expect processor on within 1 s
pull
expect plug in for 5 s
expect socket live and pin extended for 5 s`;

const stories = [
  ...readScenarios('sim/story/1-a-whole-session.scenario'),
  ...readScenarios('test/scenarios/field/f04-pilot-short.scenario'),
  ...parseScenario('weld', WELD),
];

for (const scenario of stories) {
  test(`on a computer's pins: ${scenario.title}`, async () => {
    let nowMs = (): number => 0;
    const adjust = (setup: Setup): void => {
      setup.limits.push((limits) => {
        limits.tickMs = pinMap.tickMs;
      });
      setup.furnish.push((plant) => {
        nowMs = () => plant.clock.nowUs / 1000;
      });
    };
    const start = startLinux(() => nowMs());
    const target = new SimTarget(adjust, start);
    const result = await runScenario(scenario, target);
    expect(result.failure?.message ?? 'passed').toBe('passed');
  });
}

test('what the kernel does not show is named, with what to do', async () => {
  const { device } = pinMap.converter;
  const at = join(tree.sys, 'bus/iio/devices');
  expect(() => openConverter(tree.sys, { ...pinMap.converter, device: 'ads1115' }, [])).toThrow(
    `converter: the kernel has no converter "ads1115" in ${at}, found ${device}; load its overlay`,
  );
  expect(() => openConverter(tree.sys, pinMap.converter, ['AIN9'])).toThrow(
    `converter: AIN9 is not there: no ${at}/iio:device0/in_voltage9_raw; wire another input`,
  );
  const unsaid = { ...pinMap.converter, countMillivolts: null };
  expect(() => openConverter(tree.sys, unsaid, ['AIN0'])).toThrow(
    'does not say what a count of input 0 is; write countMillivolts into the pin map',
  );
  await expect(openPulses(tree.sys, 'pwmchip2', 0)).rejects.toThrow(
    `PWM: there is no ${tree.sys}/class/pwm/pwmchip2; add dtoverlay=pwm to config.txt`,
  );
});

test('a count is what the kernel says it is, for one input or for all', () => {
  const { map, at } = { map: { ...pinMap.converter, countMillivolts: null }, at: 'iio:device0' };
  const put = (file: string, text: string): void =>
    writeFileSync(join(tree.sys, 'bus/iio/devices', at, file), `${text}\n`);
  put('in_voltage6_raw', '1000');
  put('in_voltage_scale', '0.825');
  const shared = openConverter(tree.sys, map, ['AIN6']);
  expect(shared.readShare('AIN6')).toBeCloseTo(0.25);
  put('in_voltage6_scale', '1.65');
  const own = openConverter(tree.sys, map, ['AIN6']);
  expect(own.readShare('AIN6')).toBeCloseTo(0.5);
  put('in_voltage6_raw', '2000');
  expect(own.readShare('AIN6')).toBeCloseTo(1);
});

test("the computer's own watchdog is fed, put to sleep at the end, and waits as the map says", () => {
  const path = join(folder, 'watchdog');
  writeFileSync(path, '');
  const watchdog = openWatchdog(path, tree.sys, 10000);
  watchdog.feed();
  watchdog.feed();
  watchdog.close();
  expect(readFileSync(path, 'utf8')).toBe('..V');
  mkdirSync(join(tree.sys, 'class/watchdog/watchdog0'), { recursive: true });
  writeFileSync(join(tree.sys, 'class/watchdog/watchdog0/timeout'), '15\n');
  expect(() => openWatchdog(path, tree.sys, 10000)).toThrow(
    `${path}: the kernel waits 15 s, and the pin map states 10000 ms; change watchdogMs`,
  );
  expect(() => openWatchdog(join(folder, 'none'), tree.sys, 10000)).toThrow('ENOENT');
});

test('what is stored is there whole after the next start, and nothing else is', () => {
  const at = join(folder, 'slots');
  createFileStorage(at).write(1, 'first');
  createFileStorage(at).write(1, 'second');
  expect(createFileStorage(at).read(1)).toBe('second');
  expect(createFileStorage(at).read(2)).toBe('');
  expect(readdirSync(at)).toEqual(['slot-1']);
});
