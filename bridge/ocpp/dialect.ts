/**
 * Dialect: what differs between the versions of OCPP: how events are told, and how calls are answered.
 */

import type { Event } from '../core/journal.ts';

export type Fields = Readonly<Record<string, unknown>>;

export interface Message {
  readonly method: string;
  readonly params: Fields;
}

/** The answer to most requests. */
export function accepted(is: boolean): Fields {
  return { status: is ? 'Accepted' : 'Rejected' };
}

/** Names of keys, components and variables are the same in capitals and in small letters. */
export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** What a back-end may ask; it answers with the fields of the response. */
export type Answer = (params: Fields) => Promise<Fields> | Fields;

/** Why a back-end is greeted. */
export type Greeting = 'started' | 'connected' | 'reset' | 'asked';

export interface Dialect {
  boot(greeting: Greeting): Message;
  close(): void;
  /** @returns null for what this version does not tell */
  messageOf(event: Event): Message | null;
  /** What must be kept of the answer to an event. */
  learn(event: Event, answer: Fields): Fields;
  readonly answers: Readonly<Record<string, Answer>>;
}

/** What a back-end's request asks of the connection. */
export interface Reach {
  /** Sent once; it does not outlive a cut of the link. */
  send(message: Message): void;
  /** Ends the connection; another one greets anew. */
  restart(): void;
  /** Greets anew over this connection: what the back-end answers counts. */
  greet(): void;
  /** @param seconds between two heartbeats */
  beat(seconds: number): void;
}
