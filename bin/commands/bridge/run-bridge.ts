/**
 * `holdfast bridge`: opens the charger's console, and runs until it is told to end or the console is gone.
 */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Bridge } from '../../../bridge/bridge.ts';
import type { Config } from '../../../bridge/config/config.ts';
import { readConfig } from '../../../bridge/config/read-config.ts';
import { playDemo } from '../../../bridge/simulated/demo.ts';
import { SimCharger } from '../../../bridge/simulated/sim-charger.ts';
import { findPort, openPort, type Port, type PortEvents } from '../../../hil/line/port.ts';
import { openCharger } from '../../../hil/linux/charger-process.ts';
import { readLinuxMap } from '../../../hil/linux/read-map.ts';
import { UsageError } from '../../../sim/errors.ts';
import type { Print } from '../../context.ts';
import { ENVIRONMENT } from '../../exit-codes.ts';
import { readBaud } from '../../options.ts';

export interface BridgeOptions {
  readonly port?: string;
  /** A map of this computer's pins: the charger is then a program of this project. */
  readonly board?: string;
  readonly sim?: boolean;
  readonly demo?: boolean;
  readonly config?: string;
  readonly baudRate?: string;
}

async function open(root: string, options: BridgeOptions, events: PortEvents): Promise<Port> {
  const { port, board } = options;
  if (board !== undefined) return openCharger(root, board, events);
  if (port === undefined) return new SimCharger(events);
  const baudRate = readBaud(options.baudRate, true);
  return openPort(await findPort(port), baudRate, events);
}

/** Without a config: nothing but the page. */
function configOf(file: string | undefined): Config {
  if (file !== undefined) return readConfig(file);
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bridge-'));
  return readConfig('without --config', JSON.stringify({ folder, page: {} }));
}

async function check(root: string, options: BridgeOptions): Promise<void> {
  const { port, board, sim, demo } = options;
  const named = [port !== undefined, board !== undefined, sim === true].filter(Boolean);
  if (named.length !== 1) {
    throw new UsageError(
      'bridge is beside one charger: --port PORT, --board MAP (pins of this computer), or --sim',
    );
  }
  if (demo === true && sim !== true) throw new UsageError('--demo needs --sim');
  if (port !== undefined && options.config === undefined) {
    throw new UsageError('--config FILE is missing; docs/bridge.md has the smallest one');
  }
  readBaud(options.baudRate, port !== undefined);
  if (board !== undefined) await readLinuxMap(root, board);
}

/** What happens to the simulated charger is typed. */
function readLines(charger: SimCharger, say: Print): () => void {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    try {
      if (line.trim() !== '') charger.do(line);
    } catch (error) {
      say((error as Error).message);
    }
  });
  say('type what happens: plug in, car in, car out, pull, press stop, lock jammed');
  return () => lines.close();
}

async function run(root: string, options: BridgeOptions, print: Print): Promise<number> {
  const config = configOf(options.config);
  const say = (line: string): void => print(`${new Date().toISOString().slice(11, 19)}  ${line}`);
  let end: (code: number) => void = () => undefined;
  const ended = new Promise<number>((resolve) => {
    end = resolve;
  });
  let unlisten = (): void => undefined;
  const folder = options.config === undefined ? '.' : dirname(resolve(options.config));
  const opening = Bridge.open(
    config,
    folder,
    async (events) => {
      const port = await open(root, options, events);
      if (port instanceof SimCharger) unlisten = readLines(port, say);
      return port;
    },
    {
      say,
      gone: (error) => {
        say(error.message);
        end(ENVIRONMENT);
      },
    },
  );
  try {
    const bridge = await opening;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end(0));
    const code = await ended;
    await bridge.close();
    return code;
  } finally {
    // Whoever waits for lines keeps the process from its end, also where nothing could be opened.
    unlisten();
  }
}

/** @throws UsageError unless exactly one charger was named */
export async function runBridge(
  root: string,
  options: BridgeOptions,
  print: Print,
): Promise<number> {
  await check(root, options);
  if (options.demo !== true) return run(root, options, print);
  return (await playDemo(print)) ? 0 : 1;
}
