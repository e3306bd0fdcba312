/**
 * Flash log: texts in slots, in four sectors of the flash, each behind the one that was written before it. How room
 * is made: flash-room.ts.
 *
 * A record begins on a page: slot, number, length and sum, and then the text. The highest number of a slot counts.
 * What was torn by a power cut has a wrong sum, and the record before it counts.
 */

export const LOG_SECTORS = 4;
/** Pages of a sector. */
export const SECTOR_PAGES = 16;
const PAGE_BYTES = 256;
const HEAD_BYTES = 10;
const BLANK = 0xffff;

/** The flash, by sector. */
export interface Sectors {
  /** Fills all of the list. */
  read(sector: number, bytes: Uint8Array, offset: number): void;
  /** Programs whole pages. */
  write(sector: number, bytes: Uint8Array, offset: number): void;
  erase(sector: number): void;
}

/** What the engine does with a text as a whole. */
export interface Texts {
  bytesOf(text: string): Uint8Array;
  textOf(bytes: Uint8Array): string;
  /** 0 to 65535. */
  sumOf(text: string): number;
}

export interface FlashLog {
  readonly sectors: Sectors;
  readonly texts: Texts;
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
  return Math.floor((HEAD_BYTES + length + PAGE_BYTES - 1) / PAGE_BYTES);
}

export function sectorOf(page: number): number {
  return Math.floor(page / SECTOR_PAGES);
}

/** Reads the head of a page. @returns the slot; BLANK where nothing was written; -1 where no record begins */
function readHead(log: FlashLog, page: number): number {
  const sector = sectorOf(page);
  log.sectors.read(sector, log.headBytes, (page - sector * SECTOR_PAGES) * PAGE_BYTES);
  const mark = log.head[0] as number;
  if (mark === BLANK) return BLANK;
  const slot = mark & 255;
  return mark >> 8 === (slot ^ 255) && slot < log.pages.length ? slot : -1;
}

/** The text whose head was read last. */
function readText(log: FlashLog, page: number): string {
  const sector = sectorOf(page);
  const length = log.head[3] as number;
  const offset = (page - sector * SECTOR_PAGES) * PAGE_BYTES;
  if (offset + HEAD_BYTES + length > SECTOR_PAGES * PAGE_BYTES) return '';
  const bytes = new Uint8Array(HEAD_BYTES + length);
  log.sectors.read(sector, bytes, offset);
  return log.texts.textOf(bytes.subarray(HEAD_BYTES));
}

function numberIn(head: Uint16Array): number {
  return (head[1] as number) + (head[2] as number) * 0x10000;
}

/** The sum of a record: of its text, and of what stands in front of it. */
function sumOf(log: FlashLog, slot: number, number: number, text: string): number {
  return (log.texts.sumOf(text) + slot + (number % 65521)) & 0xffff;
}

/** Takes one page over. @returns how many pages belong to it */
function scanPage(log: FlashLog, page: number): number {
  const slot = readHead(log, page);
  if (slot === BLANK) return 1;
  const sector = sectorOf(page);
  const inSector = page - sector * SECTOR_PAGES;
  log.used[sector] = inSector + 1;
  if (slot < 0) return 1;
  const number = numberIn(log.head);
  const text = readText(log, page);
  // A torn record: what is whole behind its first page is found by itself.
  if (text === '' || sumOf(log, slot, number, text) !== log.head[4]) return 1;
  const pages = pagesFor(text.length);
  log.used[sector] = inSector + pages;
  if (number > (log.numbers[slot] as number)) {
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

export function createFlashLog(sectors: Sectors, texts: Texts, slots: number): FlashLog {
  const headBytes = new Uint8Array(HEAD_BYTES);
  const log: FlashLog = {
    sectors: sectors,
    texts: texts,
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
  const page = log.current * SECTOR_PAGES + inSector;
  log.number++;
  const bytes = new Uint8Array(pages * PAGE_BYTES);
  const head = log.head;
  head[0] = slot | ((slot ^ 255) << 8);
  head[1] = log.number & 0xffff;
  head[2] = Math.floor(log.number / 0x10000);
  head[3] = text.length;
  head[4] = sumOf(log, slot, log.number, text);
  bytes.set(log.headBytes, 0);
  bytes.set(log.texts.bytesOf(text), HEAD_BYTES);
  log.used[log.current] = inSector + pages;
  log.sectors.write(log.current, bytes, inSector * PAGE_BYTES);
  if (readHead(log, page) !== slot || readText(log, page) !== text) return false;
  log.pages[slot] = page;
  log.sizes[slot] = pages;
  log.numbers[slot] = log.number;
  return true;
}
