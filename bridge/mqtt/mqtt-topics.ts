/**
 * MQTT topics: the charger's state, retained, and orders with their sensed answers. Nothing is published until the
 * charger is known. A retained order is none: it was given some time, and is not given now.
 */

import type { Charger } from '../core/charger.ts';
import { pictureOf } from '../core/picture.ts';
import { announce } from './discovery.ts';

export interface Message {
  readonly topic: string;
  readonly payload: string;
  readonly isRetained: boolean;
}

export interface TopicOptions {
  readonly name: string;
  readonly discovery: string;
}

const MOST_AMPS = 32;
const MOST_SECONDS = 86400;

interface LimitOrder {
  readonly amps: number | null;
  readonly seconds: number | null;
}

/** `16`, `off`, or `{"amps": 16, "seconds": 60}`. @returns null where it is none */
export function readLimit(payload: string): LimitOrder | null {
  if (payload.trim() === 'off') return { amps: null, seconds: null };
  try {
    const value = JSON.parse(payload) as number | { amps?: unknown; seconds?: unknown };
    const isPlain = typeof value === 'number';
    const amps = isPlain ? value : value.amps;
    const seconds = isPlain ? null : (value.seconds ?? null);
    if (typeof amps !== 'number' || !(amps >= 0 && amps <= 80)) return null;
    if (seconds === null) return { amps, seconds };
    if (typeof seconds !== 'number' || !(seconds >= 1 && seconds <= MOST_SECONDS)) return null;
    return { amps, seconds };
  } catch {
    return null;
  }
}

export class MqttTopics {
  private shown = '';
  private wasKnown = false;

  constructor(
    private readonly charger: Charger,
    private readonly options: TopicOptions,
    private readonly publish: (message: Message) => void,
  ) {
    charger.emitter.on('change', this.show);
    const amps = charger.journal.note<number>('mqttLimit');
    if (amps !== null) void charger.limits.set('mqtt', amps);
  }

  /** The topic of orders, for a subscription. */
  get orders(): string {
    return `${this.options.name}/+/set`;
  }

  get availability(): string {
    return `${this.options.name}/availability`;
  }

  /** The broker is there, or there again: everything is told anew. */
  begin(): void {
    this.shown = '';
    this.wasKnown = false;
    this.show();
  }

  private tell(topic: string, payload: string, isRetained: boolean): void {
    this.publish({ topic: `${this.options.name}/${topic}`, payload, isRetained });
  }

  readonly show = (): void => {
    const { charger } = this;
    if (!(this.wasKnown ? charger.isKnown : charger.isIntroduced)) {
      if (this.wasKnown) this.leave();
      return;
    }
    if (!this.wasKnown) this.introduce();
    this.tellState();
  };

  private leave(): void {
    this.wasKnown = false;
    this.tell('availability', 'offline', true);
    this.tellState();
  }

  /** Whether the charger is there says `availability` alone: the broker tells it where this process has died. */
  private tellState(): void {
    const { isThere, ...state } = pictureOf(this.charger);
    const picture = JSON.stringify(state);
    if (picture === this.shown) return;
    this.shown = picture;
    this.tell('state', picture, true);
  }

  private introduce(): void {
    const { charger, options } = this;
    this.wasKnown = true;
    this.shown = '';
    const device = {
      name: options.name,
      prefix: options.discovery,
      version: charger.version,
      energyKind: charger.energy.options.kind,
      mostAmps: MOST_AMPS,
    };
    for (const { topic, payload } of announce(device)) {
      this.publish({ topic, payload: JSON.stringify(payload), isRetained: true });
    }
    this.tell('availability', 'online', true);
  }

  /** @param isRetained it was given before we asked for orders */
  async obey(topic: string, payload: string, isRetained: boolean): Promise<void> {
    // Who deletes a retained order publishes nothing in its place, and that arrives as if it were one.
    if (isRetained || payload === '') return;
    const order = topic.split('/').at(-2) ?? '';
    const answer = await this.carryOut(order, payload);
    this.tell('answer', JSON.stringify({ order, ...answer }), false);
  }

  private async carryOut(order: string, payload: string): Promise<Record<string, unknown>> {
    const { charger } = this;
    if (order === 'start') {
      const { isTaken, why } = await charger.start();
      return isTaken ? { isDone: true } : { isDone: false, why };
    }
    if (order === 'stop') return { isDone: await charger.stop('remote') };
    if (order === 'unlock') {
      const { isFree, why } = await charger.unlock();
      return { isDone: isFree, why };
    }
    const limit = order === 'limit' ? readLimit(payload) : null;
    if (order !== 'limit') return { isDone: false, why: 'expected start, stop, unlock or limit' };
    if (limit === null) {
      return { isDone: false, why: 'expected 0 to 80, off, or {"amps": 16, "seconds": 60}' };
    }
    return this.limit(limit);
  }

  private async limit({ amps, seconds }: LimitOrder): Promise<Record<string, unknown>> {
    const { journal, limits } = this.charger;
    const before = journal.note<number>('mqttLimit');
    // One without an end stands until it is changed, whatever ends this process.
    const kept = seconds === null ? amps : null;
    journal.keep({ mqttLimit: kept });
    const outcome = await limits.order('mqtt', amps, {
      ms: seconds === null ? null : seconds * 1000,
    });
    if (outcome === 'taken') return { isDone: true };
    if (outcome === 'away') {
      return { isDone: false, why: 'the charger does not answer: the limit is kept for it' };
    }
    if (journal.note('mqttLimit') === kept) journal.keep({ mqttLimit: before });
    return { isDone: false, why: this.charger.missing || 'the charger refuses it' };
  }

  close(): void {
    this.charger.emitter.off('change', this.show);
  }
}
