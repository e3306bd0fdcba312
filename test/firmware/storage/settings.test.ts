/**
 * Settings: what may be typed, what is refused, and that what was stored comes back, from one whole copy
 * or not at all.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLimits, type Limits, LockPolicy } from '../../../firmware/control/limits.ts';
import type { Storage } from '../../../firmware/hal.ts';
import { crc16 } from '../../../firmware/storage/crc16.ts';
import { putField, readField } from '../../../firmware/storage/limit-field.ts';
import {
  expectedOf,
  NOT_A_VALUE,
  readValue,
  writeValue,
} from '../../../firmware/storage/setting-value.ts';
import {
  applySetting,
  createSettings,
  findSetting,
  type Setting,
  Unit,
} from '../../../firmware/storage/settings.ts';
import { loadSettings, saveSettings } from '../../../firmware/storage/settings-store.ts';

const settings = createSettings();

function find(name: string): Setting {
  const setting = findSetting(settings, name);
  if (setting === null) throw new Error(`no setting ${name}`);
  return setting;
}

test('every setting has a name of its own, and reads back what was written', () => {
  expect(new Set(settings.map((setting) => setting.name)).size).toBe(settings.length);
  for (const setting of settings) {
    const limits = createLimits();
    for (const value of [setting.least, setting.most]) {
      putField(limits, setting.field, value);
      expect(readField(limits, setting.field), setting.name).toBe(value);
    }
  }
});

test('no setting writes what is another setting', () => {
  for (const setting of settings) {
    const limits = createLimits();
    const others = settings.filter((other) => other !== setting);
    const before = others.map((other) => readField(limits, other.field));
    const changed =
      readField(limits, setting.field) === setting.least ? setting.most : setting.least;
    putField(limits, setting.field, changed);
    expect(
      others.map((other) => readField(limits, other.field)),
      setting.name,
    ).toEqual(before);
  }
});

test('what ships is inside every range', () => {
  const limits = createLimits();
  for (const { name, field, least, most } of settings) {
    expect(readField(limits, field), name).toBeGreaterThanOrEqual(least);
    expect(readField(limits, field), name).toBeLessThanOrEqual(most);
  }
});

for (const [name, typed, value] of [
  ['release-delay', '500 ms', 500],
  ['release-delay', '1.5 s', 1500],
  ['release-delay', '0 ms', 0],
  ['release-delay', '10 s', 10000],
  ['outage-delay', '30 min', 1800000],
  ['installation', '16 A', 16000],
  ['installation', '6500 mA', 6500],
  ['installation', '80 A', 80000],
  ['burst', '5', 5],
  ['lock-policy', 'permanent', LockPolicy.Permanent],
  ['authorization', 'on', 1],
  ['on-power-loss', 'hold', 1],
] as const) {
  test(`${name} ${typed} is understood`, () => {
    const [word, unit] = typed.split(' ');
    expect(readValue(find(name), word ?? '', unit ?? '')).toBe(value);
  });
}

for (const [name, typed, why] of [
  ['release-delay', '500', 'a bare number'],
  ['release-delay', '500 A', 'the unit of something else'],
  ['release-delay', '10001 ms', 'above its range'],
  ['release-delay', '-1 ms', 'below its range'],
  ['release-delay', ' ms', 'no number'],
  ['release-delay', 'soon ms', 'no number'],
  ['minimum-open', '2999 ms', 'below its range'],
  ['installation', '5999 mA', 'below its range'],
  ['installation', '81 A', 'above its range'],
  ['installation', '16 V', 'the unit of something else'],
  ['burst', '3 ms', 'a unit where something is counted'],
  ['burst', '0', 'below its range'],
  ['burst', '6', 'above its range'],
  ['lock-policy', 'always', 'no word of it'],
  ['lock-policy', '1', 'a number for a word'],
  ['authorization', 'on ms', 'a word with a unit'],
  ['installation', 'Infinity A', 'no number'],
] as const) {
  test(`${name} "${typed}" is refused: ${why}`, () => {
    const [word, unit] = typed.split(' ');
    expect(readValue(find(name), word ?? '', unit ?? '')).toBe(NOT_A_VALUE);
  });
}

const anySetting = fc.constantFrom(...settings);
const anyValue = anySetting.chain((setting) =>
  fc.tuple(fc.constant(setting), fc.integer({ min: setting.least, max: setting.most })),
);

test('a value as it is written is read back as it was', () => {
  fc.assert(
    fc.property(anyValue, ([setting, value]) => {
      const [word, unit] = writeValue(setting, value).split(' ');
      expect(readValue(setting, word ?? '', unit ?? '')).toBe(value);
    }),
    { numRuns: 1000 },
  );
});

test('what is expected is said in the units in which it is typed', () => {
  expect(expectedOf(find('release-delay'))).toBe('0 ms to 10000 ms');
  expect(expectedOf(find('installation'))).toBe('6 A to 80 A');
  expect(expectedOf(find('burst'))).toBe('1 to 5');
  expect(expectedOf(find('on-power-loss'))).toBe('release | hold');
});

test('a value that the other limits contradict is not applied, and the reason is said', () => {
  for (const [name, word] of [
    ['lock-policy', 'permanent'],
    ['on-power-loss', 'hold'],
  ] as const) {
    const limits = createLimits();
    limits.isHoldToLock = true;
    const setting = find(name);
    const before = readField(limits, setting.field);
    expect(applySetting(setting, limits, setting.words.indexOf(word))).toMatch(/^a hold-to-lock/);
    expect(readField(limits, setting.field)).toBe(before);
    limits.isHoldToLock = false;
    expect(applySetting(setting, limits, setting.words.indexOf(word))).toBe('');
    expect(readField(limits, setting.field)).toBe(setting.words.indexOf(word));
  }
});

/** Slots 2 and 3 that lose power after so many more characters; what is cut off is gone. */
class Slots implements Storage {
  charactersLeft = Number.POSITIVE_INFINITY;
  readonly sum = crc16;
  readonly texts = new Map<number, string>();

