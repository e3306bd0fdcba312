/**
 * Tick timer: calls back as regularly as this computer can, counts how late each call was, and detects when
 * the watchdog is no longer fed. A program that hangs detects nothing: that is the task of the computer's own
 * watchdog.
 */

import type { Time } from './time.ts';
import type { WatchdogFile } from './watchdog-file.ts';

export class TickTimer {
  ticks = 0;
  lateTicks = 0;
  longestMs = 0;
  private fedAtMs = 0;
  private lastAtMs = 0;
  private periodMs = 0;
  private end: () => void = () => undefined;

  /** @param onStarved called when the watchdog is no longer fed; the timer has ended then */
  constructor(
    private readonly time: Time,
    private readonly watchdogMs: number,
    private readonly watchdog: WatchdogFile | null,
    private readonly onStarved: () => void,
  ) {}

  feed(): void {
    this.fedAtMs = this.time.nowMs();
    this.watchdog?.feed();
  }

  every(periodMs: number, act: () => void): void {
    this.periodMs = periodMs;
    this.fedAtMs = this.time.nowMs();
    this.lastAtMs = this.fedAtMs;
    this.end = this.time.every(periodMs, () => {
      this.count();
      act();
      if (this.time.nowMs() - this.fedAtMs <= this.watchdogMs) return;
      this.stop();
      this.onStarved();
    });
  }

  private count(): void {
    const nowMs = this.time.nowMs();
    const lapMs = nowMs - this.lastAtMs;
    this.lastAtMs = nowMs;
    this.ticks++;
    if (lapMs > this.lateMs) this.lateTicks++;
    if (lapMs > this.longestMs) this.longestMs = lapMs;
  }

  /** The lateness that counts, as in the firmware's own `health`. */
  private get lateMs(): number {
    return this.periodMs * 1.5;
  }

  /** A second call does nothing. */
  stop(): void {
    this.end();
  }

  /** What was measured, in words. */
  get said(): string {
    const late = `${this.lateTicks} late (over ${this.lateMs} ms after the one before)`;
    return `${this.ticks} ticks, ${late}, longest wait ${Math.ceil(this.longestMs)} ms`;
  }
}
