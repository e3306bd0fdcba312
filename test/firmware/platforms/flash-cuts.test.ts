/**
 * Flash cuts: a power cut within a page or an erasure leaves each bit as it was or as it was to be, and what looks
 * blank by its head need not be.
 */

import { expect, test } from 'vitest';
import { createFlashLog, type FlashLog, readSlot } from '../../../firmware/platforms/flash-log.ts';
import { hasErased, tidy, writeSlot } from '../../../firmware/platforms/flash-room.ts';
import { SECTOR_BYTES } from '../../../sim/chip/flash.ts';
import { FlashSectors } from '../../../sim/chip/flash-sectors.ts';

const PAGE = 256;
/** About what each slot's text is at most. */
const LENGTHS = [20, 20, 820, 820, 60, 30, 30, 90, 90, 1200, 1200];

class PowerCut extends Error {}

/** Loses power within one of its operations: of a page, or of a sector. */
class Flash extends FlashSectors {
  operationsLeft = Number.POSITIVE_INFINITY;
  /** A sector was erased that still had what counts. */
  wasRisked = false;

  constructor(private seed = 1) {
    super();
  }

  random(below: number): number {
    this.seed = (Math.imul(this.seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.seed / 0x100000000) * below);
  }

  override write(sector: number, bytes: Uint8Array, offset: number): void {
    expect(offset + bytes.length).toBeLessThanOrEqual(SECTOR_BYTES);
    for (let at = 0; at < bytes.length; at += PAGE) {
      const from = sector * SECTOR_BYTES + offset + at;
      const page = bytes.subarray(at, at + PAGE);
      this.change(
        from,
        page.map((byte, i) => (this.bytes[from + i] as number) & byte),
      );
    }
  }

  override erase(sector: number): void {
    this.wasRisked ||= new Error().stack?.includes('rewrite') === true;
    this.change(sector * SECTOR_BYTES, new Uint8Array(SECTOR_BYTES).fill(0xff));
  }

  private change(from: number, after: Uint8Array): void {
    const share = this.operationsLeft-- > 0 ? 8 : this.random(9);
    for (let i = 0; i < after.length; i++) {
      const before = this.bytes[from + i] as number;
      let changed = share === 8 ? 0xff : 0;
      for (let bit = 0; bit < 8 && share < 8; bit++) {
        if (this.random(8) < share) changed |= 1 << bit;
      }
      this.bytes[from + i] = (before & ~changed) | ((after[i] as number) & changed);
    }
    if (this.operationsLeft < 0) throw new PowerCut('power cut');
  }
}

const open = (flash: Flash): FlashLog => createFlashLog(flash, LENGTHS.length);

function tidyAll(log: FlashLog): void {
  for (let i = 0; i < 30 && !hasErased(log); i++) tidy(log, () => true);
}

/** Writes until power is lost. @returns for each slot what it may hold then */
function writeOn(flash: Flash, log: FlashLog, held: readonly string[]): Set<string>[] {
  const may = held.map((text) => new Set([text]));
  try {
    tidyAll(log);
    for (;;) {
      const slot = flash.random(LENGTHS.length);
      const text = `${flash.random(1e9)} ${'abc'.repeat(400)}`.slice(0, LENGTHS[slot]);
      (may[slot] as Set<string>).add(text);
      writeSlot(log, slot, text);
      may[slot] = new Set([text]);
      tidyAll(log);
    }
  } catch (error) {
    if (!(error instanceof PowerCut)) throw error;
  }
  return may;
}

test('after one cut behind the other each slot has its text before or after the write', () => {
  let judged = 0;
  for (let run = 1; run <= 24; run++) {
    const flash = new Flash(run);
    let held = LENGTHS.map(() => '');
    for (let cut = 0; cut < 20; cut++) {
      flash.wasRisked = false;
      flash.operationsLeft = flash.random(cut % 3 === 0 ? 150 : 12);
      const may = writeOn(flash, open(flash), held);
      flash.operationsLeft = Number.POSITIVE_INFINITY;
      const log = open(flash);
      held = held.map((_, slot) => readSlot(log, slot));
      if (flash.wasRisked) continue;
      judged++;
      held.forEach((text, slot) => {
        expect([...(may[slot] as Set<string>)], `run ${run}, cut ${cut}`).toContain(text);
      });
    }
  }
  expect(judged).toBeGreaterThan(440);
});

test('a sector of which only the heads are erased is no erased one', () => {
  const flash = new Flash();
  for (let page = 0; page < 64; page++) flash.bytes.fill(0x5a, page * PAGE + 2, (page + 1) * PAGE);
  const log = open(flash);
  expect(hasErased(log)).toBe(false);
  for (let i = 0; i < 40; i++) {
    tidyAll(log);
    writeSlot(log, i % 3, `text ${i}`);
  }
  expect(readSlot(open(flash), 0)).toBe('text 39');
});

test('a page that looks blank and is not is given up, also where only the number does not fit', () => {
  const flash = new Flash();
  writeSlot(open(flash), 1, 'before');
  // The lower half of the number, and the sum.
  for (const at of [2, 8]) {
    const torn = new Flash();
    torn.bytes.set(flash.bytes);
    torn.bytes.fill(0, PAGE + at, PAGE + at + 2);
    writeSlot(open(torn), 1, 'after');
    expect(readSlot(open(torn), 1), `byte ${at}`).toBe('after');
  }
});

test('the same bit of number and sum, erased before all others, does not make a record the newest', () => {
  for (let bit = 0; bit < 16; bit++) {
    const flash = new Flash();
    const log = open(flash);
    for (let i = 0; i < 9; i++) writeSlot(log, 6, `limit ${i}`);
    for (let page = 0; page < 8; page++) {
      for (const at of [2, 8]) {
        const half = PAGE * page + at + (bit >> 3);
        flash.bytes[half] = (flash.bytes[half] as number) | (1 << (bit & 7));
      }
    }
    expect(readSlot(open(flash), 6), `bit ${bit}`).toBe('limit 8');
  }
});

test('a record that was torn at one start and is whole at the next does not hide the one behind it', () => {
  const flash = new Flash();
  const log = open(flash);
  writeSlot(log, 6, 'before');
  writeSlot(log, 6, 'torn');
  flash.bytes[PAGE + 12] = 0xff;
  writeSlot(open(flash), 6, 'after');
  flash.bytes[PAGE + 12] = 'torn'.charCodeAt(2);
  expect(readSlot(open(flash), 6)).toBe('after');
});

test('a text longer than a sector is refused, and touches nothing', () => {
  const flash = new Flash();
  const log = open(flash);
  writeSlot(log, 1, 'kept');
  const before = flash.bytes.slice();
  expect(() => writeSlot(log, 9, 'x'.repeat(SECTOR_BYTES))).toThrow('slot 9 cannot be written');
  expect(flash.bytes).toEqual(before);
  writeSlot(log, 9, 'x'.repeat(SECTOR_BYTES - 10));
  expect(readSlot(open(flash), 9)).toBe('x'.repeat(SECTOR_BYTES - 10));
  expect(readSlot(open(flash), 1)).toBe('kept');
});

test('a number that no flash lives to write is no record, and keeps nothing from being written', () => {
  const flash = new Flash();
  const log = open(flash);
  writeSlot(log, 1, 'kept');
  log.number = 0xfffffffe;
  writeSlot(log, 1, 'never written');
  const next = open(flash);
  expect(readSlot(next, 1)).toBe('kept');
  writeSlot(next, 1, 'after');
  expect(readSlot(open(flash), 1)).toBe('after');
});
