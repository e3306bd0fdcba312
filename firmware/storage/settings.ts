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
import { Role } from './access.ts';
import { fieldAt, type LimitField, putField, readField } from './limit-field.ts';

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
  /** Who may set it. */
  role: Role;
  readonly unit: Unit;
  readonly least: number;
  readonly most: number;
  readonly words: readonly string[];
  readonly field: LimitField;
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
    role: Role.Owner,
    unit: unit,
    least: least,
    most: most,
    words: words,
    field: field,
  };
}

function time(name: string, leastMs: number, mostMs: number, field: LimitField): Setting {
  return setting(name, Unit.Milliseconds, leastMs, mostMs, noWords, field);
}

function choice(name: string, words: readonly string[], field: LimitField): Setting {
  return setting(name, Unit.Word, 0, words.length - 1, words, field);
}

/** What belongs to the installation and the fitted parts. */
function installers(row: Setting): Setting {
  row.role = Role.Installer;
  return row;
}

/** Every setting, one row each. */
export function createSettings(): Setting[] {
  const current = Unit.Milliamps;
  const installation = fieldAt('installationMilliamps');
  const tenths = Unit.Decivolts;
  const lowest = fieldAt('lowSupplyDecivolts');
  const highest = fieldAt('highSupplyDecivolts');
  return [
    time('release-delay', 0, MOST_RELEASE_DELAY_MS, fieldAt('releaseDelayMs')),
    installers(setting('installation', current, 6000, MOST_MILLIAMPS, noWords, installation)),
    choice('master', masterWords, fieldAt('master')),
    setting('safe-limit', current, 0, MOST_MILLIAMPS, noWords, fieldAt('safeMilliamps')),
    choice('lock-policy', lockPolicyWords, fieldAt('lockPolicy')),
    choice('on-power-loss', onPowerLossWords, fieldAt('onPowerLoss')),
    choice('after-power-loss', afterPowerLossWords, fieldAt('afterPowerLoss')),
    choice('authorization', offOn, fieldAt('authorization')),
    choice('lock-before-authorization', offOn, fieldAt('lockBeforeAuthorization')),
    installers(choice('relock', offOn, fieldAt('relock'))),
    installers(setting('lowest-supply', tenths, 1500, 2200, noWords, lowest)),
    installers(setting('highest-supply', tenths, 2400, 2800, noWords, highest)),
    installers(choice('ventilation', offOn, fieldAt('ventilation'))),
    time('authorization-time', 0, 600000, fieldAt('authorizationMs')),
    installers(time('minimum-open', 3000, 1800000, fieldAt('minOpenMs'))),
    installers(time('wait-in-b', 0, 30, fieldAt('waitInBMs'))),
    time('outage-delay', 0, 1800000, fieldAt('outageDelayMs')),
    time('wake-after', 0, 600000, fieldAt('wakeAfterMs')),
    time('wake-again', 10000, 3600000, fieldAt('wakeAgainMs')),
    setting('wake-ups', Unit.Count, 0, 10, noWords, fieldAt('wakeUps')),
    time('lock-again', 5000, 600000, fieldAt('lockAgainMs')),
    installers(time('push-pause', 1000, 30000, fieldAt('pushPauseMs'))),
    installers(time('slow-retry', 5000, 3600000, fieldAt('slowRetryMs'))),
    installers(setting('burst', Unit.Count, 1, 5, noWords, fieldAt('burstStrokes'))),
  ];
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
  const before = readField(limits, chosen.field);
  putField(limits, chosen.field, value);
  const wrong = checkLimits(limits);
  if (wrong !== '') putField(limits, chosen.field, before);
  return wrong;
}
