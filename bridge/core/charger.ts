/**
 * Charger: the neutral core of the bridge. What is known about the charger, what can be asked of it, and the ledger of
 * what happened. Protocols only translate; none of them holds a truth of its own.
 */

import { EventEmitter } from 'node:events';
import type TypedEmitter from 'typed-emitter';
import { BEAT_MS } from '../../hil/display/charger-reader.ts';
import type { KeyRole } from '../../sim/challenge.ts';
import type { Said } from '../../sim/view/words/leaving.ts';
import { ChargerConsole, NotDone } from './charger-console.ts';
import { type EndReason, reasonOfRestart } from './end-cause.ts';
import { Energy, type EnergyOptions } from './energy.ts';
import type { Journal } from './journal.ts';
import { LastOrder } from './last-order.ts';
import { Ledger } from './ledger.ts';
import { type LimitOptions, LimitSources } from './limit-sources.ts';
import { commandIn, type LockCommand } from './lock-command.ts';
import { Lookout } from './lookout.ts';
import { Operation } from './operation.ts';
import { OwnerAccess } from './owner-access.ts';
import { Sampling } from './sampling.ts';
import { Start, type StartAnswer } from './start.ts';
import { isWhole, type Status, statusOf } from './status.ts';
import { every, type Time } from './time.ts';
import { Unlock, type UnlockAnswer } from './unlock.ts';
import { Unwanted } from './unwanted.ts';

export interface ChargerOptions {
  readonly energy: EnergyOptions;
  readonly limits: LimitOptions;
  /** The identifier of a session that was started without one. */
  readonly tag: string;
  /** Of owner and installer, by role; empty for a bridge that is only a driver. */
  readonly keys: ReadonlyMap<KeyRole, string>;
}

export type ChargerEvents = {
  /** Something that can be shown has changed. */
  change(): void;
  /** Events wait in the journal. */
  told(): void;
  /** A line for service people. */
  spoken(line: string): void;
  /** Every line of the trace, for service people who asked for it. */
  traced(line: string): void;
};

export class Charger {
  readonly emitter = new EventEmitter() as TypedEmitter<ChargerEvents>;
  readonly console: ChargerConsole;
  readonly energy: Energy;
  readonly ledger: Ledger;
  readonly limits: LimitSources;
  readonly sampling: Sampling;
  private readonly starting: Start;
  private readonly unlocking: Unlock;
  private readonly lookout: Lookout;
  private readonly access: OwnerAccess;
  private readonly operation: Operation;
  readonly unwanted: Unwanted;
  private readonly ends: (() => void)[] = [];
  private restarts = 0;
  private wasThere = false;
  /** Of the firmware; empty until it has said so. */
  version = '';
  /** What the lock was told last. */
  lockCommand: LockCommand = 'none';
  /** What was ordered last, and what has come of it. */
  readonly lastOrder = new LastOrder(() => this.emitter.emit('change'));

  constructor(
    write: (text: string) => boolean,
    readonly journal: Journal,
    readonly time: Time,
    readonly options: ChargerOptions,
  ) {
    this.console = new ChargerConsole(write, time, {
      heard: () => this.noticed(),
      traced: (line) => {
        this.lockCommand = commandIn(line) ?? this.lockCommand;
        this.unlocking.trace(line);
        this.lookout.hear(line);
        this.ledger.permission.follow(this.said);
        this.emitter.emit('traced', line);
      },
      spoken: (line) => {
        this.unlocking.hear(line);
        this.lookout.hear(line);
        this.limits.hear(line);
        if (/^ok (commission|key) /.test(line)) this.access.forget();
        this.emitter.emit('spoken', line);
      },
    });
    this.access = new OwnerAccess(options.keys, (line, answer) => this.ask(line, answer));
    this.console.access = this.access;
    this.energy = new Energy(options.energy, journal, time);
    this.ledger = new Ledger(journal, this.energy, time, options.tag);
    this.sampling = new Sampling(journal, time, () => this.read());
    this.limits = new LimitSources(this.console, options.limits, time, journal);
    this.limits.changed = () => this.noticeLimit();
    this.operation = new Operation(this.ledger, this.limits);
    this.unwanted = new Unwanted(this.console, journal, this.ledger, time);
    this.starting = new Start(this.console, this.said, this.unwanted);
    this.lookout = new Lookout(this, {
      changed: () => this.emitter.emit('change'),
      told: () => this.emitter.emit('told'),
    });
    this.unlocking = new Unlock(this.console, this.said, time);
  }

  /** The newest value of a name in the trace. */
  readonly said: Said = (name) => this.console.reader.said(name);

  begin(): void {
    this.console.reader.begin();
    void this.greet();
    const beat = (): void => {
      this.console.reader.beat();
      // It is no part of the trace that is told again and again: one answer that is lost would be missing for ever.
      if (this.said('processor') === 'on' && this.said('lock-policy') === undefined) {
        void this.ask('get lock-policy', /^ok lock-policy /).catch(() => undefined);
      }
      if (this.version === '' && this.isKnown) void this.greet();
      if (this.isKnown && !this.access.isChecked) void this.checkAccess();
      this.noticed();
    };
    this.ends.push(every(this.time, BEAT_MS, beat));
    this.sampling.begin();
    this.operation.begin();
  }

  /** Why limits and orders of the owner come to nothing from here, and what to do about it; empty where they do not. */
  get missing(): string {
    return this.access.missing;
  }

