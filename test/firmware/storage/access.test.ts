/** Access, as it is kept: who is known after a start, and what a key's digits say. */
import { expect, test } from 'vitest';
import {
  type Access,
  createAccess,
  forgetKeys,
  hasKey,
  isHex,
  keepAccess,
  Role,
  recallAccess,
  wordAt,
} from '../../../firmware/storage/access.ts';
import { Slots } from '../../support/journal-records.ts';

const OWNER = '00112233445566778899aabbccddeeff';
const INSTALLER = 'ffeeddccbbaa99887766554433221100';

function recalled(slots: Slots): Access {
  const access = createAccess(slots);
  recallAccess(access);
  return access;
}

test('before anything is read nobody is more than a driver, and nothing has been asked or missed', () => {
  expect(createAccess(new Slots())).toMatchObject({
    isRead: false,
    isCommissioned: true,
    keys: ['-', '-', '-'],
    starts: 0,
    granted: Role.Driver,
    challenge: 0,
    challenges: 0,
    hash: null,
    misses: 0,
    heldAtMs: -1,
  });
});

test('a new board is open; one whose record cannot be read is not, and has no key', () => {
  expect(recalled(new Slots())).toMatchObject({ isRead: true, isCommissioned: false, starts: 0 });
  const slots = new Slots();
  keepAccess(recalled(slots));
  slots.write(7, 'x');
  slots.write(8, 'x');
  expect(recalled(slots)).toMatchObject({ isCommissioned: true, keys: ['-', '-', '-'] });
});

test.each([true, false])('what is kept is recalled: commissioned %s, keys and starts', (ended) => {
  const slots = new Slots();
  const access = recalled(slots);
  access.isCommissioned = ended;
  access.keys[Role.Owner] = OWNER;
  access.keys[Role.Installer] = INSTALLER;
  access.starts = 41;
  keepAccess(access);
  const again = recalled(slots);
  expect(again).toMatchObject({ isCommissioned: ended, keys: ['-', OWNER, INSTALLER], starts: 41 });
  expect([Role.Driver, Role.Owner, Role.Installer].map((role) => hasKey(again, role))).toEqual([
    false,
    true,
    true,
  ]);
  forgetKeys(again);
  expect(again.keys).toEqual(['-', '-', '-']);
});

test('32 bits of a key, wherever they stand', () => {
  const words = [0, 8, 16, 24].map((at) => (wordAt(OWNER, at) >>> 0).toString(16));
  expect(words).toEqual(['112233', '44556677', '8899aabb', 'ccddeeff']);
});

test('hexadecimal digits are digits and small letters, all of them, and as many as are asked for', () => {
  expect(isHex(OWNER, 32)).toBe(true);
  expect(isHex('0123456789abcdef', 16)).toBe(true);
  for (const text of ['', '0', OWNER.slice(1), `${OWNER}0`]) expect(isHex(text, 32)).toBe(false);
  for (const wrong of ['g', 'A', ' ', '-']) {
    expect(isHex(wrong + OWNER.slice(1), 32)).toBe(false);
    expect(isHex(OWNER.slice(1) + wrong, 32)).toBe(false);
  }
});
