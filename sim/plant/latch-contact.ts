/**
 * Latch contact: what the lock's sense line reads for the pin, and how it can read something else.
 */

import type { SenseWindows } from '../../firmware/drivers/lock-parts.ts';
import type { Clock } from '../clock.ts';
import { noiseAt } from '../random.ts';
import { Drift } from './drift.ts';
import type { Pin } from './pin.ts';

type Answer = 'locked' | 'between' | 'unlocked';

/** While it bounces, the contact changes its answer after so long. */
const BOUNCE_STEP_US = 700;

export class LatchContact {
  /** The contact is of the other kind: it reads locked when the pin is withdrawn. */
  reversed = false;
  /** The contact gives one answer whatever the pin does. */
  stuck: 'locked' | 'unlocked' | null = null;
  /** After every change it gives the old answer again, in turns, for so long. */
  bounceUs = 0;
  /** What a resistance in the line, or in its earth, adds to its level. */
  offsetMillivolts = 0;
  private last: Answer = 'unlocked';
  private before: Answer = 'unlocked';
  private changedAtUs = Number.NEGATIVE_INFINITY;

  private readonly drifts: Drift;

  constructor(
    private readonly clock: Clock,
    private readonly pin: Pin,
    changed: () => void,
  ) {
    this.drifts = new Drift(clock, (millivolts) => {
      this.offsetMillivolts = millivolts;
      changed();
    });
  }

  /** The line's level moves slowly away from where it should be. */
  drift(toMillivolts: number, overUs: number): void {
    this.drifts.run(this.offsetMillivolts, toMillivolts, overUs);
  }

  /** The pin may have moved. */
  follow(): void {
    const now = this.answer;
    if (now === this.last) return;
    this.before = this.last;
    this.last = now;
    this.changedAtUs = this.clock.nowUs;
  }

  /** Whether it still bounces. */
  get bounces(): boolean {
    return this.clock.nowUs - this.changedAtUs < this.bounceUs;
  }

  private get answer(): Answer {
    if (this.stuck !== null) return this.stuck;
    const { engaged, withdrawn } = this.pin;
    if (this.reversed ? withdrawn : engaged) return 'locked';
    return (this.reversed ? engaged : withdrawn) ? 'unlocked' : 'between';
  }

  /** The level of the line, with the windows of the fitted part. */
  millivolts(windows: SenseWindows): number {
    return Math.max(0, Math.round(this.levelIn(windows) + this.offsetMillivolts));
  }

  private levelIn(windows: SenseWindows): number {
    const isOld = this.bounces && noiseAt(31337, Math.floor(this.clock.nowUs / BOUNCE_STEP_US)) > 0;
    const answer = isOld ? this.before : this.answer;
    if (answer === 'locked') {
      return middle(windows.lockedFromMillivolts, windows.lockedToMillivolts);
    }
    if (answer === 'unlocked') {
      return middle(windows.unlockedFromMillivolts, windows.unlockedToMillivolts);
    }
    return middle(windows.lockedToMillivolts, windows.unlockedFromMillivolts);
  }
}

function middle(a: number, b: number): number {
  return Math.round((a + b) / 2);
}
