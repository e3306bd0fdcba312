/**
 * Flash room: where in the flash the next text goes, and which sector is erased for those after it.
 *
 * A write programs one page or a few, 0.4 ms each, and erases nothing: an erasure stops the processor for 45 ms, a
 * file system needs up to three of them for a text, and the contactor opens where it is not fed for 30 ms. So one
 * sector is erased ahead of time, in steps: its records that count are written once more, one in a tick, and then
 * it is erased; while the contactor is closed only where room runs out.
 */

import {
  append,
  type FlashLog,
  LOG_SECTORS,
  pagesFor,
  readSlot,
  SECTOR_PAGES,
  sectorOf,
} from './flash-log.ts';

/** Of 16: left for the records of the sector that is erased next, and for what is written until then. */
const RESERVED_PAGES = 12;
const MOST_TRIES = 3;

function roomIn(log: FlashLog): number {
  return SECTOR_PAGES - (log.used[log.current] as number);
}

/** Whether there is an erased sector for what comes. */
export function hasErased(log: FlashLog): boolean {
  return log.used.indexOf(0) >= 0;
}

/** Whether it must be made now, though the contactor is closed. */
export function isFull(log: FlashLog): boolean {
  return roomIn(log) < RESERVED_PAGES;
}

function isIn(log: FlashLog, slot: number, sector: number): boolean {
  const page = log.pages[slot] as number;
  return page >= 0 && sectorOf(page) === sector;
}

/** Pages of a sector that count. */
function livePages(log: FlashLog, sector: number): number {
  let pages = 0;
  for (let slot = 0; slot < log.pages.length; slot++) {
    if (isIn(log, slot, sector)) pages += log.sizes[slot] as number;
  }
  return pages;
}

/** The sector with the fewest pages that count, the one that is written to left out. */
function emptiestSector(log: FlashLog): number {
  let found = -1;
  let fewest = SECTOR_PAGES + 1;
  for (let sector = 0; sector < LOG_SECTORS; sector++) {
    const pages = sector === log.current ? fewest : livePages(log, sector);
    if (pages < fewest) {
      fewest = pages;
      found = sector;
    }
  }
  return found;
}

function erase(log: FlashLog, sector: number): void {
  log.sectors.erase(sector);
  log.used[sector] = 0;
}

/** The last resort: what counts is held in memory while its own sector is erased. A power cut would lose it. */
function rewrite(log: FlashLog, sector: number): void {
  const texts: string[] = [];
  for (let slot = 0; slot < log.pages.length; slot++) {
    texts.push(isIn(log, slot, sector) ? readSlot(log, slot) : '');
  }
  erase(log, sector);
  log.current = sector;
  for (let slot = 0; slot < log.pages.length; slot++) {
    if (texts[slot] !== '') append(log, slot, texts[slot] as string);
  }
}

/**
 * One step towards an erased sector.
 *
 * @param mayErase whether the processor may stand still now; not asked before there is something to erase
 */
export function tidy(log: FlashLog, mayErase: () => boolean): void {
  const sector = emptiestSector(log);
  for (let slot = 0; slot < log.pages.length; slot++) {
    if (isIn(log, slot, sector)) {
      if ((log.sizes[slot] as number) <= roomIn(log)) append(log, slot, readSlot(log, slot));
      else rewrite(log, sector);
      return;
    }
  }
  if (mayErase()) erase(log, sector);
}

/** Whether so many pages can be written; goes on to an erased sector where they cannot. */
function hasRoom(log: FlashLog, pages: number): boolean {
  if (pages <= roomIn(log)) return true;
  const erased = log.used.indexOf(0);
  if (erased < 0) return false;
  log.current = erased;
  return true;
}

const always = (): boolean => true;

/**
 * @param text not empty
 * @throws Error where the flash does not keep it, or it is longer than a sector
 */
export function writeSlot(log: FlashLog, slot: number, text: string): void {
  const pages = pagesFor(text.length);
  for (let tries = 0; tries < MOST_TRIES && pages <= SECTOR_PAGES; tries++) {
    // Where nobody has made room ahead: a step for each slot, and the erasure.
    for (let i = 0; i <= log.pages.length && !hasRoom(log, pages); i++) tidy(log, always);
    if (hasRoom(log, pages) && append(log, slot, text)) return;
  }
  throw new Error(`slot ${slot} cannot be written`);
}
