/**
 * `holdfast hil linux`: the firmware on this computer's pins, for bring-up and for the rig. Messages about
 * the program go to standard error, because standard output is the console.
 */

import { homedir } from 'node:os';
import { join } from 'node:path';
import { runBench } from '../../../firmware/bench/bench-main.ts';
import { main } from '../../../firmware/main.ts';
import {
  type ConsoleQueue,
  createConsoleQueue,
} from '../../../firmware/platforms/console-queue.ts';
import { createLinuxCalls } from '../../../hil/linux/calls.ts';
import { type Computer, openComputer } from '../../../hil/linux/computer.ts';
import { ExitReasons } from '../../../hil/linux/exit-reasons.ts';
import { createFileStorage } from '../../../hil/linux/file-storage.ts';
import { createLinux } from '../../../hil/linux/platform.ts';
import { type ReadMap, readLinuxMap } from '../../../hil/linux/read-map.ts';
import { TickTimer } from '../../../hil/linux/tick-timer.ts';
import { realTime } from '../../../hil/linux/time.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { ENVIRONMENT } from '../../exit-codes.ts';

export interface LinuxOptions {
  /** The name of a map in firmware/boards/. */
  readonly board: string;
  readonly role: 'charger' | 'bench';
  /** Folder of the storage. */
  readonly state?: string;
  /** Folder in which the kernel shows its devices. */
  readonly sys: string;
}

/** Characters written in one call. */
const PIECE = 400;

function createTerminal(): ConsoleQueue {
  const queue = createConsoleQueue(PIECE, (text) => {
    process.stdout.write(text, 'latin1');
  });
  process.stdin.setEncoding('latin1');
  process.stdin.on('data', (text) => queue.receive(String(text)));
  return queue;
}

function stateFolder(options: LinuxOptions): string {
  const states = process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local/state');
  return options.state ?? join(states, 'holdfast', options.board);
}

/** @returns what makes the outputs safe before they are released */
function startCharger(
  read: ReadMap,
  computer: Computer,
  beat: TickTimer,
  options: LinuxOptions,
): () => void {
  const platform = createLinux(read.map, {
    calls: createLinuxCalls(computer, read.map, realTime),
    time: realTime,
    beat,
    storage: createFileStorage(stateFolder(options)),
    console: createTerminal(),
  });
  main(platform, read.map, read.bistable, read.holdToLock, null);
  return platform.makeSafe;
}

function startBench(read: ReadMap, computer: Computer, beat: TickTimer): void {
  const queue = createTerminal();
  const platform = {
    calls: createLinuxCalls(computer, read.map, realTime),
    port: { write: queue.port.write, nowMs: realTime.nowMs },
    read: queue.port.read,
    send: queue.send,
    arm: () => undefined,
    feed: () => beat.feed(),
    every: (periodMs: number, turn: () => void) => beat.every(periodMs, turn),
  };
  runBench(platform, read.map, 'linux');
}

function introduce(read: ReadMap, computer: Computer, say: Print): void {
  const what = `${read.map.name}, lock ${read.map.lock}, on the pins of this computer`;
  say(paint.bold(`${what}: not real time, ticks may be late without bound`));
  for (const line of computer.said) say(paint.dim(`  ${line}`));
  say(
    paint.yellow(
      'For bring-up and for the rig: never leave it unattended with a car or mains connected.',
    ),
  );
  say(paint.dim('Ctrl-C or Ctrl-D ends it, outputs first.'));
}

/**
 * Makes the outputs safe, then releases them. @returns what could not be made safe or released; empty where
 * all of it was
 */
async function leave(makeSafe: () => void, computer: Computer): Promise<string> {
  let left = '';
  const note = (error: unknown): void => {
    left ||= `${error}`;
  };
  try {
    makeSafe();
  } catch (error) {
    note(error);
  }
  await computer.close().catch(note);
  return left;
}

/**
 * @param say takes a line about the program itself
 * @returns 0 ended by a person, 1 the firmware failed, 3 a pin, a tool or a device disappeared
 */
export async function hilLinux(root: string, options: LinuxOptions, say: Print): Promise<number> {
  const read = await readLinuxMap(root, options.board);
  const { map, channels } = read;
  const ending = new ExitReasons();
  const computer = await openComputer(map, channels, options.sys, (error) =>
    ending.end(ENVIRONMENT, error.message),
  );
  const starved = `the firmware has not fed its watchdog for ${map.watchdogMs} ms`;
  const beat = new TickTimer(realTime, map.watchdogMs, computer.watchdog, () =>
    ending.end(1, `${starved}; its next start reports the cause, if it is known`),
  );
  let makeSafe: () => void = () => undefined;
  let left = '';
  introduce(read, computer, say);
  try {
    if (options.role === 'bench') startBench(read, computer, beat);
    else makeSafe = startCharger(read, computer, beat, options);
    await ending.ended;
  } finally {
    beat.stop();
    left = await leave(makeSafe, computer);
    ending.close();
  }
  const { code, why } = await ending.ended;
  say(code === 0 ? `ended: ${why}` : paint.red(why));
  if (left !== '') say(paint.red(`not every output could be left safe, check the pins:  ${left}`));
  say(beat.said);
  return code === 0 && left !== '' ? ENVIRONMENT : code;
}
