/**
 * Confirmed settings: the owner's settings as the board's console confirms them, and which of them are still
 * in force after a restart. The board stores a setting shortly after the change, when its contactor is open.
 */

import type { Limits } from '../../firmware/control/limits.ts';
import { putField, readField } from '../../firmware/storage/limit-field.ts';
import { NOT_A_VALUE, readValue } from '../../firmware/storage/setting-value.ts';
import { createSettings, findSetting } from '../../firmware/storage/settings.ts';

/** Two cycles of the board's loop at its slower tick: by then a setting is stored. */
const STORED_US = 320000;

export class ConfirmedSettings {
  /** The current values. */
  readonly limits: Limits;
  private readonly settings = createSettings();
  /** The values at the last instant at which all of them were certainly stored. */
  private stored: Limits;
  private setAtUs: number | null = null;
  private openedAtUs = 0;
  private isClosed = false;

  constructor(limits: Limits) {
    this.limits = { ...limits };
    this.stored = { ...limits };
  }

  /** Reads an answer of the console. @returns whether it has changed a limit */
  confirm(answer: string, nowUs: number): boolean {
    const [ok, name = '', word = '', unit = ''] = answer.split(' ');
    const setting = ok === 'ok' ? findSetting(this.settings, name) : null;
    if (setting === null) return false;
    const value = readValue(setting, word, unit);
    if (value === NOT_A_VALUE || value === readField(this.limits, setting.field)) return false;
    this.settle(nowUs);
    putField(this.limits, setting.field, value);
    this.setAtUs = nowUs;
    return true;
  }

  followContactor(isClosed: boolean, nowUs: number): void {
    if (isClosed) this.settle(nowUs);
    else if (this.isClosed) this.openedAtUs = nowUs;
    this.isClosed = isClosed;
  }

  /** Marks settings as stored when the time for it has passed. */
  private settle(nowUs: number): void {
    if (this.setAtUs === null || this.isClosed) return;
    if (nowUs - Math.max(this.setAtUs, this.openedAtUs) < STORED_US) return;
    this.stored = { ...this.limits };
    this.setAtUs = null;
  }

  /**
   * The board has restarted: settings that were not stored are lost.
   *
   * @returns false where it is unknown outside whether a setting was stored
   */
  restart(nowUs: number): boolean {
    this.settle(nowUs);
    const { setAtUs } = this;
    this.setAtUs = null;
    if (setAtUs === null) return true;
    // A contactor that opens because power is lost was not open before.
    const isLost = this.isClosed || this.openedAtUs === nowUs;
    if (isLost) Object.assign(this.limits, this.stored);
    return isLost;
  }
}
