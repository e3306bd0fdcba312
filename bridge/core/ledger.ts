/**
 * Ledger: what happened at the charger, as events that a back-end must hear in order: status, faults, and
 * transactions with the reason for their end. Each event and what follows from it is one record of the journal.
 */

import { randomUUID } from 'node:crypto';
import { type FaultRow, faultRows } from '../../firmware/control/faults.ts';
import type { Said } from '../../sim/view/words/leaving.ts';
import { EndCause, type EndReason } from './end-cause.ts';
import type { Energy } from './energy.ts';
import type { Event, Journal } from './journal.ts';
import type { Turn } from './missed.ts';
import { Permission } from './permission.ts';
import type { Mark } from './remembered.ts';
import { faultCodeOf, faultOf, offeredMilliamps, type Status, statusOf } from './status.ts';
import type { Time } from './time.ts';
import { isOver, isServed, type Transaction } from './transaction.ts';

export type EventKind = 'status' | 'fault' | 'begun' | 'changed' | 'metered' | 'ended';

export class Ledger {
  private readonly cause: EndCause;
  readonly permission: Permission;
  private newMark: Mark | null = null;
  /** When the transaction has begun, on `Time.nowMs`; null where that was before this process. */
  private beganAtMs: number | null = null;

  constructor(
    private readonly journal: Journal,
    private readonly energy: Energy,
    private readonly time: Time,
    private readonly ownTag: string,
  ) {
    this.cause = new EndCause(time);
    this.permission = new Permission(journal, time);
  }

  get transaction(): Transaction | null {
    return this.journal.note<Transaction>('transaction');
  }

  /** When the transaction has begun, by the calendar as it stands now: it may have been set meanwhile. */
  get beganMs(): number | null {
    const { beganAtMs, time, transaction } = this;
    if (transaction === null) return null;
    const dateMs = time.dateMs();
    if (beganAtMs === null) return Math.min(transaction.beganMs, dateMs);
    return Math.round(dateMs - (time.nowMs() - beganAtMs));
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

  /** In service; or a transaction goes on that has begun before. */
  get isServing(): boolean {
    return this.isOperative || this.transaction !== null;
  }

  setOperative(isOperative: boolean): void {
    this.journal.keep({ operative: isOperative });
  }

  /** Somebody has asked the charger for what ends a session. */
  expectEnd(reason: EndReason): void {
    this.cause.expect(reason);
  }

  noteRestart(reason: EndReason): void {
    this.cause.noteRestart(reason);
  }

  /** The last event of the charger that is taken into account; null where none is known. */
  get mark(): Mark | null {
    return this.journal.note<Mark>('mark');
  }

  /** What is written from now on takes the charger's events into account up to this one. */
  noteMark(mark: Mark | null): void {
    this.newMark = mark;
  }

  keepMark(mark: Mark | null): void {
    this.newMark = mark;
    this.journal.keep({ mark });
  }

  /** The next look begins a transaction, or ends one: the charger is to be asked for its events before. */
  isTurning(said: Said): boolean {
    if (statusOf(said, this.isServing) === null) return false;
    return this.transaction === null ? this.isBeginning(said) : isOver(said);
  }

  /** Out of service no transaction begins, whatever the charger does. */
  private isBeginning(said: Said): boolean {
    return this.isOperative && isServed(said);
  }

  /** @param wh the register when it happened, as far as it is known */
  takeTurn({ mark, over }: Turn, wh: number): void {
    const { transaction } = this;
    this.newMark = mark;
    if (over === null && transaction === null && this.isOperative) this.begin(mark.dateMs, wh);
    if (over !== null) this.permission.end();
    if (over === null || transaction === null) return;
    const { beganWh } = transaction;
    this.finish(transaction, over, Math.max(wh, beganWh), mark.dateMs);
  }

  /** @param by `driver`, `app`, `manager`, or the name of a fault; '' where the charger does not say */
  noteStop(by: string): void {
    this.cause.noteStop(by);
  }

  /** Looks at what the trace says now, and writes what has changed since the last look. */
  look(said: Said): void {
    if (statusOf(said, this.isServing) === null) return;
    const transactionId = this.transaction?.id ?? null;
    this.followTransaction(said);
    this.followFault(said, transactionId);
    const status = statusOf(said, this.isServing);
    if (status === null) return;
    this.followStatus(said, status);
    this.cause.settleRestart();
  }

  /** The status is told again at the next look, as to a back-end that has just been greeted. */
  tellAgain(): void {
    this.journal.keep({ told: null });
  }

  /** Nothing of a transaction is dated before its beginning, also where the calendar was set back meanwhile. */
  private event(
    kind: EventKind,
    data: Record<string, unknown>,
    dateMs = this.time.dateMs(),
  ): Omit<Event, 'number'> {
    const beganMs = (data['transaction'] as Transaction | undefined)?.beganMs ?? dateMs;
    return { id: randomUUID(), dateMs: Math.max(dateMs, beganMs), kind, data };
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

  /** @param transactionId of the transaction that went on until now: the fault may be what has ended it */
  private followFault(said: Said, transactionId: string | null): void {
    const fault = faultOf(said);
    const name = (faultRows[fault] as FaultRow).name;
    const before = this.journal.note<string>('fault') ?? 'none';
    if (name === before) return;
    const codeOf = (one: string): string =>
      faultCodeOf((asked) => (asked === 'fault' ? one : undefined));
    const told = (one: string, isOn: boolean): ReturnType<Ledger['event']>[] =>
      one === 'none'
        ? []
        : [this.event('fault', { fault: one, code: codeOf(one), isOn, transactionId })];
    this.journal.add([...told(before, false), ...told(name, true)], { fault: name });
  }

  private followTransaction(said: Said): void {
    const { transaction } = this;
    if (transaction === null) {
      if (this.isBeginning(said)) this.begin(this.time.dateMs(), this.energy.wh);
    } else if (isOver(said)) {
      this.finish(transaction, this.cause.reasonOf(said), this.energy.wh, this.time.dateMs());
    }
  }

  private begin(beganMs: number, beganWh: number): void {
    const started = this.permission.now;
    const transaction: Transaction = {
      id: randomUUID(),
      tag: started?.tag ?? this.ownTag,
      requestId: started?.requestId ?? null,
      beganMs,
      beganWh,
    };
    const { time } = this;
    this.beganAtMs = time.nowMs() - Math.max(time.dateMs() - beganMs, 0);
    const isRemote = started !== null;
    const begun = this.event('begun', { transaction, seq: 0, isRemote }, beganMs);
    const { newMark: mark } = this;
    const notes = { transaction, sequence: 0, started: null, mark };
    this.journal.add([begun], { ...notes, ...this.energy.notes });
  }

  private finish(transaction: Transaction, reason: EndReason, wh: number, dateMs: number): void {
    const seq = this.nextSequence();
    const ended = this.event('ended', { transaction, seq, reason, wh }, dateMs);
    const { newMark: mark } = this;
    const notes = { transaction: null, sequence: seq, endedBy: reason, mark };
    this.journal.add([ended], { ...notes, ...this.energy.notes });
    this.cause.clear();
  }

  private nextSequence(): number {
    return (this.journal.note<number>('sequence') ?? 0) + 1;
  }

  /** A reading within a transaction. */
  meter(said: Said, isAsked: boolean): void {
    const { transaction, status } = this;
    if (transaction === null) return;
    const seq = this.nextSequence();
    const { wh } = this.energy;
    const data = { transaction, seq, status, wh, milliamps: offeredMilliamps(said), isAsked };
    this.journal.add([this.event('metered', data)], { sequence: seq, ...this.energy.notes });
  }
}
