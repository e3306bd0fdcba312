/**
 * OCPP session: greets a back-end, sends it the events of the journal one after the other, each until it has arrived,
 * and gives its requests to the dialect.
 */

import type { Charger } from '../core/charger.ts';
import type { Event } from '../core/journal.ts';
import { every, pause } from '../core/time.ts';
import { AGAIN_MS, attemptsFor, pauseMsAfter } from './attempts.ts';
import { CallRefused } from './call-errors.ts';
import {
  type Answer,
  accepted,
  type Dialect,
  type Fields,
  type Greeting,
  type Message,
  type Reach,
} from './dialect.ts';
import { HEARTBEAT_SECONDS } from './heartbeat.ts';
import { OcppLink, type OcppOptions } from './ocpp-link.ts';

/** The charger must be known before it is told about. */
const LOOK_MS = 200;
/** A back-end that wants to be greeted later is greeted once a day all the same. */
const LONGEST_WAIT_SECONDS = 86400;
/** What begins a session waits until the greeting is accepted; what ends one does not. */
const starts: readonly string[] = ['RemoteStartTransaction', 'RequestStartTransaction'];

/** How long a greeting waits that was not accepted. @param seconds as the back-end wants it; 0 where it says nothing */
export function waitMsOf(seconds: number): number {
  if (!(seconds > 0)) return 10 * AGAIN_MS;
  return Math.min(Math.max(seconds, 1), LONGEST_WAIT_SECONDS) * 1000;
}

const SPOILED = 'it cannot be read any more: the disk has spoiled it';
const UNKNOWN_START = 'the back-end has given its transaction no number';

export interface SessionEvents {
  /** For the person: what the link does. */
  said(line: string): void;
  /** The back-end refuses an event for good. */
  refused(event: Event, why: string): void;
}

export class OcppSession implements Reach {
  readonly link: OcppLink;
  /** The back-end has accepted the greeting. */
  isAccepted = false;
  private isSending = false;
  private isPending = false;
  private generation = 0;
  private greeting: Greeting = 'started';
  private endHeartbeat: () => void = () => undefined;

  private readonly dialect: Dialect;

  constructor(
    private readonly charger: Charger,
    createDialect: (reach: Reach) => Dialect,
    options: OcppOptions,
    private readonly events: SessionEvents,
  ) {
    this.dialect = createDialect(this);
    this.link = new OcppLink(options, this.guarded(), charger.time, {
      opened: () => void this.openGreeting(),
      closed: (why) => this.left(why),
    });
    charger.emitter.on('told', this.drain);
  }

  async begin(): Promise<void> {
    this.charger.limits.setLinked(false);
    await this.link.open();
  }

  private guarded(): Readonly<Record<string, Answer>> {
    const { answers } = this.dialect;
    const guard =
      (answer: Answer): Answer =>
      (params) =>
        this.isPending ? accepted(false) : answer(params);
    return Object.fromEntries(
      Object.entries(answers).map(([method, answer]) => [
        method,
        starts.includes(method) ? guard(answer) : answer,
      ]),
    );
  }

  private left(why: string): void {
    this.generation++;
    this.isPending = false;
    this.dismiss();
    this.events.said(`back-end: not connected (${why})`);
  }

  /** The back-end is not there for this charger, or no more. */
  private dismiss(): void {
    this.endHeartbeat();
    if (this.isAccepted) this.charger.limits.setLinked(false);
    this.isAccepted = false;
  }

  private async openGreeting(): Promise<void> {
    const { charger } = this;
    const generation = ++this.generation;
    const isCurrent = (): boolean => generation === this.generation;
    while (isCurrent() && !charger.isIntroduced) await pause(charger.time, LOOK_MS);
    if (isCurrent()) await this.greetOn();
  }

