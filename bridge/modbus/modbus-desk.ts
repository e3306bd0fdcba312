/**
 * Modbus desk: reads and writes of single registers, and what a write means. A limit is watched: without another write
 * in its term it ends.
 */

import type { Charger } from '../core/charger.ts';
import { MOST_LIMIT, NO_LIMIT, type Orders, type Register, registers } from './registers.ts';

/** As the exceptions of Modbus are numbered. */
export const ILLEGAL_ADDRESS = 2;
export const ILLEGAL_VALUE = 3;

export class ModbusDesk {
  private readonly orders: Orders = { limit: NO_LIMIT, term: 0, isEnabled: true, unlock: 0 };

  constructor(private readonly charger: Charger) {}

  private find(address: number): Register | undefined {
    return registers.find((register) => register.address === address);
  }

  /** @returns null where there is no such register */
  read(address: number): number | null {
    return this.readAll(address, 1)?.[0] ?? null;
  }

  /** Several at one instant, so that both words of a number belong together. @returns null where one does not exist */
  readAll(address: number, count: number): number[] | null {
    const { wh } = this.charger.energy;
    const found = Array.from({ length: count }, (_, i) => this.find(address + i));
    if (!found.every((register) => register !== undefined)) return null;
    return found.map((register) => register.read(this.charger, this.orders, wh));
  }

  /** @returns the number of an exception; 0 where it was taken */
  write(address: number, value: number): number {
    return this.writeAll(address, [value]);
  }

  /**
   * Several at once: all of them, or none.
   *
   * @returns the number of an exception; 0 where they were taken
   */
  writeAll(address: number, values: readonly number[]): number {
    const codes = values.map((value, i) => this.whyNot(address + i, value));
    const wrong = codes.find((code) => code !== 0);
    if (wrong !== undefined) return wrong;
    const kinds = values.map((value, i) => this.put(address + i, value));
    if (kinds.some((kind) => kind !== 'order')) this.limit();
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
    if (kind === 'order') this.order(value);
    if (kind === 'limit') orders.limit = value;
    if (kind === 'term') orders.term = value;
    if (kind === 'enable') orders.isEnabled = value === 1;
    return kind;
  }

  private limit(): void {
    const { limit, term, isEnabled } = this.orders;
    const amps = isEnabled ? (limit === NO_LIMIT ? null : limit / 10) : 0;
    void this.charger.limits.order('modbus', amps, term === 0 ? null : term * 1000);
  }

  private order(value: number): void {
    const { charger, orders } = this;
    if (value === 1) void charger.start();
    else if (value === 2) void charger.stop('manager');
    else {
      orders.unlock = 1;
      void charger.unlock().then(({ isFree }) => {
        orders.unlock = isFree ? 2 : 3;
      });
    }
  }
}
