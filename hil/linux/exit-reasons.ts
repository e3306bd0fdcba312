/**
 * Exit reasons: everything that may end a program that holds pins, as one promise: a signal, the end of its
 * console, an exception, or a call of `end`.
 */

import { endSignals } from '../line/end-signals.ts';

export interface ExitReason {
  /** 0 where a person has ended it. */
  readonly code: number;
  readonly why: string;
}

export class ExitReasons {
  readonly ended: Promise<ExitReason>;
  private resolve: (end: ExitReason) => void = () => undefined;
  private readonly interrupted = (signal: string): void => this.end(0, signal);
  private readonly failed = (error: unknown): void => this.end(1, `${error}`);
  private readonly left = (): void => this.end(0, 'its console has gone');

  constructor() {
    this.ended = new Promise((resolve) => {
      this.resolve = resolve;
    });
    for (const signal of endSignals) process.on(signal, this.interrupted);
    process.on('uncaughtException', this.failed);
    process.on('unhandledRejection', this.failed);
    process.stdin.on('end', this.left);
    // Other commands are interrupted, or end by themselves, when their output is closed; this one has to make its outputs
    // safe first.
    process.stdout.removeAllListeners('error');
    process.stdout.on('error', this.left);
  }

  /** Only the first reason counts. */
  end(code: number, why: string): void {
    this.resolve({ code, why });
  }

  /** From now on, nothing in this program delays its end. */
  close(): void {
    for (const signal of endSignals) process.off(signal, this.interrupted);
    process.off('uncaughtException', this.failed);
    process.off('unhandledRejection', this.failed);
    process.stdin.off('end', this.left);
    process.stdin.destroy();
  }
}
