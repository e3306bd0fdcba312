/**
 * Modbus desk: reads and writes of single registers, and what a write means. A limit is watched: without another write
 * in its term it ends, here as at the charger. What the charger refuses is not read back as if it held.
 */

import type { Charger } from '../core/charger.ts';
import type { Outcome } from '../core/limit-sources.ts';
import { pause } from '../core/time.ts';
import { ILLEGAL_ADDRESS, ILLEGAL_VALUE, REFUSED } from './exceptions.ts';
import { MOST_LIMIT, NO_LIMIT, type Orders, type Register, registers } from './registers.ts';

/** Masters wait a second for an answer: what the charger has not answered by then is kept, as where it is away. */
const ANSWER_MS = 800;

/** An order, by its number. */
const START = 1;

/** What outlives the bridge. */
type Kept = Pick<Orders, 'limit' | 'term' | 'isEnabled'>;

const NOTHING = { limit: NO_LIMIT, isEnabled: true } as const;

export class ModbusDesk {
  private readonly orders: Orders = { ...NOTHING, term: 0, unlock: 0 };
  /** When the watchdog ends what was written, on `Time.nowMs`. */
  private endsMs = Number.POSITIVE_INFINITY;
  private writes = 0;
  private taken: Kept & { readonly endsMs: number };

  constructor(private readonly charger: Charger) {
    // What has no term stands until it is changed, whatever ends this process; what has one ends by itself.
    Object.assign(this.orders, charger.journal.note<Kept>('modbusOrders'));
    const { limit, term, isEnabled } = this.orders;
    this.taken = { limit, term, isEnabled, endsMs: this.endsMs };
    if (this.amps !== null) void charger.limits.set('modbus', this.amps);
  }

  private find(address: number): Register | undefined {
    return registers.find((register) => register.address === address);
  }

  /** @returns null where there is no such register */
  read(address: number): number | null {
    return this.readAll(address, 1)?.[0] ?? null;
  }

  /** Several at one instant, so that both words of a number belong together. @returns null where one does not exist */
  readAll(address: number, count: number): number[] | null {
    const { charger } = this;
    const { wh } = charger.energy;
    this.watch();
    const isHeld = !charger.limits.isRefused('modbus');
    const orders = isHeld ? this.orders : { ...this.orders, ...NOTHING };
    const found = Array.from({ length: count }, (_, i) => this.find(address + i));
    if (!found.every((register) => register !== undefined)) return null;
    return found.map((register) => register.read(charger, orders, wh));
  }

  /** Nobody has written again in the term: what was written has ended. */
  private watch(): void {
    if (this.charger.time.nowMs() < this.endsMs) return;
    Object.assign(this.orders, NOTHING);
    this.endsMs = Number.POSITIVE_INFINITY;
  }

  /** @returns the number of an exception; 0 where it was taken */
  write(address: number, value: number): Promise<number> {
    return this.writeAll(address, [value]);
  }

  /**
   * Several at once: all of them, or none.
   *
   * @returns the number of an exception; 0 where they were taken
   */
  async writeAll(address: number, values: readonly number[]): Promise<number> {
    this.watch();
    const codes = values.map((value, i) => this.whyNot(address + i, value));
    const wrong = codes.find((code) => code !== 0);
    if (wrong !== undefined) return wrong;
    const kinds = values.map((value, i) => this.put(address + i, value));
    const order = values[kinds.indexOf('order')];
    const isAlone = kinds.every((kind) => kind === 'order');
    // What ends a session, or frees a plug, waits for no limit; what begins one begins under it, or not at all.
    if (order !== undefined && (isAlone || order !== START)) this.order(order);
    if (isAlone) return 0;
    const outcome = await this.limit();
    if (outcome === 'refused') return REFUSED;
    if (order === START) this.startUnder(outcome);
    return 0;
  }

  private whyNot(address: number, value: number): number {
    const kind = this.find(address)?.write;
    if (kind === undefined) return ILLEGAL_ADDRESS;
    const isWrong =
      (kind === 'limit' && value > MOST_LIMIT && value !== NO_LIMIT) ||
      (kind === 'enable' && value > 1) ||
      (kind === 'order' && (value < 1 || value > 3));
    return isWrong ? ILLEGAL_VALUE : 0;
  }

  private put(address: number, value: number): Register['write'] {
    const { orders } = this;
    const kind = this.find(address)?.write;
    if (kind === 'limit') orders.limit = value;
    if (kind === 'term') orders.term = value;
    if (kind === 'enable') orders.isEnabled = value === 1;
    return kind;
  }

  private get amps(): number | null {
    const { limit, isEnabled } = this.orders;
    if (!isEnabled) return 0;
    return limit === NO_LIMIT ? null : limit / 10;
  }

  private limit(): Promise<Outcome> {
    const { charger, orders } = this;
    const { term } = orders;
    const ms = term === 0 ? null : term * 1000;
    const number = ++this.writes;
    this.endsMs = ms === null ? Number.POSITIVE_INFINITY : charger.time.nowMs() + ms;
    this.keep();
    const outcome = charger.limits.order('modbus', this.amps, { ms }).then((come) => {
      this.settle(come, number);
      return come;
    });
    return Promise.race([outcome, pause(charger.time, ANSWER_MS).then(() => 'away' as const)]);
  }

  /** What is read again where the charger has refused the last write is what it has taken before. */
  private settle(outcome: Outcome, number: number): void {
    if (number !== this.writes) return;
    const { limit, term, isEnabled } = this.orders;
    if (outcome !== 'refused') {
      this.taken = { limit, term, isEnabled, endsMs: this.endsMs };
      return;
    }
    const { endsMs, ...orders } = this.taken;
    Object.assign(this.orders, orders);
    this.endsMs = endsMs;
    this.keep();
  }

  private keep(): void {
    const { limit, term, isEnabled } = this.orders;
    const kept: Kept = term === 0 ? { limit, term, isEnabled } : { ...NOTHING, term };
    const { journal } = this.charger;
    const text = JSON.stringify(kept);
    if (text !== JSON.stringify(journal.note('modbusOrders'))) journal.keep({ modbusOrders: kept });
  }

  /** Not under a limit that the charger has not confirmed: it may be refused yet. */
  private startUnder(outcome: Outcome): void {
    if (outcome === 'taken') this.order(START);
    else this.charger.lastOrder.begin('start')('refused');
  }

  private order(value: number): void {
    const { charger, orders } = this;
    if (value === START) void charger.start();
    else if (value === 2) void charger.stop('manager');
    else {
      orders.unlock = 1;
      void charger.unlock().then(({ isFree }) => {
        orders.unlock = isFree ? 2 : 3;
      });
    }
  }
}
