/**
 * Board clock: the host's estimate of the clock at the other end, and its uncertainty.
 *
 * Every ping bounds the difference of the two clocks by half its round trip; the shortest of the last few
 * gives the best bound. No judged instant is stamped by the host: the estimate only gives the board's current
 * time.
 */

import { BenchClient, type Ping } from '../line/client.ts';
import { ClockFaults } from '../line/clock-faults.ts';
import type { RigConnection } from '../line/rig-connection.ts';

/** The largest drift between two cheap crystals. */
const DRIFT_PER_MS = 100e-6;
const KEPT = 16;

export class BoardClock {
  private readonly pings: (Ping & { readonly atMs: number })[] = [];

  private readonly client: BenchClient;
  private readonly faults = new ClockFaults();
  /** What is wrong with the board's clock, in words; empty while nothing is. */
  fault = '';

  constructor(connection: RigConnection) {
    this.client = new BenchClient(connection);
  }

  /** No more pings are sent. */
  leave(): void {
    this.client.leave();
  }

  /** @throws BenchError where there is no answer */
  async ping(): Promise<void> {
    const ping = await this.client.ping();
    this.fault ||= this.faults.seeReading(ping);
    this.pings.push({ ...ping, atMs: performance.now() });
    if (this.pings.length > KEPT) this.pings.shift();
  }

  /** Stamps of an earlier session do not count. */
  forgetStamps(): void {
    this.faults.forgetStamps();
  }

  /** Compares the stamp of a message with what is known of the clock. */
  seeStamp(stampMs: number): void {
    this.fault ||= this.faults.seeStamp(stampMs, this.nowMs, this.uncertaintyMs);
  }

  private get best() {
    const nowMs = performance.now();
    const uncertainty = (p: { tripMs: number; atMs: number }): number =>
      p.tripMs / 2 + (nowMs - p.atMs) * DRIFT_PER_MS;
    const [first, ...rest] = this.pings;
    if (first === undefined) throw new Error('nothing is known of the clock before a ping');
    const best = rest.reduce((a, b) => (uncertainty(b) < uncertainty(a) ? b : a), first);
    return { offsetMs: best.offsetMs, uncertaintyMs: uncertainty(best) };
  }

  /** The board's time now, in ms of its clock. */
  get nowMs(): number {
    return performance.now() + this.best.offsetMs;
  }

  /** The uncertainty of `nowMs`. */
  get uncertaintyMs(): number {
    return this.best.uncertaintyMs;
  }
}
