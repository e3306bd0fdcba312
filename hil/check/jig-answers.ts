/**
 * Jig answers: the jig and the board of an open rig during a check. The jig gets orders, and both answer.
 */

import { BenchClient } from '../line/client.ts';
import type { RigSession } from '../rig/session.ts';
import { ProductReport } from '../target/product-report.ts';

/** Time between two looks at the received messages. */
const LOOK_MS = 2;
/** Travel time of a real pin; a simulated pin gets the same. */
const TRAVEL_MS = 300;

export class JigAnswers {
  readonly client: BenchClient;
  readonly report = new ProductReport();
  /** Nets that the jig senses as driven, or live. */
  readonly driven = new Set<string>();
  private readonly nets = new Map<string, string>();
  private readonly onJig = (message: string): void => this.hearJig(message);
  private readonly onBoard = (line: string): void => {
    this.report.take(line, performance.now());
  };

  /** @param playsLatch the lock's sense line follows the strokes that the jig senses */
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

  /** The last value of a net that the jig has reported. */
  netOf(name: string): string {
    return this.nets.get(name) ?? 'never seen';
  }

  /** Sends an order to the jig, and waits until it is done. @throws BenchError where it cannot be */
  async set(part: string, word: string): Promise<void> {
    const done = this.client.expect(`set ${part}`, (message) => message === `set ${part} ${word}`);
    this.client.send(`set ${part} ${word}`);
    await done;
  }

  /**
   * Lets time pass until a condition is true.
   *
   * @returns after how many ms; -1 where it has not become true in time
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

  /** Waits until the board reports a value: `pilot B`. */
  untilSaid(said: string, withinMs: number): Promise<number> {
    const [name = '', ...value] = said.split(' ');
    return this.until(() => this.report.valueOf(name) === value.join(' '), withinMs);
  }

  untilSeen(net: string, value: string, withinMs: number): Promise<number> {
    return this.until(() => this.netOf(net) === value, withinMs);
  }
}
