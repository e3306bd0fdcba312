/**
 * Roles, by themselves: who may command, challenge and answer, pauses after wrong answers, and the held Start button. The
 * charger around them is only what they look at.
 */

import { beforeEach, describe, expect, test } from 'vitest';
import type { Charger } from '../../../firmware/charger.ts';
import { type Console, createConsole } from '../../../firmware/console/console-state.ts';
import {
  answer,
  commission,
  isAttentive,
  key,
  mayCommand,
  role,
  roleNow,
  serveRoles,
} from '../../../firmware/console/roles.ts';
import { Level } from '../../../firmware/drivers/digital-inputs.ts';
import { createServiceJumper, observeJumper } from '../../../firmware/drivers/service-jumper.ts';
import { createAccess, Role, recallAccess } from '../../../firmware/storage/access.ts';
import { createLedger } from '../../../firmware/storage/ledger.ts';
import { answerLine, type KeyRole } from '../../../sim/challenge.ts';
import { Slots } from '../../support/journal-records.ts';

const KEY = '000102030405060708090a0b0c0d0e0f';

let said: string[];
let console: Console;
let charger: Charger;
let slots: Slots;

function build(): void {
  const access = createAccess(slots);
  recallAccess(access);
  charger = {
    access,
    quietWindow: { levels: 0 },
    jumper: createServiceJumper(),
    uptimeMs: 1000,
    limits: { ageCapMs: 100000000 },
    ledger: createLedger(new Slots()),
  } as unknown as Charger;
}

beforeEach(() => {
  said = [];
  slots = new Slots();
  const write = (line: string): boolean => said.push(line.trim()) > 0;
  console = createConsole({ read: () => '', write } as never, () => []);
  build();
});

const pass = (ms: number): void => {
  charger.uptimeMs += ms;
};
const levels = (value: number): void => {
  (charger.quietWindow as { levels: number }).levels = value;
};
const last = (): string => said.at(-1) ?? '';

/** Everything that is said until the hash is computed, a slice a round. */
function settle(): void {
  for (let i = 0; i < 200 && isAttentive(charger); i++) serveRoles(console, charger);
}

function identify(who: KeyRole, secret: string): void {
  role(console, charger, ['role', who]);
  const line = answerLine(new Map([[who, secret]]), last()) ?? '';
  answer(console, charger, line.split(' '));
  settle();
}

function commissioned(): void {
  key(console, charger, ['key', 'owner', KEY]);
  key(console, charger, ['key', 'installer', KEY.replace('00', 'ff')]);
  commission(console, charger, ['commission', 'end']);
}

test('until commissioning ends everybody may do everything; afterwards a driver may do a driver’s', () => {
  expect(roleNow(charger)).toBe(Role.Installer);
  commissioned();
  expect(roleNow(charger)).toBe(Role.Driver);
  expect(mayCommand(console, charger, Role.Driver)).toBe(true);
  expect(mayCommand(console, charger, Role.Owner)).toBe(false);
  expect(last()).toBe('error only the owner may do this: role owner');
  build();
  expect(roleNow(charger)).toBe(Role.Driver);
});

test('a right answer opens the role for five minutes, and no other', () => {
  commissioned();
  identify('owner', KEY);
  expect([last(), roleNow(charger)]).toEqual(['ok role owner for 5 min', Role.Owner]);
  expect(mayCommand(console, charger, Role.Installer)).toBe(false);
  pass(299999);
  expect(roleNow(charger)).toBe(Role.Owner);
  pass(1);
  expect(roleNow(charger)).toBe(Role.Driver);
  identify('owner', KEY);
  role(console, charger, ['role', 'driver']);
  expect(roleNow(charger)).toBe(Role.Driver);
});

