/**
 * Flash sectors: those of the log, over bytes in memory. Programming turns ones to zeros only.
 */

import { LOG_SECTORS, type Sectors } from '../../firmware/platforms/flash-log.ts';
import { SECTOR_BYTES } from './flash.ts';

export class FlashSectors implements Sectors {
  /** @param bytes of the sectors; blank where none are given */
  constructor(readonly bytes: Uint8Array = new Uint8Array(LOG_SECTORS * SECTOR_BYTES).fill(0xff)) {}

  read(sector: number, bytes: Uint8Array, offset: number): void {
    const from = sector * SECTOR_BYTES + offset;
    bytes.set(this.bytes.subarray(from, from + bytes.length));
  }

  write(sector: number, bytes: Uint8Array, offset: number): void {
    const from = sector * SECTOR_BYTES + offset;
    for (let i = 0; i < bytes.length; i++) {
      this.bytes[from + i] = (this.bytes[from + i] as number) & (bytes[i] as number);
    }
  }

  erase(sector: number): void {
    this.bytes.fill(0xff, sector * SECTOR_BYTES, (sector + 1) * SECTOR_BYTES);
  }
}
