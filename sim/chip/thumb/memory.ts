/**
 * Memory: RAM, flash and ROM of an emulated chip, by signed 32-bit addresses, like the registers in
 * translated code.
 */

import type { RP2040 } from 'rp2040js';

const FLASH_FROM = 0x10000000;
const FLASH_BYTES = 0x1000000;
export const RAM_FROM = 0x20000000;
export const RAM_BYTES = 264 * 1024;
const ROM_BYTES = 0x4000;

export class Memory {
  readonly ram8: Uint8Array;
  readonly ram16: Uint16Array;
  readonly ram32: Int32Array;
  /** The last read had no memory at its address, or was misaligned: rp2040js handles it. */
  isElsewhere = false;
  private readonly flash: DataView;
  private readonly rom: DataView;

  constructor(mcu: RP2040) {
    this.ram8 = mcu.sram;
    this.ram16 = new Uint16Array(mcu.sram.buffer);
    this.ram32 = new Int32Array(mcu.sram.buffer);
    this.flash = new DataView(mcu.flash.buffer);
    this.rom = new DataView(mcu.bootrom.buffer);
  }

  /** Reads outside of RAM, this many bytes, unsigned; words are signed. */
  read(address: number, bytes: 1 | 2 | 4): number {
    this.isElsewhere = false;
    if ((address & (bytes - 1)) === 0) {
      const inFlash = (address - FLASH_FROM) | 0;
      if (inFlash >= 0 && inFlash < FLASH_BYTES) return readFrom(this.flash, inFlash, bytes);
      if (address >= 0 && address < ROM_BYTES) return readFrom(this.rom, address, bytes);
    }
    this.isElsewhere = true;
    return 0;
  }

  /** One halfword of code; null where there is no memory. */
  codeAt(address: number): number | null {
    const inRam = (address - RAM_FROM) | 0;
    if (inRam >= 0 && inRam < this.ram8.length) return this.ram16[inRam >> 1] as number;
    const code = this.read(address, 2);
    return this.isElsewhere ? null : code;
  }
}

function readFrom(view: DataView, at: number, bytes: 1 | 2 | 4): number {
  if (bytes === 4) return view.getInt32(at, true);
  return bytes === 2 ? view.getUint16(at, true) : view.getUint8(at);
}
