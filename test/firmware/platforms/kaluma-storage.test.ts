import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SLOTS } from '../../../firmware/hal.ts';
import { createKalumaStorage } from '../../../firmware/platforms/kaluma-storage.ts';
import { bytesOf } from '../../../firmware/platforms/kaluma-text.ts';
import type { GuardedContactor } from '../../../firmware/platforms/pio-reflex.ts';
import { FlashSectors } from '../../../sim/chip/flash-sectors.ts';

const flash = new FlashSectors();
/** What an earlier version has left, by name. */
const files = new Map<string, string>();
const told: string[] = [];

class Flash extends FlashSectors {
  constructor() {
    super(flash.bytes);
  }

  ioctl(_erase: number, sector: number): void {
    told.push('erase');
    this.erase(sector);
  }
}

const fs = {
  exists: (name: string) => files.has(name),
  readFile: (name: string) => bytesOf(files.get(name) as string),
};

beforeEach(() => {
  flash.bytes.fill(0xff);
  files.clear();
  told.length = 0;
  vi.stubGlobal('platformRequire', (name: string) => (name === 'fs' ? fs : { Flash }));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const closed: GuardedContactor = {
  contactor: { write: () => undefined },
  reflex: { watches: 0, patienceMs: 30, feed: () => undefined, trip: () => 0 },
  isClosed: () => true,
  announce: () => told.push('announced') > 0,
  makeSafe: () => undefined,
};

test('what an earlier version has left in a file is read until its slot is written', () => {
  files.set('/holdfast.2', 'settings of 0.2');
  const { storage } = createKalumaStorage(null);
  expect(storage.read(2)).toBe('settings of 0.2');
  expect(storage.read(3)).toBe('');
  storage.write(2, 'settings');
  expect(storage.read(2)).toBe('settings');
  expect(createKalumaStorage(null).storage.read(2)).toBe('settings');
});

test('a flash without a file system reads as never written', () => {
  vi.stubGlobal('platformRequire', (name: string) => {
    if (name === 'fs') throw new Error('no file system');
    return { Flash };
  });
  expect(createKalumaStorage(null).storage.read(0)).toBe('');
});

test('while the contactor is closed each erasure is announced, also one that a write needs at once', () => {
  const { storage, tidyOn } = createKalumaStorage(closed);
  for (let i = 0; i < 300; i++) {
    storage.write(i % SLOTS, 'x'.repeat(900));
    if (i > 200) tidyOn();
  }
  const erasures = told.filter((what) => what === 'erase').length;
  expect(erasures).toBeGreaterThan(50);
  expect(told.join(' ').split('announced erase')).toHaveLength(erasures + 1);
});