describe('a wrong answer', () => {
  test('is followed by a pause that doubles, up to an hour, and a right one ends that', () => {
    commissioned();
    const pauses: number[] = [];
    for (let i = 0; i < 14; i++) {
      identify('owner', KEY.replace('0f', '00'));
      const seconds = Number(/wrong answer: wait (\d+) s/.exec(last())?.[1]);
      pauses.push(seconds);
      pass(seconds * 1000 - 1);
      role(console, charger, ['role', 'owner']);
      expect(last()).toBe('error too many wrong answers: wait 1 s');
      pass(1);
    }
    expect(pauses.slice(0, 4)).toEqual([2, 4, 8, 16]);
    expect(pauses.slice(-2)).toEqual([3600, 3600]);
    identify('owner', KEY);
    expect(last()).toBe('ok role owner for 5 min');
    identify('owner', KEY.replace('0f', '00'));
    expect(last()).toBe('error wrong answer: wait 2 s');
  });

  test('cannot be tried twice on one challenge, nor without one', () => {
    commissioned();
    answer(console, charger, ['answer', '0'.repeat(16)]);
    expect(last()).toMatch(/^error answer expects/);
    role(console, charger, ['role', 'owner']);
    answer(console, charger, ['answer', '0'.repeat(16)]);
    answer(console, charger, ['answer', '1'.repeat(16)]);
    expect(last()).toMatch(/^error answer expects/);
  });
});

test('no challenge comes twice, over starts as well', () => {
  commissioned();
  const seen = new Set<string>();
  for (let start = 0; start < 5; start++) {
    for (let i = 0; i < 5; i++) {
      role(console, charger, ['role', 'owner']);
      seen.add(last());
    }
    build();
  }
  expect(seen.size).toBe(25);
});

describe('the Start button held for ten seconds', () => {
  const hold = (ms: number): void => {
    for (let passed = 0; passed <= ms; passed += 320) {
      serveRoles(console, charger);
      pass(320);
    }
  };

  test('is the owner where there is no key, once, and nothing where there is one', () => {
    commission(console, charger, ['commission', 'end']);
    levels(Level.StartButton);
    hold(9000);
    expect(roleNow(charger)).toBe(Role.Driver);
    hold(2000);
    expect(roleNow(charger)).toBe(Role.Owner);
    pass(300000);
    hold(20000);
    expect(roleNow(charger)).toBe(Role.Driver);
    levels(0);
    hold(320);
    charger.access.isCommissioned = false;
    commissioned();
    levels(Level.StartButton);
    hold(12000);
    expect(roleNow(charger)).toBe(Role.Driver);
  });

  test('clears both keys with the jumper at its analogue line, and not while that is in doubt', () => {
    commissioned();
    levels(Level.StartButton);
    for (let i = 0; i < 3; i++) observeJumper(charger.jumper, 0);
    expect(roleNow(charger)).toBe(Role.Driver);
    hold(11000);
    expect(charger.ledger.events).toEqual([]);
    levels(0);
    hold(320);
    levels(Level.StartButton);
    for (let i = 0; i < 3; i++) observeJumper(charger.jumper, 430);
    expect(roleNow(charger)).toBe(Role.Installer);
    hold(11000);
    expect(last()).toBe('warning the keys are cleared');
    expect(charger.ledger.events).toEqual([expect.stringMatching(/keys cleared$/)]);
  });

  test('clears both keys with the jumper set, and that is noted and outlives a start', () => {
    commissioned();
    levels(Level.StartButton | Level.Jumper);
    expect(roleNow(charger)).toBe(Role.Installer);
    hold(11000);
    expect(last()).toBe('warning the keys are cleared');
    expect(charger.ledger.events).toEqual([expect.stringMatching(/keys cleared$/)]);
    build();
    role(console, charger, ['role', 'owner']);
    expect(last()).toBe('error the owner has no key: hold Start for 10 s');
    role(console, charger, ['role', 'installer']);
    expect(last()).toBe('error the installer has no key: set the service jumper');
  });
});

test('an owner sets the owner’s key, and not the installer’s', () => {
  commissioned();
  identify('owner', KEY);
  key(console, charger, ['key', 'installer', KEY]);
  expect(last()).toBe('error only the installer may do this: role installer');
  for (const wrong of [
    ['key', 'owner', 'f'],
    ['key', 'driver', KEY],
    ['key', 'owner'],
  ]) {
    key(console, charger, wrong);
    expect(last()).toMatch(/^error key expects/);
  }
  key(console, charger, ['key', 'owner', 'none']);
  expect([last(), charger.access.keys[Role.Owner]]).toEqual(['ok key owner', '-']);
});
