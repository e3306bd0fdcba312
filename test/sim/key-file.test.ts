/** Keys: the hash of both ends by the reference's vectors, and a key file that is read, refused, and never told. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { wordAt } from '../../firmware/storage/access.ts';
import { goOnHashing, halfOf, SLICES, startHash } from '../../firmware/storage/siphash.ts';
import { answerLine, answerTo, sipHash } from '../../sim/challenge.ts';
import { readKeys } from '../../sim/key-file.ts';

const reference = [0x0706050403020100n, 0x0f0e0d0c0b0a0908n] as const;

test.each([
  [0, 0x726fdb47dd0e0e31n],
  [8, 0x93f5f5799a932462n],
  [9, 0x9e0082df0ba9e4b0n],
  [15, 0xa129ca6149be45e5n],
])('SipHash-2-4 of the bytes 0 to %i is what its authors print', (length, expected) => {
  const bytes = Uint8Array.from({ length }, (_, i) => i);
  expect(sipHash(reference, bytes)).toBe(expected);
});

/** The answer as the board computes it. */
function onBoard(key: string, challenge: string, role: number): string {
  const words = [0, 8, 16, 24].map((at) => wordAt(key, at));
  const hash = startHash(words, wordAt(challenge, 8), wordAt(challenge, 0), role);
  for (let i = 0; i < SLICES; i++) goOnHashing(hash);
  const half = (which: 0 | 1): string => (halfOf(hash, which) >>> 0).toString(16).padStart(8, '0');
  return half(1) + half(0);
}

test('the board computes the same in four slices, by halves of 32 bits', () => {
  expect(onBoard('07060504030201000f0e0d0c0b0a0908', '0706050403020100', 8)).toBe(
    '9e0082df0ba9e4b0',
  );
  const digits = (count: number): fc.Arbitrary<string> =>
    fc
      .array(fc.constantFrom(...'0123456789abcdef'), { minLength: count, maxLength: count })
      .map((all) => all.join(''));
  fc.assert(
    fc.property(digits(32), digits(16), (key, challenge) => {
      expect(onBoard(key, challenge, 1)).toBe(answerTo(key, 'owner', challenge));
      expect(onBoard(key, challenge, 2)).toBe(answerTo(key, 'installer', challenge));
    }),
  );
});

const key = '000102030405060708090a0b0c0d0e0f';

test('a challenge is answered with the key of its role, and nothing else is', () => {
  const keys = new Map([['owner', key]] as const);
  const line = 'ok challenge owner 0000000100000001';
  expect(answerLine(keys, line)).toBe(`answer ${answerTo(key, 'owner', '0000000100000001')}`);
  expect(answerLine(keys, line.replace('owner', 'installer'))).toBe(null);
  expect(answerLine(keys, `~ 5 ${line}`)).toBe(null);
  expect(answerLine(keys, `${line}2`)).toBe(null);
});

const folder = mkdtempSync(join(tmpdir(), 'keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(text: string, mode = 0o600): string {
  const file = join(folder, 'keys');
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

test('a key file holds a key for each role', () => {
  const read = readKeys(fileOf(`# of the charger in the yard\nowner ${key}\n\ninstaller ${key}\n`));
  expect([...read]).toEqual([
    ['owner', key],
    ['installer', key],
  ]);
});

test.each([
  [`owner ${key}0\n`, 0o600, ':1: expected "owner" or "installer" and 32 hexadecimal digits'],
  [`\ndriver ${key}\n`, 0o600, ':2: expected "owner" or "installer" and 32 hexadecimal digits'],
  ['# none\n', 0o600, ': expected a key, found none'],
  [`owner ${key}\n`, 0o644, ': others may read this key file; run: chmod 600'],
])('a key file that is none is refused, and no key is told', (text, mode, words) => {
  const complaint = (): unknown => readKeys(fileOf(text, mode));
  expect(complaint).toThrow(words);
  expect(complaint).not.toThrow(key);
});
