/**
 * Ledger: what happened at the charger, as events that a back-end must hear in order: status, faults, and
 * transactions with the reason for their end. Each event and what follows from it is one record of the journal.
 */

import { randomUUID } from 'node:crypto';
import {
  Action,
  actionOf,
  Fault,
  type FaultRow,
  faultRows,
} from '../../firmware/control/faults.ts';
import type { Said } from '../../sim/view/words/leaving.ts';
import type { Energy } from './energy.ts';
import type { Event, Journal } from './journal.ts';
import {
  faultCodeOf,
  faultOf,
  isCarThere,
  isPlugged,
  offeredMilliamps,
  type Status,
  statusOf,
} from './status.ts';
import type { Time } from './time.ts';

export type EventKind = 'status' | 'fault' | 'begun' | 'changed' | 'metered' | 'ended';

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

export interface Transaction {
  readonly id: string;
  readonly tag: string;
  /** The number of the back-end's request; null where the driver has begun it. */
  readonly requestId: number | null;
  readonly beganMs: number;
  readonly beganWh: number;
}

/** Who was asked to be served next, by the back-end. */
export interface Started {
  readonly tag: string;
  readonly requestId: number | null;
  readonly dateMs: number;
}

/** A session that ends so soon after an order has ended by it. */
const BY_ORDER_MS = 5000;
/** A start is kept for as long as the charger keeps a permission that was given ahead. */
const AHEAD_MS = 60000;

export class Ledger {
  private order: { readonly reason: EndReason; readonly atMs: number } | null = null;
  /** The charger has started again since the last look; and by what, where it says so. */
  private restart: EndReason | null = null;
  /** Who or what has stopped the session, as the charger says it; '' where it does not. */
  private stop = '';

  constructor(
    private readonly journal: Journal,
    private readonly energy: Energy,
    private readonly time: Time,
    private readonly ownTag: string,
  ) {}

  get transaction(): Transaction | null {
    return this.journal.note<Transaction>('transaction');
  }

  /** The last status that was told. */
  get status(): Status | null {
    return this.journal.note<Status>('status');
  }

  /** Why the last transaction has ended; null before the first one. */
  get endedBy(): EndReason | null {
    return this.journal.note<EndReason>('endedBy');
  }

  get isOperative(): boolean {
    return this.journal.note<boolean>('operative') ?? true;
  }

  setOperative(isOperative: boolean): void {
    this.journal.keep({ operative: isOperative });
  }

  /** Somebody has asked the charger for what ends a session. */
  expectEnd(reason: EndReason): void {
    this.order = { reason, atMs: this.time.nowMs() };
  }

  expectStart(tag: string, requestId: number | null): void {
    const started: Started = { tag, requestId, dateMs: this.time.dateMs() };
    this.journal.keep({ started });
  }

  noteRestart(reason: EndReason): void {
    this.restart = reason;
  }

  /** A transaction is to be ended because its session was stopped. */
  isStopped(said: Said): boolean {
    return this.transaction !== null && said('session') === 'stopped';
  }

  /** @param by `driver`, `app`, `manager`, or the name of a fault; '' where the charger does not say */
  noteStop(by: string): void {
    this.stop = by;
  }

  /** Looks at what the trace says now, and writes what has changed since the last look. */
  look(said: Said): void {
    const status = statusOf(said, this.isOperative);
    if (status === null) return;
    this.followTransaction(said);
    this.followFault(said);
    this.followStatus(said, status);
    this.restart = null;
  }

  /** The status is told again at the next look, as to a back-end that has just been greeted. */
  tellAgain(): void {
    this.journal.keep({ told: null });
  }

  private event(kind: EventKind, data: Record<string, unknown>): Omit<Event, 'number'> {
    return { id: randomUUID(), dateMs: this.time.dateMs(), kind, data };
  }

  private followStatus(said: Said, status: Status): void {
    const name = said('fault') ?? 'none';
    const told = `${status} ${name}`;
    if (told === this.journal.note('told')) return;
    const data = { status, fault: name, code: faultCodeOf(said) };
    const events = [this.event('status', data)];
    const { transaction } = this;
    if (transaction !== null && status !== this.status) {
      const seq = this.nextSequence();
      const offer = offeredMilliamps(said);
      events.push(
        this.event('changed', { transaction, seq, status, wh: this.energy.wh, milliamps: offer }),
      );
      this.journal.add(events, { told, status, sequence: seq });
    } else this.journal.add(events, { told, status });
  }

  private followFault(said: Said): void {
    const fault = faultOf(said);
    const name = (faultRows[fault] as FaultRow).name;
    const before = this.journal.note<string>('fault') ?? 'none';
    if (name === before) return;
    const events = [];
    const codeOf = (one: string): string =>
      faultCodeOf((asked) => (asked === 'fault' ? one : undefined));
    if (before !== 'none') {
      events.push(this.event('fault', { fault: before, code: codeOf(before), isOn: false }));
    }
    if (name !== 'none') {
      events.push(this.event('fault', { fault: name, code: codeOf(name), isOn: true }));
    }
    this.journal.add(events, { fault: name });
  }

  private followTransaction(said: Said): void {
    const isPermitted = said('session') === 'permitted';
    const { transaction } = this;
    if (transaction === null) {
      // Not before the plug is locked: a lock that fails ends what has never begun.
      const isLocked = said('phase') === 'ready' || said('phase') === 'energized';
      if (isPermitted && isCarThere(said) && isPlugged(said) && isLocked) this.begin();
      return;
    }
    const phase = said('phase') ?? '';
    // After a restart the permission may wait for a car that has gone meanwhile.
    const isLeft = phase === 'idle' || (phase === 'released' && !isCarThere(said));
    if (isPermitted && !isLeft) return;
    this.finish(transaction, this.reasonOf(said));
  }

  private begin(): void {
    const started = this.journal.note<Started>('started');
    const nowMs = this.time.dateMs();
    const isFresh = started !== null && nowMs - started.dateMs < AHEAD_MS;
    const transaction: Transaction = {
      id: randomUUID(),
      tag: isFresh ? started.tag : this.ownTag,
      requestId: isFresh ? started.requestId : null,
      beganMs: nowMs,
      beganWh: this.energy.wh,
    };
    const notes = { transaction, sequence: 0, started: null, energyWh: this.energy.wh };
    this.journal.add([this.event('begun', { transaction, seq: 0, isRemote: isFresh })], notes);
  }

  private finish(transaction: Transaction, reason: EndReason): void {
    const seq = this.nextSequence();
    const { wh } = this.energy;
    const ended = this.event('ended', { transaction, seq, reason, wh });
    const notes = { transaction: null, sequence: seq, energyWh: wh, endedBy: reason };
    this.journal.add([ended], notes);
    this.order = null;
    this.stop = '';
  }

  private nextSequence(): number {
    return (this.journal.note<number>('sequence') ?? 0) + 1;
  }

  private reasonOf(said: Said): EndReason {
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

  /** A reading within a transaction. */
  meter(said: Said): void {
    const { transaction, status } = this;
    if (transaction === null) return;
    const seq = this.nextSequence();
    const { wh } = this.energy;
    const data = { transaction, seq, status, wh, milliamps: offeredMilliamps(said) };
    this.journal.add([this.event('metered', data)], { sequence: seq, energyWh: wh });
  }
}
