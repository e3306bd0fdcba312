/** Setting ranges: what may be typed for every setting, and who may set it, as people are told. */
import { expect, test } from 'vitest';
import { Role } from '../../../firmware/storage/access.ts';
import { expectedOf, NOT_A_VALUE, readValue } from '../../../firmware/storage/setting-value.ts';
import {
  createSettings,
  findSetting,
  type Setting,
  Unit,
} from '../../../firmware/storage/settings.ts';

const { Owner, Installer } = Role;

const table: readonly (readonly [string, Role, string])[] = [
  ['release-delay', Owner, '0 ms to 10000 ms'],
  ['installation', Installer, '6 A to 80 A'],
  ['master', Owner, 'none | optional | required'],
  ['safe-limit', Owner, '0 A to 80 A'],
  ['lock-policy', Owner, 'while-connected | while-charging | permanent'],
  ['on-power-loss', Owner, 'release | hold'],
  ['after-power-loss', Owner, 'reset-then-resume | release | resume-locked'],
  ['authorization', Owner, 'off | on'],
  ['lock-before-authorization', Owner, 'off | on'],
  ['relock', Installer, 'off | on'],
  ['lowest-supply', Installer, '150 V to 220 V'],
  ['highest-supply', Installer, '240 V to 280 V'],
  ['ventilation', Installer, 'off | on'],
  ['authorization-time', Owner, '0 ms to 600000 ms'],
  ['minimum-open', Installer, '3000 ms to 1800000 ms'],
  ['wait-in-b', Installer, '0 ms to 30 ms'],
  ['outage-delay', Owner, '0 ms to 1800000 ms'],
  ['wake-after', Owner, '0 ms to 600000 ms'],
  ['wake-again', Owner, '10000 ms to 3600000 ms'],
  ['wake-ups', Owner, '0 to 10'],
  ['lock-again', Owner, '5000 ms to 600000 ms'],
  ['push-pause', Installer, '1000 ms to 30000 ms'],
  ['slow-retry', Installer, '5000 ms to 3600000 ms'],
  ['burst', Installer, '1 to 5'],
];

test('every setting says what it takes, and belongs to the owner or to the installer', () => {
  expect(createSettings().map((one) => [one.name, one.role, expectedOf(one)])).toEqual(table);
});

test('a setting of words takes each of them and nothing else', () => {
  for (const { unit, words, least, most } of createSettings()) {
    if (unit === Unit.Word) expect([least, most]).toEqual([0, words.length - 1]);
  }
});

test('each kind of value is typed in each of its units, and in no other', () => {
  const settings = createSettings();
  const find = (name: string): Setting => findSetting(settings, name) as Setting;
  expect(findSetting(settings, 'colour')).toBe(null);
  for (const [name, typed, value] of [
    ['slow-retry', '1 h', 3600000],
    ['slow-retry', '2 min', 120000],
    ['slow-retry', '20 s', 20000],
    ['slow-retry', '20000 ms', 20000],
    ['slow-retry', '1 V', NOT_A_VALUE],
    ['installation', '16 A', 16000],
    ['installation', '6000 mA', 6000],
    ['installation', '6000 kA', NOT_A_VALUE],
    ['lowest-supply', '207 V', 2070],
    ['lowest-supply', '207 A', NOT_A_VALUE],
    ['lowest-supply', '2070 A', NOT_A_VALUE],
    ['burst', '3', 3],
    ['burst', '3 V', NOT_A_VALUE],
  ] as const) {
    const [word, unit] = typed.split(' ');
    expect(readValue(find(name), word ?? '', unit ?? ''), typed).toBe(value);
  }
});
