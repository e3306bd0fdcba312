/**
 * Stamped inbox: messages of a rig with the instant to which each belongs, in the order of these instants.
 */

import { BenchError } from '../line/bench-error.ts';

/** More than this only a board sends that never ends: a fast line has some hundred. */
export const MOST_PER_SECOND = 3000;
const SECOND_US = 1000000;

export interface StampedMessage {
  readonly atUs: number;
  readonly message: string;
}

export class StampedInbox {
  private waiting: StampedMessage[] = [];
  /** Counts the messages that have come since an instant. */
  private countedFromUs = 0;
  private counted = 0;

  clear(): void {
    this.waiting = [];
    this.counted = 0;
  }

  /** Says false where too many have come; nothing was taken then. */
  put(atUs: number, message: string): boolean {
    if (atUs - this.countedFromUs > SECOND_US) {
      this.countedFromUs = atUs;
      this.counted = 0;
    }
    this.counted++;
    if (this.counted > MOST_PER_SECOND) return false;
    const place = this.waiting.findIndex((stamped) => stamped.atUs > atUs);
    this.waiting.splice(place < 0 ? this.waiting.length : place, 0, { atUs, message });
    return true;
  }

  /** The first message, where its instant has come; it stays. */
  due(untilUs: number): StampedMessage | null {
    const next = this.waiting[0];
    return next !== undefined && next.atUs <= untilUs ? next : null;
  }

  /**
   * The world stands at an instant for good, and what belongs before it has not been applied: it was on its way for
   * too long.
   *
   * @throws BenchError where there is such a message
   */
  refuseLate(port: string, beforeUs: number): void {
    const first = this.due(beforeUs);
    if (first === null) return;
    const lateMs = Math.ceil((beforeUs - first.atUs) / 1000);
    const what = `"${first.message}" has come ${lateMs} ms too late for a verdict`;
    throw new BenchError(port, what, 'look at the line, and at what else runs here', true);
  }

  drop(): void {
    this.waiting.shift();
  }
}
