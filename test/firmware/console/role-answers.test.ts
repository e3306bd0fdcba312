/** Roles on the console: what is answered to each line, and how long a challenge, a pause and a held button last. */
import { expect, test } from 'vitest';
import { isAttentive, roleNow, serveRoles } from '../../../firmware/console/roles.ts';
import { Level } from '../../../firmware/drivers/digital-inputs.ts';
import { Role } from '../../../firmware/storage/access.ts';
import { answerLine } from '../../../sim/challenge.ts';
import { typing } from '../../support/typing.ts';

const KEY = '000102030405060708090a0b0c0d0e0f';
const EXPECTED = 'error answer expects 16 hexadecimal digits, after role';

/** Commissioned, with a key of the owner. */
function commissioned() {
  const all = typing();
  const { charger, console, said, type } = all;
  expect(type(`key owner ${KEY}`)).toEqual(['ok key owner']);
  expect(type('commission end')).toEqual(['ok commission end']);
  const settle = (): string => {
    for (let i = 0; i < 10; i++) serveRoles(console, charger);
    return said.at(-1) ?? '';
  };
  /** @param change what becomes of the right answer */
  const identify = (change: (line: string) => string = (line) => line): string => {
    const challenge = type('role owner')[0] ?? '';
    expect(type(change(answerLine(new Map([['owner', KEY]]), challenge) ?? ''))).toEqual([]);
    return settle();
  };
  return { ...all, settle, identify };
}

test('who may command is told, and that commissioning has not ended', () => {
  const { type } = typing();
  expect(type('role')).toEqual(['ok role installer: commissioning has not ended']);
  for (const word of ['driver', 'owner', 'installer']) {
    expect(type(`role ${word}`)).toEqual([`ok role ${word}`]);
  }
  expect(type('role guest')).toEqual(['error role expects driver | owner | installer']);
  const { type: later, charger } = commissioned();
  expect(later('role')).toEqual(['ok role driver']);
  charger.quietWindow.levels = Level.Jumper;
  expect([later('role'), later('role owner')]).toEqual([['ok role installer'], ['ok role owner']]);
});

test('commissioning begins and ends by its two words only, and is stored', () => {
  const { type, charger, slots } = commissioned();
  const stored = [...slots];
  charger.quietWindow.levels = Level.Jumper;
  for (const line of [
    'commission',
    'commission now',
    'commission end now',
    'commission begin now',
  ]) {
    expect(type(line)).toEqual(['error commission expects begin | end']);
    expect(charger.access.isCommissioned).toBe(true);
  }
  expect(type('commission begin')).toEqual(['ok commission begin']);
  expect([charger.access.isCommissioned, roleNow(charger)]).toEqual([false, Role.Installer]);
  expect(slots).not.toEqual(stored);
});

test('a key is stored as it is set, and one with a word too many or too few is none', () => {
  const { type, charger, slots } = commissioned();
  charger.quietWindow.levels = Level.Jumper;
  const stored = [...slots];
  for (const line of ['key owner', `key owner ${KEY} now`, `key driver ${KEY}`, 'key owner 00']) {
    expect(type(line)).toEqual([
      'error key expects owner | installer, and 32 hexadecimal digits or none',
    ]);
  }
  expect(slots).toEqual(stored);
  expect(type(`key installer ${KEY}`)).toEqual(['ok key installer']);
  expect(slots).not.toEqual(stored);
});

test('only the whole answer is right, and it is right once', () => {
  const { type, identify, settle, charger } = commissioned();
  const other = (digit: string): string => (digit === '0' ? '1' : '0');
  for (const at of [7, 8, 15, 22]) {
    charger.access.misses = 0;
    const wrong = (line: string): string =>
      line.slice(0, at) + other(line[at] as string) + line.slice(at + 1);
    expect(identify(wrong), `digit ${at - 6}`).toBe('error wrong answer: wait 2 s');
    expect(roleNow(charger)).toBe(Role.Driver);
  }
  charger.access.misses = 0;
  expect(identify()).toBe('ok role owner for 5 min');
  for (const line of [`answer ${'0'.repeat(16)}`, 'answer', 'answer 12']) {
    expect(type(line)).toEqual([EXPECTED]);
  }
  type('role owner');
  for (const line of [`answer ${'g'.repeat(16)}`, 'answer', `answer ${'0'.repeat(16)} 1`]) {
    expect(type(line)).toEqual([EXPECTED]);
  }
  // While one is computed a further challenge can be asked for, and is not answered yet.
  expect(type(`answer ${'0'.repeat(16)}`)).toEqual([]);
  type('role owner');
  expect(type(`answer ${'1'.repeat(16)}`)).toEqual([EXPECTED]);
  expect(settle()).toMatch(/^error wrong answer/);
});

