/**
 * Simulated pins: the lines of a small computer's header, wired to the relays and inputs of a jig over the
 * plant. What holds them on a real computer are tools; here stand-ins for those tools ask over a socket.
 *
 * One request per line: `set OFFSET=0|1…`, `get OFFSET…` (answered with the levels), `watch` (every edge from
 * then on, as `OFFSET EDGE SECONDS`). Whoever has set a line and goes away lets it fall.
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
    let heard = '';
    socket.on('data', (data) => {
      const lines = (heard + String(data)).split('\n');
      heard = lines.pop() ?? '';
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

  /** Tells every edge since the last look. */
  look(): void {
    const now = this.relays.levels();
    const moved = now ^ this.levels;
    this.levels = now;
    for (const [offset, name] of this.names) {
      const bit = 1 << jigLevelNames.indexOf(name);
      if (!jigLevelNames.includes(name) || (moved & bit) === 0) continue;
      // A falling edge is 2 for the tools of today.
      const edge = (now & bit) !== 0 ? 1 : 2;
      for (const socket of this.watchers) {
        socket.write(`${offset} ${edge} ${this.secondsNow().toFixed(6)}\n`);
      }
    }
  }
}
