/**
 * Simulated pins: the lines of a small computer's header, wired to the relays and inputs of a jig over the
 * plant. On a real computer tools hold the lines; here replacements for those tools send requests over a
 * socket.
 *
 * One request per line: `set OFFSET=0|1…`, `get OFFSET…` (answered with the levels), `watch` (every edge from
 * then on, as `OFFSET EDGE SECONDS`). When a connection that has set a line ends, that line goes low.
 */

import { createServer, type Socket } from 'node:net';
import { jigLevelNames } from '../../../firmware/jig/jig.ts';
import type { Relays } from './simulated-relays.ts';

export class SimGpio {
  private readonly watchers = new Set<Socket>();
  private levels = 0;

  /**
   * @param names of the jig's switches and inputs, by their offsets
   * @param secondsNow the clock that stamps edges
   */
  constructor(
    private readonly relays: Relays,
    private readonly names: ReadonlyMap<number, string>,
    private readonly secondsNow: () => number,
  ) {}

  listen(path: string): void {
    createServer((socket) => this.serve(socket)).listen(path);
  }

  private serve(socket: Socket): void {
    const held = new Set<number>();
    let received = '';
    socket.on('data', (data) => {
      const lines = (received + String(data)).split('\n');
      received = lines.pop() ?? '';
      for (const line of lines) this.obey(socket, held, line.trim().split(' '));
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.watchers.delete(socket);
      for (const offset of held) this.relays.write(this.names.get(offset) ?? '', false);
    });
  }

  private obey(socket: Socket, held: Set<number>, words: readonly string[]): void {
    const [kind, ...rest] = words;
    if (kind === 'watch') this.watchers.add(socket);
    else if (kind === 'get') {
      const levels = rest.map((offset) => (this.isOn(this.names.get(Number(offset))) ? 1 : 0));
      socket.write(`${levels.join(' ')}\n`);
    } else if (kind === 'set') {
      for (const word of rest) {
        const [offset, value] = word.split('=').map(Number);
        held.add(offset ?? -1);
        this.relays.write(this.names.get(offset ?? -1) ?? '', value === 1);
      }
    }
  }

  private isOn(name: string | undefined): boolean {
    const bit = jigLevelNames.indexOf(name ?? '');
    return bit >= 0 && (this.relays.levels() & (1 << bit)) !== 0;
  }

  /** Reports every edge since the last call. */
  look(): void {
    const now = this.relays.levels();
    const moved = now ^ this.levels;
    this.levels = now;
    for (const [offset, name] of this.names) {
      const bit = 1 << jigLevelNames.indexOf(name);
      if (!jigLevelNames.includes(name) || (moved & bit) === 0) continue;
      // The current tools print 2 for a falling edge.
      const edge = (now & bit) !== 0 ? 1 : 2;
      for (const socket of this.watchers) {
        socket.write(`${offset} ${edge} ${this.secondsNow().toFixed(6)}\n`);
      }
    }
  }
}
