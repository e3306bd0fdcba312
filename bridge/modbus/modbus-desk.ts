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
    return this.find(address)?.read(this.charger, this.orders) ?? null;
  }

  /** @returns the number of an exception; 0 where it was taken */
  write(address: number, value: number): number {
    const { orders, charger } = this;
    const kind = this.find(address)?.write;
    if (kind === undefined) return ILLEGAL_ADDRESS;
    if (kind === 'limit' && value > MOST_LIMIT && value !== NO_LIMIT) return ILLEGAL_VALUE;
    if (kind === 'enable' && value > 1) return ILLEGAL_VALUE;
    if (kind === 'order') return this.order(value);
    if (kind === 'limit') orders.limit = value;
    if (kind === 'term') orders.term = value;
    if (kind === 'enable') orders.isEnabled = value === 1;
    const { limit, term, isEnabled } = orders;
    const amps = isEnabled ? (limit === NO_LIMIT ? null : limit / 10) : 0;
    void charger.limits.set('modbus', amps, term === 0 ? null : term * 1000);
    return 0;
  }

  private order(value: number): number {
    const { charger, orders } = this;
    if (value === 1) void charger.start();
    else if (value === 2) void charger.stop('manager');
    else if (value === 3) {
      orders.unlock = 1;
      void charger.unlock().then(({ isFree }) => {
        orders.unlock = isFree ? 2 : 3;
      });
    } else return ILLEGAL_VALUE;
    return 0;
  }
}
