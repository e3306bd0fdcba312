/**
 * Charger console: the one line to the charger, shared. What the bridge asks and what a service person types is
 * sent line by line, each when the one before has been answered; the trace goes on meanwhile.
 */

import { ChargerReader, DISCARDED } from '../../hil/display/charger-reader.ts';
import { EnvironmentError } from '../../sim/errors.ts';
import { OwnerAccess } from './owner-access.ts';
import type { Time } from './time.ts';

/** A command is answered within this time, or the charger does not hear. */
const ANSWER_MS = 2000;
/** A setting is stored before it is confirmed, while energy flows no more often than once a second. */
const STORED_MS = 6000;
/** A list is a line a round. */
const LISTED_MS = 6000;
/** Behind the first line of an answer to a service person others may follow. */
const QUIET_MS = 200;
/** A line that never ends is none. */
const LONGEST_LINE = 1000;
/** An order that was not sent by now is not meant any more. */
const WAITED_MS = 5000;
/** Commands that wait: more are refused, so that no flood grows without bound. */
const MOST_WAITING = 100;

/** The charger has carried nothing out: half a line stood before what it was sent, or noise has come into it. */
const BROKEN = /^error (unknown command|line longer)/;

/** What was asked for has not come about: the charger has refused it, or does not answer. */
export class NotDone extends EnvironmentError {}

/** It was sent, and nothing came back: whether the charger has carried it out is not known. */
export class Unanswered extends NotDone {}

interface Typed {
  readonly line: string;
  /** The line that answers it; null for a service person, who reads every line. */
  readonly answer: RegExp | null;
  readonly withinMs: number;
  /** It is sent before whatever else waits, and also to a charger that is not heard. */
  readonly isUrgent: boolean;
}

interface Asked extends Typed {
  /** It has arrived broken: it is to be sent once more, or has been. */
  again: 'no' | 'waits' | 'sent';
  /** What has waited for longer is not sent any more. */
  readonly untilMs: number;
  readonly resolve: (line: string) => void;
  readonly reject: (error: NotDone) => void;
}

export interface ConsoleEvents {
  /** Anything was heard. */
  heard(): void;
  /** A line for service people: what is not the answer to a command of the bridge. */
  spoken(line: string): void;
  /** A line of the trace. */
  traced(line: string): void;
}

export class ChargerConsole {
  readonly reader: ChargerReader;
  private received = '';
  private readonly waiting: Asked[] = [];
  private current: Asked | null = null;
  private cancel: () => void = () => undefined;

  /** @param write sends text to the charger, or says false where it takes none */
  constructor(
    private readonly write: (text: string) => boolean,
    private readonly time: Time,
    private readonly events: ConsoleEvents,
  ) {
    this.reader = new ChargerReader(
      (line) => this.look(line),
      () => time.nowMs(),
    );
  }

  /** The reader's own questions, each once: where nothing answers they must not pile up. */
  private look(line: string): void {
    if (this.current?.line === line || this.waiting.some((one) => one.line === line)) return;
    const typed = { line, answer: answerTo(line), withinMs: ANSWER_MS, isUrgent: false };
    void this.enqueue(typed).catch(() => undefined);
  }

  /** Two questions were not answered: no order is kept for later. */
  private get isSilent(): boolean {
    return this.reader.isKnown && this.reader.said('processor') === 'silent';
  }

  /** Opens the owner's role where the charger asks for it; null for a bridge that is only a driver. */
  access: OwnerAccess | null = null;

  /**
   * Types a line as the owner, where the charger asks for one, and waits for its answer.
   *
   * @throws NotDone where the charger refuses it, or does not answer
   */
  async askAsOwner(line: string, answer: RegExp, isUrgent = false): Promise<string> {
    try {
      return await this.ask(line, answer, isUrgent);
    } catch (error) {
      const isMissing = error instanceof NotDone && OwnerAccess.isAskedFor(error.message);
      if (!isMissing || this.access === null || !(await this.access.open())) throw error;
      return this.ask(line, answer, isUrgent);
    }
  }

