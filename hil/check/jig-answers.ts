/**
 * Jig answers: jig and board of an open rig during a check: the jig gets orders, and both answer.
 */

import { BenchClient } from '../line/client.ts';
import type { RigSession } from '../rig/session.ts';
import { ProductReport } from '../target/product-report.ts';

/** Between two looks at what has been said. */
const LOOK_MS = 2;
/** A real pin is on its way for so long; a played one may as well be. */
const TRAVEL_MS = 300;

export class JigAnswers {
  readonly client: BenchClient;
  readonly report = new ProductReport();
  /** Every net that the jig has seen driven, or live. */
  readonly driven = new Set<string>();
  private readonly nets = new Map<string, string>();
  private readonly onJig = (message: string): void => this.hearJig(message);
  private readonly onBoard = (line: string): void => {
    this.report.take(line, performance.now());
  };

  /** @param playsLatch the lock's sense line follows the strokes that the jig sees */
  constructor(
    readonly session: RigSession,
    private readonly playsLatch: boolean,
  ) {
    this.client = new BenchClient(session.connection);
    session.connection.emitter.on('message', this.onJig);
    session.product.emitter.on('message', this.onBoard);
  }

  leave(): void {
    this.client.leave();
    this.session.connection.emitter.off('message', this.onJig);
    this.session.product.emitter.off('message', this.onBoard);
  }

  private hearJig(message: string): void {
    const words = message.replace(/^@\S+ /, '').split(' ');
    const [kind, name = '', value = ''] = words;
    if (kind !== 'net') return;
    this.nets.set(name, value);
    if (value === '1') this.driven.add(name);
    if (!this.playsLatch || value !== '1' || (name !== 'extend' && name !== 'retract')) return;
    const word = name === 'extend' ? 'locked' : 'unlocked';
    setTimeout(() => {
      if (this.session.connection.down === null) this.client.send(`set latch ${word}`);
    }, TRAVEL_MS);
  }

  /** What the jig has last seen of a net. */
  netOf(name: string): string {
    return this.nets.get(name) ?? 'never seen';
  }

  /** Tells the jig something, and waits until it is done. @throws BenchError where it cannot be */
  async set(part: string, word: string): Promise<void> {
    const done = this.client.expect(`set ${part}`, (message) => message === `set ${part} ${word}`);
    this.client.send(`set ${part} ${word}`);
    await done;
  }

  /**
   * Lets time pass until it is so.
   *
   * @returns after how many ms; -1 where it has not become so in time
   */
  async until(isSo: () => boolean, withinMs: number): Promise<number> {
    const { connection, product } = this.session;
    const fromMs = performance.now();
    while (!isSo()) {
      const down = connection.down ?? product.down;
      if (down !== null) throw down;
      if (performance.now() - fromMs > withinMs) return -1;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    return Math.round(performance.now() - fromMs);
  }

  /** Until the board says a value: `pilot B`. */
  untilSaid(said: string, withinMs: number): Promise<number> {
    const [name = '', ...value] = said.split(' ');
    return this.until(() => this.report.valueOf(name) === value.join(' '), withinMs);
  }

  untilSeen(net: string, value: string, withinMs: number): Promise<number> {
    return this.until(() => this.netOf(net) === value, withinMs);
  }
}
