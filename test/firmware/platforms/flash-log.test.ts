import { expect, test } from 'vitest';
import { createFlashLog, type FlashLog, readSlot } from '../../../firmware/platforms/flash-log.ts';
import { hasErased, isFull, tidy, writeSlot } from '../../../firmware/platforms/flash-room.ts';
import { SECTOR_BYTES } from '../../../sim/chip/flash.ts';
import { FlashSectors } from '../../../sim/chip/flash-sectors.ts';

const SLOTS = 11;

class PowerCut extends Error {}

/** Loses power after so many more bytes. */
class Flash extends FlashSectors {
  bytesLeft = Number.POSITIVE_INFINITY;
  erasures = 0;

  override write(sector: number, bytes: Uint8Array, offset: number): void {
    expect(offset % 256).toBe(0);
    expect(bytes.length % 256).toBe(0);
    bytes.forEach((byte, i) => {
      this.change(sector * SECTOR_BYTES + offset + i, byte, false);
    });
  }

  override erase(sector: number): void {
    this.erasures++;
    for (let i = 0; i < SECTOR_BYTES; i++) this.change(sector * SECTOR_BYTES + i, 0xff, true);
  }

  private change(at: number, byte: number, isErased: boolean): void {
    if (this.bytesLeft-- <= 0) throw new PowerCut('power cut');
    this.bytes[at] = isErased ? 0xff : (this.bytes[at] as number) & byte;
  }
}

const open = (flash: Flash): FlashLog => createFlashLog(flash, SLOTS);
const always = (): boolean => true;

/** As at the end of ticks. */
function tidyAll(log: FlashLog): void {
  for (let i = 0; i < 99 && !hasErased(log); i++) tidy(log, always);
}

test('what was written last is read, at once and after a start', () => {
  const flash = new Flash();
  const log = open(flash);
  expect(readSlot(log, 3)).toBe('');
  writeSlot(log, 3, 'first');
  writeSlot(log, 0, 'journal');
  writeSlot(log, 3, 'second, '.repeat(120));
  expect(readSlot(log, 3)).toBe('second, '.repeat(120));
  const next = open(flash);
  expect([0, 3, 4].map((slot) => readSlot(next, slot))).toEqual([
    'journal',
    'second, '.repeat(120),
    '',
  ]);
});

test('a write erases nothing while room is made ahead of it', () => {
  const flash = new Flash();
  const log = open(flash);
  for (let i = 0; i < 2000; i++) {
    const erasures = flash.erasures;
    writeSlot(log, i % SLOTS, `${i} ${'x'.repeat((i * 37) % 900)}`);
    expect(flash.erasures).toBe(erasures);
    tidyAll(log);
  }
  expect(flash.erasures).toBeGreaterThan(100);
});

test('with nobody to make room a text is still kept, and so is every other one', () => {
  const flash = new Flash();
  const log = open(flash);
  const kept = new Map<number, string>();
  for (let i = 0; i < 2000; i++) {
    const text = `${i} ${'y'.repeat((i * 53) % 960)}`;
    writeSlot(log, (i * 7) % SLOTS, text);
    kept.set((i * 7) % SLOTS, text);
    if (i % 50 !== 0) continue;
    const next = open(flash);
    for (const [slot, text] of kept) expect(readSlot(next, slot)).toBe(text);
  }
});

test('room that runs out while the contactor is closed is told before the next long text', () => {
  const log = open(new Flash());
  for (let i = 0; hasErased(log) || !isFull(log); i++) writeSlot(log, i % 2, 'z'.repeat(900));
  expect(16 - (log.used[log.current] as number)).toBeGreaterThanOrEqual(4);
});

test('a sector is not erased before it may be, and its records are safe before it is', () => {
  const flash = new Flash();
  const log = open(flash);
  for (let slot = 0; slot < SLOTS; slot++) writeSlot(log, slot, `kept ${slot}`);
  while (hasErased(log)) writeSlot(log, 0, 'w'.repeat(900));
  for (let i = 0; i < 99; i++) tidy(log, () => false);
  expect(flash.erasures).toBe(0);
  const next = open(flash);
  for (let slot = 1; slot < SLOTS; slot++) expect(readSlot(next, slot)).toBe(`kept ${slot}`);
  tidy(log, always);
  expect(flash.erasures).toBe(1);
  expect(hasErased(log)).toBe(true);
});

test('after a power cut at any byte each slot has its text before or after the write', () => {
  const flash = new Flash();
  const log = open(flash);
  const kept = Array.from({ length: SLOTS }, (_, slot) => `${slot} ${'k'.repeat(slot * 70)}`);
  kept.forEach((text, slot) => {
    writeSlot(log, slot, text);
  });
  // The third sector is nearly full: the cut write goes on to the last one, and a sector is made free.
  while ((log.used[2] as number) < 14) writeSlot(log, 1, kept[1] as string);
  const news = 'news '.repeat(150);
  for (let cut = 0; cut < 9000; cut += 61) {
    const torn = new Flash();
    torn.bytes.set(flash.bytes);
    const writer = open(torn);
    torn.bytesLeft = cut;
    let isWhole = false;
    try {
      writeSlot(writer, 4, news);
      isWhole = true;
      tidyAll(writer);
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
    }
    torn.bytesLeft = Number.POSITIVE_INFINITY;
    const next = open(torn);
    kept.forEach((text, slot) => {
      const found = readSlot(next, slot);
      if (slot === 4) expect([isWhole ? news : text, news], `cut ${cut}`).toContain(found);
      else expect(found, `slot ${slot}, cut ${cut}`).toBe(text);
    });
    // And it goes on.
    writeSlot(next, 4, 'again');
    expect(readSlot(open(torn), 4)).toBe('again');
    tidyAll(next);
    kept.forEach((text, slot) => {
      if (slot !== 4) expect(readSlot(open(torn), slot)).toBe(text);
    });
  }
});

test('a page that does not keep what is programmed is passed over', () => {
  const flash = new Flash();
  const log = open(flash);
  const write = flash.write.bind(flash);
  let isBroken = true;
  flash.write = (sector, bytes, offset) => {
    write(sector, isBroken ? bytes.map((byte, i) => (i === 20 ? 0 : byte)) : bytes, offset);
    isBroken = false;
  };
  writeSlot(log, 5, 'a text that is longer than twenty');
  expect(readSlot(log, 5)).toBe('a text that is longer than twenty');
  expect(readSlot(open(flash), 5)).toBe('a text that is longer than twenty');
});

test('a flash that keeps nothing is told as an error', () => {
  const flash = new Flash();
  flash.write = () => undefined;
  expect(() => writeSlot(open(flash), 5, 'text')).toThrow('slot 5 cannot be written');
});

test('a flash full of something else is made free', () => {
  const flash = new Flash();
  flash.bytes.fill(0x5a);
  const log = open(flash);
  writeSlot(log, 5, 'text');
  expect(readSlot(open(flash), 5)).toBe('text');
});