  /** Greets until it is accepted. */
  private async greetOn(): Promise<void> {
    const { charger, link } = this;
    const generation = ++this.generation;
    for (;;) {
      const { method, params } = this.dialect.boot(this.greeting);
      const answer = await link.call(method, params).catch((error: Error) => error);
      if (generation !== this.generation) return;
      // A greeting that was asked for, and is lost or refused, changes nothing.
      if (answer instanceof Error && this.isAccepted) return;
      const seconds = answer instanceof Error ? 0 : Number(answer['interval']) || 0;
      const status = answer instanceof Error ? answer.message : answer['status'];
      // Both editions: who is rejected answers nothing, and carries nothing out.
      if (!(answer instanceof Error)) {
        link.isRejected = status === 'Rejected';
        this.isPending = status === 'Pending';
      }
      if (status === 'Accepted') {
        this.accept(seconds);
        return;
      }
      this.dismiss();
      this.events.said(`back-end: not accepted (${status})`);
      await pause(charger.time, waitMsOf(seconds));
      if (generation !== this.generation) return;
    }
  }

  private accept(seconds: number): void {
    const { charger } = this;
    this.isAccepted = true;
    this.greeting = 'connected';
    this.link.settle();
    charger.limits.setLinked(true);
    // What the greeting says is what is read afterwards, until the back-end changes it.
    const beatSeconds = seconds >= 1 && Number.isFinite(seconds) ? seconds : HEARTBEAT_SECONDS;
    charger.journal.keep({ heartbeatSeconds: beatSeconds });
    this.beat(beatSeconds);
    this.events.said('back-end: connected');
    if (!charger.journal.waiting.some(({ kind }) => kind === 'status')) charger.tellAgain();
    this.drain();
  }

  /** @param seconds between two heartbeats */
  beat(seconds: number): void {
    this.endHeartbeat();
    this.endHeartbeat = every(this.charger.time, seconds * 1000, () =>
      this.send({ method: 'Heartbeat', params: {} }),
    );
  }

  /** What must not survive a cut of the link. */
  readonly send = ({ method, params }: Message): void => {
    this.link.call(method, params).catch(() => undefined);
  };

  /** Greets anew, as after a reset. */
  readonly restart = (): void => {
    this.greeting = 'reset';
    this.link.cut();
  };

  /** The back-end has asked to be greeted: what it answers is its word from now on. */
  readonly greet = (): void => {
    // A connection that is gone meanwhile is greeted anew by itself.
    if (!this.link.isOpen) return;
    this.greeting = 'asked';
    void this.openGreeting();
  };

  private readonly drain = (): void => {
    if (this.isSending || !this.isAccepted) return;
    this.isSending = true;
    void this.sendAll().finally(() => {
      this.isSending = false;
    });
  };

  private async sendAll(): Promise<void> {
    const { journal, time } = this.charger;
    let refusals = 0;
    for (;;) {
      const event = journal.next;
      if (event === null || !this.isAccepted) return;
      const message = this.read(event);
      if (message === undefined) {
        this.events.refused(event, SPOILED);
        journal.settle(event);
        continue;
      }
      const answer = message === null ? {} : await this.tell(event, message);
      if (answer === null) return;
      if (answer instanceof CallRefused && ++refusals < attemptsFor(event, answer)) {
        await pause(time, pauseMsAfter(refusals));
        continue;
      }
      refusals = 0;
      // The end of what the back-end knows nothing of: what was charged is not lost all the same.
      if (message === null && event.kind === 'ended') this.events.refused(event, UNKNOWN_START);
      if (answer instanceof CallRefused) {
        this.events.refused(event, answer.message);
        journal.settle(event);
      } else journal.settle(event, message === null ? {} : this.dialect.learn(event, answer));
    }
  }

  /** @returns null for what this version does not tell; undefined for what the disk has spoiled */
  private read(event: Event): Message | null | undefined {
    try {
      return this.dialect.messageOf(event);
    } catch {
      return undefined;
    }
  }

  /** @returns the answer, or the refusal; null where the link was cut */
  private async tell(
    event: Event,
    { method, params }: Message,
  ): Promise<Fields | CallRefused | null> {
    try {
      return await this.link.call(method, params, event.id);
    } catch (error) {
      return error instanceof CallRefused ? error : null;
    }
  }

  async close(): Promise<void> {
    this.generation++;
    this.endHeartbeat();
    this.charger.emitter.off('told', this.drain);
    this.dialect.close();
    await this.link.close();
  }
}
