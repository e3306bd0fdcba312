/**
 * End cause: why a transaction has ended, from what was ordered, from what the charger says of a stop, and from the trace.
 */

import { Action, actionOf, Fault } from '../../firmware/control/faults.ts';
import type { Said } from '../../sim/view/words/leaving.ts';
import { faultOf } from './status.ts';
import type { Time } from './time.ts';

/** Why a transaction has ended. */
export type EndReason =
  | 'car-gone'
  | 'local'
  | 'remote'
  | 'manager'
  | 'unlock'
  | 'reset'
  | 'not-authorised'
  | 'emergency-stop'
  | 'power-loss'
  | 'reboot'
  | 'ground-fault'
  | 'over-current'
  | 'power-quality'
  | 'fault'
  | 'other';

/** Faults for which back-ends have a word of their own. */
const faultReasons: Readonly<Partial<Record<Fault, EndReason>>> = {
  [Fault.EmergencyStop]: 'emergency-stop',
  [Fault.PowerLoss]: 'power-loss',
  [Fault.ResidualCurrent]: 'ground-fault',
  [Fault.EarthFault]: 'ground-fault',
  [Fault.OverCurrent]: 'over-current',
  [Fault.Undervoltage]: 'power-quality',
  [Fault.Overvoltage]: 'power-quality',
};

/** What the charger says of a stop, where no order of ours is known. @param by as in `EndCause.noteStop`, not empty */
export function reasonOfStop(by: string): EndReason {
  if (by === 'driver') return 'local';
  if (by === 'manager') return 'manager';
  if (by === 'app') return 'remote';
  return faultReasons[faultOf((name) => (name === 'fault' ? by : ''))] ?? 'fault';
}

/** @param cause of the start, in the charger's words */
export function reasonOfRestart(cause: string): EndReason {
  return /power-on|brown-out/.test(cause) ? 'power-loss' : 'reboot';
}

/** A session that ends so soon after an order has ended by it. */
const BY_ORDER_MS = 5000;

export class EndCause {
  private order: { readonly reason: EndReason; readonly atMs: number } | null = null;
  /** The charger has started again since the last look; and by what, where it says so. */
  private restart: EndReason | null = null;
  /** Who or what has stopped the session, as the charger says it; '' where it does not. */
  private stop = '';

  constructor(private readonly time: Time) {}

  /** Somebody has asked the charger for what ends a session. */
  expect(reason: EndReason): void {
    this.order = { reason, atMs: this.time.nowMs() };
  }

  noteRestart(reason: EndReason): void {
    this.restart = reason;
  }

  /** What a restart has ended has been looked at. */
  settleRestart(): void {
    this.restart = null;
  }

  /** @param by `driver`, `app`, `manager`, or the name of a fault; '' where the charger does not say */
  noteStop(by: string): void {
    this.stop = by;
  }

  /** The transaction has ended. */
  clear(): void {
    this.order = null;
    this.stop = '';
  }

  /** @param said the newest values of the trace */
  reasonOf(said: Said): EndReason {
    if (this.restart !== null) return this.restart;
    const { order, stop } = this;
    const isOurs = order !== null && this.time.nowMs() - order.atMs < BY_ORDER_MS;
    // Somebody at the charger may have been faster than our order.
    if (stop === 'driver') return 'local';
    // Of two orders at once the charger says which one it has taken.
    if (stop === 'manager') return 'manager';
    if (isOurs && !(stop === 'app' && order.reason === 'manager')) return order.reason;
    if (stop === 'app') return 'remote';
    const session = said('session');
    if (session === 'unlocking') return 'unlock';
    const fault = stop === '' ? faultOf(said) : faultOf((name) => (name === 'fault' ? stop : ''));
    const ofFault = faultReasons[fault];
    if (ofFault !== undefined) return ofFault;
    if (stop !== '' || actionOf(fault) === Action.Release) return 'fault';
    if (session === 'none') return 'car-gone';
    return session === 'stopped' ? 'local' : 'other';
  }
}
