/**
 * Settings: the owner's choices, by name, with unit and range. The console sets them, scenario files
 * give them, and the store keeps them over a power cut.
 */

import {
  type AfterPowerLoss,
  checkLimits,
  type Limits,
  type LockPolicy,
  type OnPowerLoss,
} from '../control/limits.ts';
import { afterPowerLossWords, lockPolicyWords, onPowerLossWords } from '../control/words.ts';

export enum Unit {
  Milliseconds,
  Milliamps,
  Count,
  /** One of the setting's words. */
  Word,
}

export interface Setting {
  readonly name: string;
  readonly unit: Unit;
  readonly least: number;
  readonly most: number;
  readonly words: readonly string[];
  readonly read: (limits: Limits) => number;
  readonly put: (limits: Limits, value: number) => void;
}

const noWords: readonly string[] = [];
const offOn: readonly string[] = ['off', 'on'];

function number(
  name: string,
  unit: Unit,
  least: number,
  most: number,
  read: (limits: Limits) => number,
  put: (limits: Limits, value: number) => void,
): Setting {
  return {
    name: name,
    unit: unit,
    least: least,
    most: most,
    words: noWords,
    read: read,
    put: put,
  };
}

function choice(
  name: string,
  words: readonly string[],
  read: (limits: Limits) => number,
  put: (limits: Limits, value: number) => void,
): Setting {
  return {
    name: name,
    unit: Unit.Word,
    least: 0,
    most: words.length - 1,
    words: words,
    read: read,
    put: put,
  };
}

/** Every setting; `put` trusts its caller to have checked the range. */
export function createSettings(): Setting[] {
  return [
    number(
      'release-delay',
      Unit.Milliseconds,
      0,
      10000,
      (l) => l.releaseDelayMs,
      (l, v) => {
        l.releaseDelayMs = v;
      },
    ),
    number(
      'installation',
      Unit.Milliamps,
      6000,
      80000,
      (l) => l.installationMilliamps,
      (l, v) => {
        l.installationMilliamps = v;
      },
    ),
    choice(
      'lock-policy',
      lockPolicyWords,
      (l) => l.lockPolicy,
      (l, v) => {
        l.lockPolicy = v as LockPolicy;
      },
    ),
    choice(
      'on-power-loss',
      onPowerLossWords,
      (l) => l.onPowerLoss,
      (l, v) => {
        l.onPowerLoss = v as OnPowerLoss;
      },
    ),
    choice(
      'after-power-loss',
      afterPowerLossWords,
      (l) => l.afterPowerLoss,
      (l, v) => {
        l.afterPowerLoss = v as AfterPowerLoss;
      },
    ),
    choice(
      'authorization',
      offOn,
      (l) => (l.authorization ? 1 : 0),
      (l, v) => {
        l.authorization = v !== 0;
      },
    ),
    choice(
      'lock-before-authorization',
      offOn,
      (l) => (l.lockBeforeAuthorization ? 1 : 0),
      (l, v) => {
        l.lockBeforeAuthorization = v !== 0;
      },
    ),
    choice(
      'ventilation',
      offOn,
      (l) => (l.ventilation ? 1 : 0),
      (l, v) => {
        l.ventilation = v !== 0;
      },
    ),
    number(
      'authorization-time',
      Unit.Milliseconds,
      0,
      600000,
      (l) => l.authorizationMs,
      (l, v) => {
        l.authorizationMs = v;
      },
    ),
    number(
      'minimum-open',
      Unit.Milliseconds,
      3000,
      60000,
      (l) => l.minOpenMs,
      (l, v) => {
        l.minOpenMs = v;
      },
    ),
    number(
      'outage-delay',
      Unit.Milliseconds,
      0,
      1800000,
      (l) => l.outageDelayMs,
      (l, v) => {
        l.outageDelayMs = v;
      },
    ),
    number(
      'wake-after',
      Unit.Milliseconds,
      0,
      600000,
      (l) => l.wakeAfterMs,
      (l, v) => {
        l.wakeAfterMs = v;
      },
    ),
    number(
      'push-pause',
      Unit.Milliseconds,
      1000,
      30000,
      (l) => l.pushPauseMs,
      (l, v) => {
        l.pushPauseMs = v;
      },
    ),
    number(
      'slow-retry',
      Unit.Milliseconds,
      5000,
      3600000,
      (l) => l.slowRetryMs,
      (l, v) => {
        l.slowRetryMs = v;
      },
    ),
    number(
      'burst',
      Unit.Count,
      1,
      5,
      (l) => l.burstStrokes,
      (l, v) => {
        l.burstStrokes = v;
      },
    ),
  ];
}

export function findSetting(settings: readonly Setting[], name: string): Setting | null {
  for (let i = 0; i < settings.length; i++) {
    const setting = settings[i] as Setting;
    if (setting.name === name) return setting;
  }
  return null;
}

/**
 * Sets one setting, unless the limits would contradict each other afterwards.
 *
 * @returns what is wrong, in words; empty when it was set
 */
export function applySetting(setting: Setting, limits: Limits, value: number): string {
  const before = setting.read(limits);
  setting.put(limits, value);
  const wrong = checkLimits(limits);
  if (wrong !== '') setting.put(limits, before);
  return wrong;
}
