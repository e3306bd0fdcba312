/**
 * Trace: what happened, when. One event model feeds the verdicts, the reports and the pictures.
 */

import { EventEmitter } from 'node:events';
import type TypedEmitter from 'typed-emitter';

export interface TraceEvent {
  readonly atUs: number;
  /** A net, a signal, or a thing of the world; the words of a scenario file. */
  readonly name: string;
  /** In words, with a unit where there is one. */
  readonly value: string;
}

type TraceEvents = {
  event: (event: TraceEvent) => void;
};

export class Trace {
  readonly events: TraceEvent[] = [];
  readonly emitter = new EventEmitter() as TypedEmitter<TraceEvents>;
  private readonly values = new Map<string, string>();

  /** Records a value, if it has changed. */
  note(atUs: number, name: string, value: string): void {
    if (this.values.get(name) === value) return;
    this.values.set(name, value);
    this.record(atUs, name, value);
  }

  /** Records something that happened, whether or not it happened before. */
  record(atUs: number, name: string, value: string): void {
    const event: TraceEvent = { atUs, name, value };
    this.events.push(event);
    this.emitter.emit('event', event);
  }

  valueOf(name: string): string | undefined {
    return this.values.get(name);
  }
}