  read(slot: number): string {
    return this.texts.get(slot) ?? '';
  }

  write(slot: number, text: string): void {
    if (this.charactersLeft < 0) return;
    this.texts.set(slot, text.substring(0, this.charactersLeft));
    this.charactersLeft -= text.length;
  }
}

const values = (limits: Limits): number[] =>
  settings.map((setting) => readField(limits, setting.field));
const defaults = values(createLimits());

function save(slots: Slots, chosen: readonly number[]): void {
  const limits = createLimits();
  settings.forEach((setting, i) => {
    putField(limits, setting.field, chosen[i] as number);
  });
  for (const copy of [0, 1]) saveSettings(settings, limits, slots, copy);
}

function load(slots: Slots): { wrong: string; found: number[] } {
  const limits = createLimits();
  const { left, isLost } = loadSettings(settings, limits, slots);
  expect(isLost).toBe(left.startsWith('settings unreadable'));
  return { wrong: left, found: values(limits) };
}

/** A safe limit is none, or at least what can be offered. */
function possibleValue({ name, least, most }: (typeof settings)[number]): fc.Arbitrary<number> {
  const value = fc.integer({ min: least, max: most });
  return name === 'safe-limit' ? value.map((found) => (found < 6000 ? 0 : found)) : value;
}

const anyChoice = fc.tuple(...settings.map(possibleValue)) as fc.Arbitrary<number[]>;
const anyDamage = fc.record({ at: fc.nat(500), byte: fc.nat(255), cuts: fc.boolean() });

function damage(
  slots: Slots,
  slot: number,
  how: { at: number; byte: number; cuts: boolean },
): void {
  const text = slots.read(slot);
  // A copy without any character is one that was never stored.
  const at = 1 + (how.at % (text.length - 1));
  const byte = String.fromCharCode(how.byte === text.charCodeAt(at) ? how.byte ^ 1 : how.byte);
  const rest = how.cuts ? '' : byte + text.substring(at + 1);
  slots.texts.set(slot, text.substring(0, at) + rest);
}

test('what was saved is loaded, from either copy', () => {
  fc.assert(
    fc.property(anyChoice, anyDamage, fc.constantFrom(0, 2, 3), (chosen, how, damaged) => {
      const slots = new Slots();
      save(slots, chosen);
      if (damaged > 0) damage(slots, damaged, how);
      expect(load(slots)).toEqual({ wrong: '', found: chosen });
    }),
  );
});

/** The defaults, but with the least current, and authorisation. */
const least = settings.map(({ name }, i) => {
  if (name === 'installation') return 6000;
  return name === 'authorization' ? 1 : (defaults[i] as number);
});

test('with both copies damaged the least is in force, and that is said', () => {
  fc.assert(
    fc.property(anyChoice, anyDamage, anyDamage, (chosen, one, other) => {
      const slots = new Slots();
      save(slots, chosen);
      damage(slots, 2, one);
      damage(slots, 3, other);
      const wrong = 'settings unreadable: 6 A and authorization on';
      expect(load(slots)).toEqual({ wrong, found: least });
    }),
  );
});

test('a character beyond the bytes is damage as well', () => {
  const chosen = settings.map(({ most }) => most);
  const slots = new Slots();
  save(slots, chosen);
  const text = slots.read(2);
  for (let at = 0; at < text.length; at++) {
    // The same low byte: what a checksum over bytes alone does not see.
    const other = String.fromCharCode(text.charCodeAt(at) + 256);
    slots.texts.set(2, text.substring(0, at) + other + text.substring(at + 1));
    expect(load(slots), `"${other}" at ${at}`).toEqual({ wrong: '', found: chosen });
  }
});

