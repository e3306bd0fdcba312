/**
 * Stamped inbox: messages of a rig with the instant to which each belongs, in the order of these instants.
 */

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

  drop(): void {
    this.waiting.shift();
  }
}
