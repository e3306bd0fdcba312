/**
 * Stop cause: who or what has stopped a session, as the charger itself remembers it (`events`). The trace only says that
 * it is stopped.
 */

import { type ChargerConsole, NotDone } from './charger-console.ts';

/** A stop is followed by a fault, or an opening, in the same second at most. */
const LAST = 4;
const STOPPED = /^ok event \d+ \d+ stopped (\S+)$/;

export class StopCause {
  private heard = '';

  constructor(private readonly console: ChargerConsole) {}

  /** A line of the console that is no answer to a command. */
  hear(line: string): void {
    this.heard = STOPPED.exec(line)?.[1] ?? this.heard;
  }

  /** @returns `driver`, `app`, `manager`, or the name of a fault; '' where the charger does not say */
  async ask(): Promise<string> {
    this.heard = '';
    try {
      await this.console.ask(`events ${LAST}`, /^ok events \d+, start \d+$/, true);
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
      return '';
    }
    return this.heard;
  }
}
