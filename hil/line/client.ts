/**
 * Client: single requests to a bench board, for checks, measurements and people.
 */

import { BenchError } from './bench-error.ts';
import type { ClockReading } from './clock-faults.ts';
import type { RigConnection } from './rig-connection.ts';

const ANSWER_MS = 1800;
const FLOOD_MS = 60000;

/** The relation of the board's clock to the host's, from one round trip. */
export interface Ping extends ClockReading {
  /** The board's clock minus the host's, ± half the trip. */
  readonly offsetMs: number;
}

export class BenchClient {
  private readonly nets = new Map<string, string>();
  private readonly values = new Map<string, string>();
  private readonly waiting = new Set<(message: string) => void>();
  private pings = 0;
  private readonly onMessage = (message: string): void => this.receive(message);

  constructor(readonly link: RigConnection) {
    link.emitter.on('message', this.onMessage);
  }

  /** The link stays open. */
  leave(): void {
    this.link.emitter.off('message', this.onMessage);
  }

  send(message: string): void {
    this.link.send(message);
  }

  private receive(stamped: string): void {
    const message = stamped.replace(/^@\S+ /, '');
    const words = message.split(' ');
    if (words[0] === 'net') this.nets.set(words[1] ?? '', words.slice(2).join(' '));
    if (words[0] === 'say' && words[1] === '~') {
      this.values.set(words[3] ?? '', words.slice(4).join(' '));
    }
    for (const take of [...this.waiting]) take(message);
  }

  /** @throws BenchError where no such message comes in time, or the board refuses */
  expect(what: string, isIt: (message: string) => boolean, withinMs = ANSWER_MS): Promise<string> {
    const expected = new Promise<string>((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        this.waiting.delete(take);
        this.link.emitter.off('down', fail);
      };
      const fail = (error: BenchError): void => {
        end();
        reject(error);
      };
      const take = (message: string): void => {
        if (message.startsWith('error ')) {
          fail(new BenchError(this.link.name, `the board said "${message}"`, 'the same build?'));
        }
        if (!isIt(message)) return;
        end();
        resolve(message);
      };
      const timer = setTimeout(
        () => fail(new BenchError(this.link.name, `no answer to ${what}`, 'press reset', true)),
        withinMs,
      );
      this.waiting.add(take);
      this.link.emitter.on('down', fail);
    });
    // Where the question itself cannot be sent, nobody awaits its answer.
    expected.catch(() => undefined);
    return expected;
  }

  async hello(): Promise<string> {
    const answer = this.expect('hello', (message) => message.startsWith('bench '));
    this.send('hello');
    return answer;
  }

  async ping(): Promise<Ping> {
    const id = ++this.pings;
    const answer = this.expect('ping', (message) => message.startsWith(`pong ${id} `));
    const fromMs = performance.now();
    this.send(`ping ${id}`);
    const boardMs = Number((await answer).split(' ')[2]);
    const tripMs = performance.now() - fromMs;
    return { fromMs, tripMs, boardMs, offsetMs: boardMs - (fromMs + tripMs / 2) };
  }

  /** One step there and back; the returned number is that of the step. */
  async echo(number: number): Promise<number> {
    const answer = this.expect('a step', (message) => message.startsWith('pong step-'));
    this.send(`ping step-${number}`);
    return Number((await answer).split(' ')[1]?.slice('step-'.length));
  }

  /** Requests this many lines, as fast as the board can send them. */
  async flood(lines: number): Promise<void> {
    const answer = this.expect('flood', (message) => message === `flood ${lines - 1}`, FLOOD_MS);
    this.send(`flood ${lines}`);
    await answer;
  }

  /** Sends a message that is answered by `done`. */
  async untilDone(message: string): Promise<string> {
    const answer = this.expect(message.split(' ')[0] ?? '', (one) => one.startsWith('done '));
    this.send(message);
    return answer;
  }

  /** The last value of a name that the firmware has reported. */
  valueOf(name: string): string {
    return `${name} ${this.values.get(name) ?? 'unknown'}`;
  }

  /** What an output was last written to. */
  netOf(name: string): string {
    return this.nets.get(name) ?? 'never written';
  }

  /**
   * Ticks with the inputs as they are set, until the firmware reports a value.
   *
   * @param said a name and its value, as in the trace
   * @returns after how many ticks; −1 if it did not
   */
  async ticksUntil(said: string, most: number): Promise<number> {
    for (let ticks = 0; ticks <= most; ticks++) {
      if (this.valueOf(said.split(' ')[0] ?? '') === said) return ticks;
      await this.untilDone('tick 10');
    }
    return -1;
  }
}
