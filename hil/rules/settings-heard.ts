/**
 * Settings heard: the owner's choices as the board's console confirms them, and which of them are still in
 * force after a restart. The board stores a setting when its contactor is open, a moment later.
 */

import type { Limits } from '../../firmware/control/limits.ts';
import { NOT_A_VALUE, readValue } from '../../firmware/storage/setting-value.ts';
import { createSettings, findSetting } from '../../firmware/storage/settings.ts';

/** Two rounds of the board's loop at its slower tick: by then a setting is stored. */
const STORED_US = 320000;

export class SettingsHeard {
  /** As they stand now. */
  readonly limits: Limits;
  private readonly settings = createSettings();
  /** As they were when everything was stored for certain. */
  private stored: Limits;
  private setAtUs: number | null = null;
  private openedAtUs = 0;
  private isClosed = false;

  constructor(limits: Limits) {
    this.limits = { ...limits };
    this.stored = { ...limits };
  }

  /** An answer of the console; says whether a limit has changed by it. */
  hear(answer: string, nowUs: number): boolean {
    const [ok, name = '', word = '', unit = ''] = answer.split(' ');
    const setting = ok === 'ok' ? findSetting(this.settings, name) : null;
    if (setting === null) return false;
    const value = readValue(setting, word, unit);
    if (value === NOT_A_VALUE || value === setting.read(this.limits)) return false;
    this.settle(nowUs);
    setting.put(this.limits, value);
    this.setAtUs = nowUs;
    return true;
  }

  followContactor(isClosed: boolean, nowUs: number): void {
    if (isClosed) this.settle(nowUs);
    else if (this.isClosed) this.openedAtUs = nowUs;
    this.isClosed = isClosed;
  }

  /** What was set and has been given the time is stored. */
  private settle(nowUs: number): void {
    if (this.setAtUs === null || this.isClosed) return;
    if (nowUs - Math.max(this.setAtUs, this.openedAtUs) < STORED_US) return;
    this.stored = { ...this.limits };
    this.setAtUs = null;
  }

  /**
   * The board has lost its memory; what was not stored is forgotten with it.
   *
   * @returns false where nobody outside can know what was stored
   */
  restart(nowUs: number): boolean {
    this.settle(nowUs);
    const { setAtUs } = this;
    this.setAtUs = null;
    if (setAtUs === null) return true;
    // What falls open with the power has not been open before it.
    const isLost = this.isClosed || this.openedAtUs === nowUs;
    if (isLost) Object.assign(this.limits, this.stored);
    return isLost;
  }
}