test('where nothing was ever stored the defaults are in force, and nothing is wrong', () => {
  expect(load(new Slots())).toEqual({ wrong: '', found: defaults });
});

test('a save that is cut off anywhere leaves all of the old settings, or all of the new', () => {
  const old = settings.map(({ least }) => least);
  const chosen = settings.map(({ most }) => most);
  const whole = new Slots();
  save(whole, chosen);
  const length = whole.read(2).length;
  for (let characters = 0; characters <= 2 * length; characters++) {
    const slots = new Slots();
    save(slots, old);
    slots.charactersLeft = characters;
    save(slots, chosen);
    const found = { wrong: '', found: characters >= length ? chosen : old };
    expect(load(slots), `${characters} characters`).toEqual(found);
  }
});

/** A copy that some other version has stored. */
function stored(body: string): Slots {
  const slots = new Slots();
  slots.texts.set(2, `${body} ${crc16(body)}`);
  return slots;
}

test('of what another version has stored, only what is known and possible is taken over', () => {
  const limits = createLimits();
  const body = 'release-delay=700 sparkle=3 burst=9 minimum-open=soon installation=16000';
  expect(loadSettings(settings, limits, stored(body)).left).toBe('');
  expect(limits.releaseDelayMs).toBe(700);
  expect(limits.installationMilliamps).toBe(16000);
  expect(limits.burstStrokes).toBe(createLimits().burstStrokes);
  expect(limits.minOpenMs).toBe(createLimits().minOpenMs);
});

test('as many characters as version 0.2 had settings for are read, and no more', () => {
  const filled = (length: number): string => `release-delay=700 ${'x'.repeat(length - 18)}`;
  for (const [length, isLost] of [
    [1000, false],
    [1001, true],
  ] as const) {
    const limits = createLimits();
    expect(loadSettings(settings, limits, stored(filled(length))).isLost).toBe(isLost);
    expect(limits.releaseDelayMs === 700).toBe(!isLost);
  }
});

test('a single copy that cannot be read is a loss, whichever it is', () => {
  for (const slot of [2, 3]) {
    const slots = new Slots();
    slots.texts.set(slot, 'release-delay=700 =1');
    expect(load(slots).found).toEqual(least);
  }
});

test('a word is stored as it is written, and means the same when the words have another order', () => {
  const slots = new Slots();
  const limits = createLimits();
  limits.lockPolicy = LockPolicy.WhileCharging;
  saveSettings(settings, limits, slots, 0);
  expect(slots.read(2)).toContain(' lock-policy=while-charging on-power-loss=release ');
  const turned = settings.map((setting) => ({ ...setting, words: [...setting.words].reverse() }));
  const again = createLimits();
  expect(loadSettings(turned, again, slots).left).toBe('');
  const policy = findSetting(turned, 'lock-policy') as Setting;
  expect(policy.words[readField(again, policy.field)]).toBe('while-charging');
});

test('a word or a place that nobody knows any more leaves the setting as shipped', () => {
  for (const value of ['sometimes', '3', '-1', '0.5', 'undefined']) {
    const limits = createLimits();
    limits.lockPolicy = LockPolicy.WhileCharging;
    expect(loadSettings(settings, limits, stored(`lock-policy=${value}`)).left, value).toBe('');
    expect(limits.lockPolicy, value).toBe(LockPolicy.WhileCharging);
  }
});

test('of what was stored for another lock, what contradicts this one is left out, and the rest stays', () => {
  const limits = createLimits();
  limits.isHoldToLock = true;
  const body = 'release-delay=700 lock-policy=2 installation=10000';
  expect(loadSettings(settings, limits, stored(body)).left).toMatch(
    /^lock-policy contradicts what is fitted: a hold-to-lock solenoid/,
  );
  expect(limits.lockPolicy).toBe(createLimits().lockPolicy);
  expect(limits).toMatchObject({ releaseDelayMs: 700, installationMilliamps: 10000 });
});

test('what was stored is taken over whole, even where only all of it together agrees', () => {
  // Without a capacitor the limits as shipped do not agree before on-power-loss is hold.
  const limits = createLimits();
  limits.storedEnergy = false;
  const slots = new Slots();
  applySetting(find('on-power-loss'), limits, 1);
  applySetting(find('installation'), limits, 16000);
  applySetting(find('release-delay'), limits, 700);
  saveSettings(settings, limits, slots, 0);
  const again = createLimits();
  again.storedEnergy = false;
  expect(loadSettings(settings, again, slots).left).toBe('');
  expect(values(again)).toEqual(values(limits));
});

test('every setting has its place in a unit or among words', () => {
  for (const { name, unit, words } of settings) {
    expect(unit === Unit.Word, name).toBe(words.length > 0);
  }
});