test('a start is counted with its first challenge, and challenges within it', () => {
  const { type, charger } = commissioned();
  const starts = charger.access.starts;
  for (const [i, number] of ['00000001', '00000002', '00000003'].entries()) {
    expect(type('role owner')[0]?.slice(-8)).toBe(number);
    expect([charger.access.starts, i]).toEqual([starts + 1, i]);
  }
});

test('the pause after wrong answers is told in whole seconds, and passes although the time wraps', () => {
  const { type, charger } = commissioned();
  const { access } = charger;
  access.misses = 2;
  for (const [sinceMs, seconds] of [
    [1, 4],
    [1000, 3],
    [2999, 2],
    [3001, 1],
  ] as const) {
    access.missedAtMs = charger.uptimeMs + 80 - sinceMs;
    expect(type('role owner')).toEqual([`error too many wrong answers: wait ${seconds} s`]);
  }
  access.missedAtMs = charger.uptimeMs + 90000;
  expect(type('role owner')).toEqual(['error too many wrong answers: wait 4 s']);
  access.misses = 400;
  expect(type('role owner')).toEqual(['error too many wrong answers: wait 3600 s']);
  access.missedAtMs = charger.uptimeMs + 80 - 3600000;
  expect(type('role owner')[0]).toMatch(/^ok challenge owner/);
});

test('a role that was granted before the time wrapped is over', () => {
  const { charger, identify } = commissioned();
  expect(identify()).toBe('ok role owner for 5 min');
  charger.access.grantedAtMs = charger.uptimeMs + 1;
  expect(roleNow(charger)).toBe(Role.Driver);
});

test('the Start button is the owner after ten seconds to the millisecond, from the very start on', () => {
  for (const [heldForMs, granted] of [
    [9999, Role.Driver],
    [10000, Role.Owner],
  ] as const) {
    const { charger, console, said } = typing();
    charger.access.isCommissioned = true;
    charger.uptimeMs = 0;
    charger.quietWindow.levels = Level.StartButton;
    serveRoles(console, charger);
    charger.uptimeMs = heldForMs;
    serveRoles(console, charger);
    expect(roleNow(charger)).toBe(granted);
    expect(said).toEqual(granted === Role.Owner ? ['ok role owner for 5 min'] : []);
  }
});

test('a held button asks for nothing before commissioning ends, nor where the owner has a key', () => {
  for (const hasKey of [true, false]) {
    const { charger, console, said, type } = hasKey ? commissioned() : typing();
    if (!hasKey) type('commission begin');
    said.length = 0;
    charger.quietWindow.levels = Level.StartButton;
    serveRoles(console, charger);
    charger.uptimeMs += 10000;
    serveRoles(console, charger);
    expect(said).toEqual([]);
  }
});

test('rounds are waited for while a button is held that may still open something, or an answer is computed', () => {
  const { charger, console, identify, type } = commissioned();
  const { access, quietWindow } = charger;
  quietWindow.levels = Level.Supply | Level.Jumper;
  expect(isAttentive(charger)).toBe(false);
  serveRoles(console, charger);
  expect(isAttentive(charger)).toBe(false);
  quietWindow.levels = Level.StartButton;
  expect(isAttentive(charger)).toBe(true);
  serveRoles(console, charger);
  expect(isAttentive(charger)).toBe(true);
  charger.uptimeMs += 10000;
  serveRoles(console, charger);
  expect(isAttentive(charger)).toBe(false);
  // Let go again it can be held anew.
  quietWindow.levels = 0;
  expect(isAttentive(charger)).toBe(true);
  serveRoles(console, charger);
  expect([isAttentive(charger), access.heldAtMs]).toEqual([false, -1]);
  expect(identify()).toBe('ok role owner for 5 min');
  type('role owner');
  type(`answer ${'0'.repeat(16)}`);
  expect(isAttentive(charger)).toBe(true);
});