  /**
   * Types a line and waits for its answer.
   *
   * @param isUrgent it is sent before whatever else waits, and also to a charger that is not heard: what frees a plug is
   *   never kept back for what is not known here
   * @throws NotDone where the charger answers with an error, or does not answer in time
   */
  ask(line: string, answer: RegExp, isUrgent = false): Promise<string> {
    if (this.isSilent && !isUrgent)
      return Promise.reject(new NotDone('the charger does not answer'));
    return this.enqueue({ line, answer, withinMs: answerMsOf(line), isUrgent });
  }

  /** Types a service person's line; ends when nothing more is said. */
  async type(line: string): Promise<void> {
    const typed = { line, answer: null, withinMs: ANSWER_MS, isUrgent: false };
    await this.enqueue(typed).catch(() => undefined);
  }

  private enqueue(typed: Typed): Promise<string> {
    return new Promise((resolve, reject) => {
      const { waiting } = this;
      if (waiting.length >= MOST_WAITING && !typed.isUrgent) {
        reject(new NotDone('too many commands wait for the charger'));
        return;
      }
      const untilMs = this.time.nowMs() + WAITED_MS;
      const asked: Asked = { ...typed, untilMs, resolve, reject, again: 'no' };
      // Of two that are urgent the first is the first. The few that are not stand at the end: no flood is gone through.
      let place = waiting.length;
      while (typed.isUrgent && waiting[place - 1]?.isUrgent === false) place--;
      waiting.splice(place, 0, asked);
      this.next();
    });
  }

  private next(): void {
    // One after the other, and none within another: what is urgent waits in any number, and a stack has an end.
    while (this.current === null) {
      const asked = this.waiting.shift();
      if (asked === undefined) return;
      if (this.time.nowMs() <= asked.untilMs) this.send(asked);
      else asked.reject(new NotDone(`"${asked.line}" has waited too long`));
    }
  }

  private send(asked: Asked): void {
    this.current = asked;
    if (!this.write(`${asked.line}\n`)) {
      this.current = null;
      asked.reject(new NotDone('the line to the charger takes nothing'));
      return;
    }
    const why = `the charger has not answered "${asked.line}"`;
    this.cancel = this.time.after(asked.withinMs, () =>
      this.end(() => asked.reject(new Unanswered(why))),
    );
  }

  private end(settle: () => void): void {
    this.cancel();
    this.current = null;
    settle();
    this.next();
  }

  /** Whatever arrives, in pieces of any length. */
  receive(text: string): void {
    const lines = (this.received + text).split('\n');
    this.received = (lines.pop() ?? '').slice(-LONGEST_LINE);
    for (const line of lines) this.hear(line.replace(/\r$/, ''));
    this.events.heard();
  }

  private hear(line: string): void {
    this.reader.hear(line);
    if (line.startsWith('~ ')) {
      this.events.traced(line);
      return;
    }
    const { current } = this;
    if (current === null || current.answer === null) this.hearForService(line);
    else if (current.answer.test(line)) this.end(() => current.resolve(line));
    else if (/^error\b/.test(line)) this.hearError(current, line);
    else this.events.spoken(line);
  }

  /** A line that has arrived broken is sent once more, when the charger has said all about it. */
  private hearError(current: Asked, line: string): void {
    if (current.again === 'waits') return;
    if (current.again === 'sent' || !BROKEN.test(line)) {
      this.end(() => current.reject(new NotDone(line)));
      return;
    }
    current.again = 'waits';
    this.cancel();
    this.cancel = this.time.after(QUIET_MS, () => {
      current.again = 'sent';
      this.send(current);
      this.next();
    });
  }

  private hearForService(line: string): void {
    this.events.spoken(line);
    const { current } = this;
    if (current === null) return;
    this.cancel();
    this.cancel = this.time.after(QUIET_MS, () => this.end(() => current.resolve(line)));
  }
}

function answerMsOf(line: string): number {
  if (line.startsWith('set ')) return STORED_MS;
  return line.startsWith('events ') ? LISTED_MS : ANSWER_MS;
}

/** What begins the last certain line of the answer to a line that the reader sends. */
function answerTo(line: string): RegExp {
  if (line === DISCARDED) return /^error line longer/;
  return line === 'health' ? /^ok reflex/ : new RegExp(`^ok ${line.replace(/^get /, '')}`);
}
