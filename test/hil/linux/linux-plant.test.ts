/**
 * The firmware on a computer's pins in real time, as a person starts it: a whole session through stand-ins for
 * the libgpiod tools and the kernel's files, wired to the plant.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ms } from '../../../sim/clock.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import { performIn } from '../../../sim/scenario/target.ts';
import type { Runner, StartFirmware } from '../../../sim/world/processor.ts';
import { createSetup } from '../../../sim/world/setup.ts';
import { World } from '../../../sim/world/world.ts';
import { wiredTools } from '../../support/gpiod-tools.ts';
import { LinuxTree } from '../../support/linux-tree.ts';
import { show, WiredLines } from '../../support/linux-wires.ts';
import { isLong, whyTooBusy } from '../../support/rig-device.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-pi-plant-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A charger whose controller is a computer: the plant shows its nets every 10 ms, and takes what is written. */
class Bench {
  readonly tree = new LinuxTree(join(folder, 'sys'));
  readonly socket = join(folder, 'pins.socket');
  readonly world: World;
  private readonly timer: NodeJS.Timeout;
  private readonly server = createServer((socket) => this.serve(socket));
  private lines: WiredLines | null = null;
  private readonly watchers = new Set<Socket>();
  private readonly shown = new Map<number, boolean>();

  constructor() {
    const setup = createSetup();
    setup.skipsIdle = false;
    const start: StartFirmware = (board): Runner => {
      const lines = new WiredLines(board);
      this.lines = lines;
      const tick = (): void => {
        show(board, this.tree, lines);
        this.tellEdges(lines);
        board.pilot.writePermille(this.tree.dutyPermille);
        board.watchdog.feed();
      };
      tick();
      return { tick, hurry: () => undefined, idleTicks: () => 0, skip: () => undefined };
    };
    this.world = new World(setup, start);
    this.world.start();
    this.world.advance(ms(1000));
    this.server.listen(this.socket);
    let passedAtMs = performance.now();
    this.timer = setInterval(() => {
      const passedMs = Math.floor(performance.now() - passedAtMs);
      passedAtMs += passedMs;
      this.world.advance(ms(passedMs));
    }, 1);
  }

  private tellEdges(lines: WiredLines): void {
    for (const [offset, high] of lines.levels) {
      if (this.shown.get(offset) === high) continue;
      this.shown.set(offset, high);
      for (const watcher of this.watchers) watcher.write(`${offset} ${high ? 1 : 2} 0.0\n`);
    }
  }

  private serve(socket: Socket): void {
    socket.on('error', () => undefined);
    socket.on('close', () => this.watchers.delete(socket));
    socket.on('data', (data) => {
      for (const line of String(data).split('\n')) this.obey(socket, line.trim().split(' '));
    });
  }

  private obey(socket: Socket, [kind, ...rest]: string[]): void {
    const { lines } = this;
    if (lines === null) return;
    if (kind === 'watch') this.watchers.add(socket);
    if (kind === 'get') {
      socket.write(`${rest.map((offset) => (lines.read(Number(offset)) ? 1 : 0)).join(' ')}\n`);
    }
    if (kind !== 'set') return;
    for (const word of rest) {
      const [offset = -1, value] = word.split('=').map(Number);
      lines.write(offset, value === 1);
    }
  }

  close(): void {
    clearInterval(this.timer);
    this.server.close();
  }

  /** Does what a line of a scenario does. */
  act(line: string): void {
    for (const statement of parseScenario('act', `scenario act\n${line}`)[0]?.statements ?? []) {
      if (statement.kind === 'do') performIn(this.world, statement.verb, statement.args);
    }
  }

  is(name: string): string | undefined {
    return this.world.trace.valueOf(name);
  }
}

test.runIf(isLong)(
  'on a new board a car charges once a person has pressed Start, Stop frees the plug, and the end leaves it dead',
  async (context) => {
    const bench = new Bench();
    const bin = wiredTools(folder, bench.socket);
    const words = ['hil', 'linux', '--sys', bench.tree.sys, '--state', join(folder, 'state')];
    const PATH = `${bin}${delimiter}${process.env['PATH']}`;
    const child = spawn(process.execPath, ['bin/holdfast.mjs', ...words], {
      env: { ...process.env, NO_COLOR: '1', PATH },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text) => {
        said += String(text);
      });
    }
    const until = async (isSo: () => boolean, what: string, withinMs: number): Promise<void> => {
      const untilMs = performance.now() + withinMs;
      while (!isSo()) {
        if (performance.now() > untilMs) throw new Error(`no ${what}:\n${said}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };
    const says = (text: string, withinMs: number): Promise<void> =>
      until(() => said.includes(text), `"${text}" was said`, withinMs);
    try {
      await says('Ctrl-C', 10000);
      child.stdin.write('trace on\n');
      await says('phase idle', 20000);
      bench.act('plug in');
      bench.act('car in');
      await says('cable 32000 mA', 5000);
      // Nothing is stored yet: a new board closes for nobody before a person has acted.
      expect(said).toContain('fault journal-unreadable');
      child.stdin.write('start\n');
      await says('phase energized', 15000);
      expect(bench.is('pin')).toBe('extended');
      await until(() => bench.is('socket') === 'live', 'socket is live', 2000);
      child.stdin.write('stop\n');
      await says('phase released', 20000);
      expect(bench.is('socket')).toBe('dead');
      expect(bench.is('pin')).toBe('withdrawn');
      bench.act('pull');
      await until(() => bench.is('plug') === 'out', 'plug is out', 5000);
      child.stdin.write('health\n');
      await says('late ticks', 5000);
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      expect(child.exitCode).toBe(0);
      expect(bench.is('contactor')).toBe('open');
      expect(bench.tree.dutyPermille).toBe(0);
      const hazards = bench.world.trace.events.filter(({ name }) => name === 'hazard');
      expect(hazards).toEqual([]);
    } catch (error) {
      if (whyTooBusy(said) !== '') return context.skip(whyTooBusy(said));
      throw error;
    } finally {
      child.kill('SIGKILL');
      bench.close();
    }
  },
);
