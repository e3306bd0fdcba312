/**
 * Settings: the owner's choices, by name, with unit and range. The console sets them, scenario files
 * give them, and the store keeps them over a power cut.
 */

import { checkLimits } from '../control/limit-check.ts';
import { type Limits, MOST_MILLIAMPS, MOST_RELEASE_DELAY_MS } from '../control/limits.ts';
import {
  afterPowerLossWords,
  lockPolicyWords,
  masterWords,
  onPowerLossWords,
} from '../control/words.ts';
import { flagAt, type LimitField, numberAt } from './limit-field.ts';

export enum Unit {
  Milliseconds,
  Milliamps,
  Count,
  /** Tenths of a volt. */
  Decivolts,
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
  /** Trusts its caller to have checked the range. */
  readonly put: (limits: Limits, value: number) => void;
}

const noWords: readonly string[] = [];
const offOn: readonly string[] = ['off', 'on'];

function setting(
  name: string,
  unit: Unit,
  least: number,
  most: number,
  words: readonly string[],
  field: LimitField,
): Setting {
  return {
    name: name,
    unit: unit,
    least: least,
    most: most,
    words: words,
    read: field.read,
    put: field.put,
  };
}

function time(name: string, leastMs: number, mostMs: number, field: LimitField): Setting {
  return setting(name, Unit.Milliseconds, leastMs, mostMs, noWords, field);
}

function choice(name: string, words: readonly string[], field: LimitField): Setting {
  return setting(name, Unit.Word, 0, words.length - 1, words, field);
}

/** Every setting, one row each. */
export function createSettings(): Setting[] {
  const current = Unit.Milliamps;
  const installation = numberAt('installationMilliamps');
  return [
    time('release-delay', 0, MOST_RELEASE_DELAY_MS, numberAt('releaseDelayMs')),
    setting('installation', current, 6000, MOST_MILLIAMPS, noWords, installation),
    choice('master', masterWords, numberAt('master')),
    setting('safe-limit', current, 0, MOST_MILLIAMPS, noWords, numberAt('safeMilliamps')),
    choice('lock-policy', lockPolicyWords, numberAt('lockPolicy')),
    choice('on-power-loss', onPowerLossWords, numberAt('onPowerLoss')),
    choice('after-power-loss', afterPowerLossWords, numberAt('afterPowerLoss')),
    choice('authorization', offOn, flagAt('authorization')),
    choice('lock-before-authorization', offOn, flagAt('lockBeforeAuthorization')),
    choice('relock', offOn, flagAt('relock')),
    setting('lowest-supply', Unit.Decivolts, 1500, 2200, noWords, numberAt('lowSupplyDecivolts')),
    setting('highest-supply', Unit.Decivolts, 2400, 2800, noWords, numberAt('highSupplyDecivolts')),
    choice('ventilation', offOn, flagAt('ventilation')),
    time('authorization-time', 0, 600000, numberAt('authorizationMs')),
    time('minimum-open', 3000, 1800000, numberAt('minOpenMs')),
    time('wait-in-b', 0, 30, numberAt('waitInBMs')),
    time('outage-delay', 0, 1800000, numberAt('outageDelayMs')),
    time('wake-after', 0, 600000, numberAt('wakeAfterMs')),
    time('wake-again', 10000, 3600000, numberAt('wakeAgainMs')),
    setting('wake-ups', Unit.Count, 0, 10, noWords, numberAt('wakeUps')),
    time('lock-again', 5000, 600000, numberAt('lockAgainMs')),
    time('push-pause', 1000, 30000, numberAt('pushPauseMs')),
    time('slow-retry', 5000, 3600000, numberAt('slowRetryMs')),
    setting('burst', Unit.Count, 1, 5, noWords, numberAt('burstStrokes')),
  ];
}

/** What belongs to the installation and the fitted parts; everything else is the owner's. */
export function isInstallers(name: string): boolean {
  const names =
    ' installation lowest-supply highest-supply ventilation minimum-open wait-in-b relock push-pause slow-retry burst ';
  return names.indexOf(` ${name} `) >= 0;
}

export function findSetting(settings: readonly Setting[], name: string): Setting | null {
  for (let i = 0; i < settings.length; i++) {
    const found = settings[i] as Setting;
    if (found.name === name) return found;
  }
  return null;
}

/**
 * Sets one setting, unless the limits would contradict each other afterwards.
 *
 * @returns what is wrong, in words; empty when it was set
 */
export function applySetting(chosen: Setting, limits: Limits, value: number): string {
  const before = chosen.read(limits);
  chosen.put(limits, value);
  const wrong = checkLimits(limits);
  if (wrong !== '') chosen.put(limits, before);
  return wrong;
}
