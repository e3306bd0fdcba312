/**
 * Stamped inbox: messages of a rig with the instant to which each belongs, in the order of these instants.
 */

/** More than this waits only where the board sends without end. */
export const MOST_WAITING = 5000;

export interface StampedMessage {
  readonly atUs: number;
  readonly message: string;
}

export class StampedInbox {
  private waiting: StampedMessage[] = [];

  clear(): void {
    this.waiting = [];
  }

  /** Says false where too many wait already; nothing was taken then. */
  put(atUs: number, message: string): boolean {
    if (this.waiting.length >= MOST_WAITING) return false;
    const place = this.waiting.findIndex((stamped) => stamped.atUs > atUs);
    this.waiting.splice(place < 0 ? this.waiting.length : place, 0, { atUs, message });
    return true;
  }

  /** The first message, where its instant has come; it stays. */
  due(untilUs: number): StampedMessage | null {
    const next = this.waiting[0];
    return next !== undefined && next.atUs <= untilUs ? next : null;
  }

  drop(): void {
    this.waiting.shift();
  }
}
