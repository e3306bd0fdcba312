/**
 * OCPP session: greets a back-end, sends it the events of the journal one after the other, each until it has arrived,
 * and gives its requests to the dialect.
 */

import type { Charger } from '../core/charger.ts';
import type { Event } from '../core/journal.ts';
import { every, pause } from '../core/time.ts';
import type { Dialect, Fields, Message, Reach } from './dialect.ts';
import { HEARTBEAT_SECONDS } from './heartbeat.ts';
import { CallRefused, OcppLink, type OcppOptions } from './ocpp-link.ts';

/** The charger must be known before it is told about. */
const LOOK_MS = 200;
const AGAIN_MS = 2000;
/** What a back-end has refused so often is put aside. */
const MOST_REFUSALS = 5;

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
  private generation = 0;
  private endHeartbeat: () => void = () => undefined;

  private readonly dialect: Dialect;

  constructor(
    private readonly charger: Charger,
    createDialect: (reach: Reach) => Dialect,
    options: OcppOptions,
    private readonly events: SessionEvents,
  ) {
    this.dialect = createDialect(this);
    this.link = new OcppLink(options, this.dialect.answers, charger.time, {
      opened: () => void this.greet(),
      closed: (why) => this.left(why),
    });
    charger.emitter.on('told', this.drain);
  }

  async begin(): Promise<void> {
    this.charger.limits.setLinked(false);
    await this.link.open();
  }

  private left(why: string): void {
    this.generation++;
    this.endHeartbeat();
    if (this.isAccepted) this.charger.limits.setLinked(false);
    this.isAccepted = false;
    this.events.said(`back-end: not connected (${why})`);
  }

  private async greet(): Promise<void> {
    const { charger, link } = this;
    const generation = ++this.generation;
    const isCurrent = (): boolean => generation === this.generation;
    while (isCurrent() && !charger.isIntroduced) await pause(charger.time, LOOK_MS);
    while (isCurrent() && !this.isAccepted) {
      const { method, params } = this.dialect.boot();
      const answer = await link.call(method, params).catch((error: Error) => error);
      if (!isCurrent()) return;
      const seconds = answer instanceof Error ? 0 : Number(answer['interval']) || 0;
      const status = answer instanceof Error ? answer.message : answer['status'];
      // Both editions: who is rejected answers nothing, and carries nothing out.
      if (!(answer instanceof Error)) link.isRejected = status === 'Rejected';
      if (status === 'Accepted') this.accept(seconds);
      else {
        this.events.said(`back-end: not accepted (${status})`);
        await pause(charger.time, seconds > 0 ? seconds * 1000 : 10 * AGAIN_MS);
      }
    }
  }

  private accept(seconds: number): void {
    const { charger } = this;
    this.isAccepted = true;
    this.link.settle();
    charger.limits.setLinked(true);
    // What the greeting says is what is read afterwards, until the back-end changes it.
    const beatSeconds = seconds > 0 ? seconds : HEARTBEAT_SECONDS;
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
    this.link.cut();
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
      const message = this.dialect.messageOf(event);
      const answer = message === null ? {} : await this.tell(event, message);
      if (answer === null) return;
      if (answer instanceof CallRefused && ++refusals < MOST_REFUSALS) {
        await pause(time, AGAIN_MS * 2 ** (refusals - 1));
        continue;
      }
      refusals = 0;
      if (answer instanceof CallRefused) {
        this.events.refused(event, answer.message);
        journal.settle(event);
      } else journal.settle(event, message === null ? {} : this.dialect.learn(event, answer));
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
