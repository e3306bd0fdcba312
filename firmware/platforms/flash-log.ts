/**
 * Flash log: texts in slots, in four sectors of the flash, each behind the one that was written before it. How room
 * is made: flash-room.ts.
 *
 * A record begins on a page: slot, number, length and sum, and then the text. The highest number of a slot counts.
 * What was torn by a power cut has a wrong sum, and the record before it counts.
 */

import { bytesOf, textOf, sumOf as textSum } from './kaluma-text.ts';

export const LOG_SECTORS = 4;
const SECTOR_BITS = 4;
/** Pages of a sector. */
export const SECTOR_PAGES = 16;
const PAGE_BITS = 8;
export const PAGE_BYTES = 256;
const HEAD_BYTES = 10;
const BLANK = 0xffff;
/** More than any flash lives for: a higher one was never written, and nothing could be written behind it. */
const MOST_NUMBER = 0x7fffffff;
/** So much of a page says whether all of it is blank: the engine takes 8 µs for each number of a list. */
const END_BYTES = 32;

/** The flash, by sector. */
export interface Sectors {
  /** Fills all of the list. */
  read(sector: number, bytes: Uint8Array, offset: number): void;
  /** Programs whole pages. */
  write(sector: number, bytes: Uint8Array, offset: number): void;
  erase(sector: number): void;
}

export interface FlashLog {
  readonly sectors: Sectors;
  /** The first page of each slot's record that counts; -1 for none. */
  readonly pages: number[];
  readonly numbers: number[];
  /** How many pages it has. */
  readonly sizes: number[];
  /** Pages of each sector up to the last one that was written to. */
  readonly used: number[];
  /** The sector that is written to. */
  current: number;
  /** Of the last record. */
  number: number;
  readonly head: Uint16Array;
  readonly headBytes: Uint8Array;
}

/** Pages that a text takes. */
export function pagesFor(length: number): number {
  return (HEAD_BYTES + length + PAGE_BYTES - 1) >> PAGE_BITS;
}

export function sectorOf(page: number): number {
  return page >> SECTOR_BITS;
}

/** In its sector, in bytes. */
function offsetOf(page: number): number {
  return (page & (SECTOR_PAGES - 1)) << PAGE_BITS;
}

/** Reads the head of a page. @returns the slot; BLANK where nothing was written; -1 where no record begins */
function readHead(log: FlashLog, page: number): number {
  log.sectors.read(sectorOf(page), log.headBytes, offsetOf(page));
  const mark = log.head[0] as number;
  if (mark === BLANK) return BLANK;
  const slot = mark & 255;
  return mark >> 8 === (slot ^ 255) && slot < log.pages.length ? slot : -1;
}

/** The text whose head was read last. */
function readText(log: FlashLog, page: number): string {
  const end = HEAD_BYTES + (log.head[3] as number);
  const offset = offsetOf(page);
  if (offset + end > SECTOR_PAGES * PAGE_BYTES) return '';
  const bytes = new Uint8Array(end);
  log.sectors.read(sectorOf(page), bytes, offset);
  return textOf(bytes.subarray(HEAD_BYTES));
}

function numberIn(head: Uint16Array): number {
  return (head[1] as number) + (head[2] as number) * 0x10000;
}

/**
 * The sum of a record: of its text, and of what stands in front of it. The number is no mere addend: bits that a power
 * cut leaves in it and in the sum would be the same ones, and a record of before would be the newest.
 */
function sumOf(slot: number, number: number, text: string): number {
  return textSum(`${slot} ${number} ${text}`);
}

/** Takes one page over. @returns how many pages belong to it */
function scanPage(log: FlashLog, page: number): number {
  const slot = readHead(log, page);
  if (slot === BLANK) return 1;
  const sector = sectorOf(page);
  const inSector = page & (SECTOR_PAGES - 1);
  log.used[sector] = inSector + 1;
  if (slot < 0) return 1;
  const number = numberIn(log.head);
  const text = readText(log, page);
  // A torn record: what is whole behind its first page is found by itself.
  if (text === '' || number > MOST_NUMBER || sumOf(slot, number, text) !== log.head[4]) return 1;
  const pages = pagesFor(text.length);
  log.used[sector] = inSector + pages;
  // Of two with one number the first was torn, and reads otherwise since.
  if (number >= (log.numbers[slot] as number)) {
    log.numbers[slot] = number;
    log.pages[slot] = page;
    log.sizes[slot] = pages;
  }
  if (number > log.number) {
    log.number = number;
    log.current = sector;
  }
  return pages;
}

/**
 * Whether a sector without a record is blank, by the ends of its pages: an erasure may have been cut off when the heads
 * were gone already. What it leaves is spread over all of a page, because a record is filled up with zeros.
 */
function isErased(sectors: Sectors, sector: number): boolean {
  const bytes = new Uint8Array(END_BYTES);
  const halves = new Uint16Array(bytes.buffer);
  for (let page = 1; page <= SECTOR_PAGES; page++) {
    sectors.read(sector, bytes, (page << PAGE_BITS) - END_BYTES);
    if (Math.min.apply(null, halves as never) !== BLANK) return false;
  }
  return true;
}

export function createFlashLog(sectors: Sectors, slots: number): FlashLog {
  const headBytes = new Uint8Array(HEAD_BYTES);
  const log: FlashLog = {
    sectors: sectors,
    pages: [],
    numbers: [],
    sizes: [],
    used: [],
    current: 0,
    number: 0,
    head: new Uint16Array(headBytes.buffer),
    headBytes: headBytes,
  };
  for (let i = 0; i < slots; i++) {
    log.pages.push(-1);
    log.numbers.push(0);
    log.sizes.push(0);
  }
  for (let i = 0; i < LOG_SECTORS; i++) log.used.push(0);
  for (let page = 0; page < LOG_SECTORS * SECTOR_PAGES; ) page += scanPage(log, page);
  for (let i = 0; i < LOG_SECTORS; i++) {
    if (log.used[i] === 0 && !isErased(sectors, i)) log.used[i] = SECTOR_PAGES;
  }
  return log;
}

/** The text that counts; '' for none. */
export function readSlot(log: FlashLog, slot: number): string {
  const page = log.pages[slot] as number;
  if (page < 0) return '';
  readHead(log, page);
  return readText(log, page);
}

/** Programs a record behind the last one of the current sector, which has room for it. @returns whether it can be read back */
export function append(log: FlashLog, slot: number, text: string): boolean {
  const pages = pagesFor(text.length);
  const inSector = log.used[log.current] as number;
  const page = (log.current << SECTOR_BITS) + inSector;
  log.number++;
  const bytes = new Uint8Array(pages << PAGE_BITS);
  const head = log.head;
  head[0] = slot | ((slot ^ 255) << 8);
  head[1] = log.number & 0xffff;
  head[2] = Math.floor(log.number / 0x10000);
  head[3] = text.length;
  const sum = sumOf(slot, log.number, text);
  head[4] = sum;
  bytes.set(log.headBytes, 0);
  bytes.set(bytesOf(text), HEAD_BYTES);
  log.used[log.current] = inSector + pages;
  log.sectors.write(log.current, bytes, offsetOf(page));
  // A page that looked blank may have been torn: number and sum can be wrong before a text that is right.
  const isHead = readHead(log, page) === slot && numberIn(head) === log.number && head[4] === sum;
  if (!isHead || readText(log, page) !== text) return false;
  log.pages[slot] = page;
  log.sizes[slot] = pages;
  log.numbers[slot] = log.number;
  return true;
}
