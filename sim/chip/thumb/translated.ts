/**
 * Translated: the frequently executed code of an emulated chip, as JavaScript, which the engine compiles.
 * Rare code, and everything except arithmetic and memory, is left to rp2040js.
 *
 * It works on the registers and the memory of rp2040js' own core, never runs past the given instant, and
 * counts the same cycles: only the speed differs, and a test compares the results.
 */

import type { RP2040 } from 'rp2040js';
import { Memory, RAM_FROM } from './memory.ts';
import { type Translation, translate } from './translate.ts';

const FLASH_FROM = 0x10000000;
/** The size of the program region: 2 MB. */
const FLASH_BYTES = 0x200000;
const ROM_BYTES = 0x4000;
/** After this many executions by rp2040js, code is translated. */
const OFTEN = 100;
const NEVER = -1;

type Run = (most: number) => number;

interface Stretch {
  readonly run: Run;
  readonly cycles: number;
  /** Where it was read from RAM, its halfwords: the RAM may contain another program by now. */
  readonly inRam: Translation['read'];
}

export class Translated {
  private readonly memory: Memory;
  private readonly r: Int32Array;
  /**
   * Negative and zero as a value with the same sign and zero, carry, overflow, and whether a stretch was left
   * early.
   */
  private readonly flags = new Int32Array(4);
  /** By halfword of memory: the number of requests, up to `OFTEN`; above, the index in `stretches`. */
  private readonly places: Int32Array;
  private stretches: Stretch[] = [];
  /** The range of translated code in the flash. */
  private flashFrom = FLASH_FROM + FLASH_BYTES;
  private flashTo = FLASH_FROM;

  /** @param isHooked addresses of the ROM that are never translated */
  constructor(
    private readonly mcu: RP2040,
    private readonly isHooked: (address: number) => boolean,
  ) {
    this.memory = new Memory(mcu);
    this.r = new Int32Array(mcu.core.registers.buffer);
    this.places = new Int32Array((ROM_BYTES + mcu.sram.length + FLASH_BYTES) >> 1);
  }

  /** The flash has changed in this range. */
  forget(from: number, bytes: number): void {
    if (FLASH_FROM + from > this.flashTo || FLASH_FROM + from + bytes < this.flashFrom) return;
    this.stretches = [];
    this.places.fill(0);
  }

  /** Runs at most this many cycles; fewer, or none, where it reaches code that is not translated. */
  run(most: number): number {
    const { core } = this.mcu;
    const { flags, r } = this;
    flags[0] = core.Z ? 0 : core.N ? -1 : 1;
    flags[1] = core.C ? 1 : 0;
    flags[2] = core.V ? 1 : 0;
    flags[3] = 0;
    let cycles = 0;
    while (flags[3] === 0) {
      const stretch = this.stretchAt(r[15] as number);
      if (stretch === undefined || cycles + stretch.cycles > most) break;
      cycles += stretch.run(most - cycles);
    }
    if (cycles === 0) return 0;
    const nz = flags[0] as number;
    core.N = nz < 0;
    core.Z = nz === 0;
    core.C = flags[1] === 1;
    core.V = flags[2] === 1;
    core.cycles += cycles;
    return cycles;
  }

  private stretchAt(pc: number): Stretch | undefined {
    const inRam = (pc - RAM_FROM) | 0;
    const inFlash = (pc - FLASH_FROM) | 0;
    let at = pc;
    if (inRam >= 0 && inRam < this.mcu.sram.length) at = ROM_BYTES + inRam;
    else if (inFlash >= 0 && inFlash < FLASH_BYTES) at = ROM_BYTES + this.mcu.sram.length + inFlash;
    else if (pc < 0 || pc >= ROM_BYTES) return undefined;
    at >>= 1;
    const place = this.places[at] as number;
    if (place > OFTEN) {
      const found = this.stretches[place - OFTEN - 1] as Stretch;
      if (found.inRam.length === 0 || this.isStill(found)) return found;
      this.places[at] = 0;
      return undefined;
    }
    if (place === NEVER) return undefined;
    this.places[at] = place + 1;
    if (place < OFTEN) return undefined;
    const made = this.make(pc);
    if (made === null) this.places[at] = NEVER;
    else this.places[at] = OFTEN + this.stretches.push(made);
    return made ?? undefined;
  }

  private isStill({ inRam }: Stretch): boolean {
    const { ram16 } = this.memory;
    for (const [address, code] of inRam) {
      if (ram16[(address - RAM_FROM) >> 1] !== code) return false;
    }
    return true;
  }

  private make(pc: number): Stretch | null {
    const { memory } = this;
    const made = translate(
      pc,
      (address) => (this.isHooked(address) ? null : memory.codeAt(address)),
      (address) => {
        const word = memory.read(address, 4);
        return memory.isElsewhere ? null : word;
      },
    );
    if (made === null) return null;
    const inRam = made.read.filter(([address]) => address >= RAM_FROM);
    for (const [address] of made.read) {
      if (address < FLASH_FROM || address >= RAM_FROM) continue;
      this.flashFrom = Math.min(this.flashFrom, address);
      // Its constants are up to a kilobyte behind an instruction.
      this.flashTo = Math.max(this.flashTo, address + 1028);
    }
    const build = new Function(
      'core',
      'memory',
      'r',
      'flags',
      'ram8',
      'ram16',
      'ram32',
      `return (most) => {${made.code}}`,
    );
    const { ram8, ram16, ram32 } = memory;
    const run = build(this.mcu.core, memory, this.r, this.flags, ram8, ram16, ram32) as Run;
    return { run, cycles: made.cycles, inRam };
  }
}