  /** @returns false where the charger is known to refuse a limit from this bridge, now as before */
  async mayLimit(): Promise<boolean> {
    return this.missing === '' || this.checkAccess();
  }

  private async checkAccess(): Promise<boolean> {
    // Who does not answer has refused nothing.
    const isPossible = await this.access.check().catch(() => true);
    this.emitter.emit('change');
    return isPossible;
  }

  /** It answers for the first time, or again. */
  private meet(): void {
    this.limits.begin();
    this.access.forget();
    void this.checkAccess();
  }

  private noticeLimit(): void {
    this.operation.look();
    this.emitter.emit('change');
  }

  private async greet(): Promise<void> {
    const answer = await this.ask('hello', /^ok holdfast/).catch(() => '');
    this.version = answer.split(' ')[2] ?? this.version;
  }

  /** A reading of the transaction is told, where there is one. @param isAsked somebody wants it now */
  read(isAsked = false): void {
    this.ledger.meter(this.said, isAsked);
    this.emitter.emit('told');
  }

  /** The charger answers, and everything about it has been heard. */
  get isKnown(): boolean {
    return isWhole(this.said);
  }

  /** It has also said who it is: whoever is greeted in its name waits for this. */
  get isIntroduced(): boolean {
    return this.isKnown && this.version !== '';
  }

  get status(): Status | null {
    return statusOf(this.said, this.ledger.isServing);
  }

  /** The port has gone away. */
  lose(): void {
    this.console.reader.lose();
    this.noticed();
  }

  private noticed(): void {
    this.unlocking.look();
    this.energy.follow(this.said);
    const { restarts } = this.console.reader;
    const isThere = this.said('processor') === 'on';
    const isNew = restarts > this.restarts;
    if (isNew || (isThere && !this.wasThere)) this.meet();
    if (isNew) void this.noticeRestart();
    if (isNew || this.said('processor') === 'silent') this.lookout.lose();
    this.restarts = restarts;
    this.wasThere = isThere;
    this.lookout.lookSoon();
    if (this.isKnown && this.lookout.isCaughtUp) this.unwanted.look();
  }

  private async noticeRestart(): Promise<void> {
    void this.greet();
    this.ledger.noteRestart('reboot');
    const answer = await this.ask('health', /^ok start [a-z-]+,/).catch(() => '');
    const reason = reasonOfRestart(answer);
    if (reason === 'power-loss') this.ledger.noteRestart(reason);
  }

  /** @throws NotDone where the charger refuses it or does not answer */
  ask(line: string, answer: RegExp, isUrgent = false): Promise<string> {
    return this.console.ask(line, answer, isUrgent);
  }

  /**
   * Permits a session, for somebody who is not at the charger.
   *
   * @param tag who charges
   * @param requestId the back-end's number of it
   */
  async start(tag = this.options.tag, requestId: number | null = null): Promise<StartAnswer> {
    const tell = this.lastOrder.begin('start');
    const why = this.whyNoStart;
    const answer = why === '' ? await this.starting.ask() : { isTaken: false, why };
    tell(answer.isTaken ? 'taken' : 'refused');
    if (answer.isTaken) await this.expectStart(tag, requestId);
    return answer;
  }

  private async expectStart(tag: string, requestId: number | null): Promise<void> {
    const { ledger, lookout } = this;
    ledger.permission.expect(tag, requestId, this.said);
    // Who looks at the charger's events later must not take a session before this one for the one that was permitted.
    if (ledger.transaction === null) await lookout.keepMark();
  }

  /** Empty where a start can be asked for. */
  get whyNoStart(): string {
    if (!this.isKnown) return 'the charger does not answer';
    if (!this.ledger.isOperative) return 'the charger is out of service';
    if (this.said('session') === 'permitted') return 'a session goes on';
    // Of two at once the second one would be told as taken, and its driver charged for the first one's session.
    const { starting, unwanted, ledger } = this;
    const isOther = starting.isUnderWay || unwanted.isStart || ledger.permission.isOpen;
    return isOther ? 'another start is under way' : '';
  }

  /** Ends the session; the plug is let go. It is sent whatever is known. @returns whether the charger has taken it */
  async stop(reason: EndReason = 'remote'): Promise<boolean> {
    this.starting.withdraw();
    this.ledger.expectEnd(reason);
    const tell = this.lastOrder.begin('stop');
    try {
      await this.ask(reason === 'manager' ? 'stop manager' : 'stop', /^ok stop$/, true);
      tell('taken');
      return true;
    } catch (error) {
      tell('refused');
      if (error instanceof NotDone) return false;
      throw error;
    }
  }

  /** Lets the plug go, whatever the policy; answered from the sensed pin. */
  async unlock(): Promise<UnlockAnswer> {
    this.starting.withdraw();
    this.ledger.expectEnd('unlock');
    const answer = this.lastOrder.begin('unlock');
    const sensed = await this.unlocking.ask();
    answer(sensed.why);
    return sensed;
  }

  /** @returns false where the charger refuses it, and stays as it was */
  async setOperative(isOperative: boolean): Promise<boolean> {
    const isDone = await this.operation.set(isOperative);
    this.lookout.look();
    return isDone;
  }

  /** Tells the status again: a back-end has just been greeted. */
  tellAgain(): void {
    this.ledger.tellAgain();
    this.lookout.look();
  }

  close(): void {
    for (const end of this.ends) end();
    this.sampling.close();
    this.lookout.close();
    this.limits.stop();
  }
}
