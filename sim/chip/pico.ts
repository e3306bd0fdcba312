/**
 * Pico: a Raspberry Pi Pico in virtual time, on rp2040js, with a platform's real firmware image in its
 * flash.
 *
 * Beside the emulator's own: the ROM's flash routines run here, with the time that a real flash takes; a
 * watchdog reset starts everything anew but flash, scratch registers and reason. Not modelled: flash wait
 * states, the second core, pull-ups.
 */

import { readFileSync } from 'node:fs';
import { type RP2040, Simulator, USBCDC } from 'rp2040js';

const FLASH_FROM = 0x10000000;
const FLASH_TO = 0x11000000;
const ROM_TO = 0x4000;
/** At 125 MHz. */
const CYCLE_NANOS = 8;
const ERASE_NANOS_PER_SECTOR = 45_000_000;
const PROGRAM_NANOS_PER_PAGE = 400_000;
const SECTOR_BYTES = 4096;
const PAGE_BYTES = 256;
/** Instructions between two looks at the time. */
const LOOK_EVERY = 256;

/** The emulator's complaints become faults of the chip, not lines on the terminal. */
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: (name: string, message: string) => {
    throw new Error(`${name}: ${message}`);
  },
};

interface Watchdog {
  onWatchdogTrigger: () => void;
  readonly alarm: { enable: boolean };
  readonly scratchData: Uint32Array;
  reason: number;
}

/** What a firmware image and the ROM are read from. */
export interface Images {
  readonly uf2: Uint8Array;
  readonly bootrom: Uint8Array;
}

/** One step of a write to the flash: sectors erased, or pages programmed. */
export interface FlashStep {
  /** From the beginning of the flash. */
  readonly at: number;
  /** What is programmed; for an erasure, all ones. */
  readonly bytes: Uint8Array;
  readonly isErasure: boolean;
}

/** Does a step, or the first part of it. @param length how many of its bytes */
export function putStep(flash: Uint8Array, step: FlashStep, length = step.bytes.length): void {
  for (let i = 0; i < length; i++) {
    const to = step.at + i;
    const byte = step.bytes[i] as number;
    flash[to] = step.isErasure ? 0xff : (flash[to] as number) & byte;
  }
}

export function readImages(uf2Path: string, bootromPath: string): Images {
  return { uf2: readFileSync(uf2Path), bootrom: readFileSync(bootromPath) };
}

function wordAt(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);
}

function halfAt(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint16(at, true);
}

export class Pico {
  mcu: RP2040;
  resets = 0;
  /** Bytes programmed and sectors erased since the beginning. */
  programmed = 0;
  erased = 0;
  readonly flash = new Uint8Array(FLASH_TO - FLASH_FROM).fill(0xff);
  /** Called before every step of a write. */
  onFlash: (step: FlashStep) => void = () => undefined;
  /** Called after every start, to connect the pins anew. */
  onStart: () => void = () => undefined;
  private simulator = new Simulator();
  private beforeNanos = 0;
  private hasBitten = false;
  /** The core has crashed: only its peripherals go on, the watchdog among them. */
  private isLockedUp = false;
  private dog: Watchdog | null = null;
  private readonly routines = new Map<number, () => void>();

  constructor(private readonly images: Images) {
    this.load(images.uf2);
    this.mcu = this.simulator.rp2040;
  }

  /** Power-on, or what a watchdog reset does. */
  start(isReset: boolean): void {
    if (this.mcu.flash.length > 0 && isReset) this.flash.set(this.mcu.flash.subarray(0, 0x200000));
    this.beforeNanos += this.simulator.clock.nanos;
    this.simulator = new Simulator();
    this.mcu = this.simulator.rp2040;
    this.mcu.logger = silent;
    this.isLockedUp = false;
    const rom = this.images.bootrom;
    this.mcu.loadBootrom(
      new Uint32Array(rom.buffer.slice(rom.byteOffset, rom.byteOffset + ROM_TO)),
    );
    this.mcu.flash.set(this.flash.subarray(0, this.mcu.flash.length));
    this.hookRom(rom);
    // Nobody listens on USB, but the platform waits for somebody to be there.
    new USBCDC(this.mcu.usbCtrl);
    this.connectWatchdog(isReset);
    this.mcu.core.PC = FLASH_FROM;
    this.onStart();
  }

  /** Power is lost: the flash stays. */
  powerOff(): void {
    this.flash.set(this.mcu.flash.subarray(0, 0x200000));
  }

  private connectWatchdog(isReset: boolean): void {
    const found = Object.values(this.mcu.peripherals).find(
      (one) => one.constructor.name === 'RPWatchdog',
    );
    const dog = found as unknown as Watchdog;
    if (isReset && this.dog !== null) {
      dog.reason = this.dog.reason;
      dog.scratchData.set(this.dog.scratchData);
    }
    this.dog = dog;
    dog.onWatchdogTrigger = () => {
      this.hasBitten = true;
      // Left alone, the emulator sets this alarm again at the same instant for ever.
      dog.alarm.enable = false;
    };
  }

  private load(uf2: Uint8Array): void {
    for (let at = 0; at + 512 <= uf2.length; at += 512) {
      if (wordAt(uf2, at) !== 0x0a324655) throw new Error('the firmware image is no UF2 file');
      const address = wordAt(uf2, at + 12);
      const size = wordAt(uf2, at + 16);
      if (address < FLASH_FROM || address >= FLASH_TO) continue;
      this.flash.set(uf2.subarray(at + 32, at + 32 + size), address - FLASH_FROM);
    }
  }

  /** The ROM's table of functions: erase and program are done here, entering and leaving is nothing. */
  private hookRom(rom: Uint8Array): void {
    const core = this.mcu.core;
    const flash = this.mcu.flash;
    this.routines.clear();
    for (let at = halfAt(rom, 0x14); halfAt(rom, at) !== 0; at += 4) {
      const name = String.fromCharCode(rom[at] as number, rom[at + 1] as number);
      const address = halfAt(rom, at + 2) & ~1;
      const words = core.registers;
      if (name === 'RE') {
        this.routines.set(address, () => {
          const [from, count] = [words[0] as number, words[1] as number];
          const step = { at: from, bytes: new Uint8Array(count).fill(0xff), isErasure: true };
          this.onFlash(step);
          putStep(flash, step);
          this.erased += count / SECTOR_BYTES;
          this.simulator.clock.tick((count / SECTOR_BYTES) * ERASE_NANOS_PER_SECTOR);
        });
      } else if (name === 'RP') {
        this.routines.set(address, () => {
          const [to, from, count] = [words[0] as number, words[1] as number, words[2] as number];
          const bytes = Uint8Array.from({ length: count }, (_, i) => this.mcu.readUint8(from + i));
          const step = { at: to, bytes, isErasure: false };
          this.onFlash(step);
          putStep(flash, step);
          this.programmed += count;
          this.simulator.clock.tick((count / PAGE_BYTES) * PROGRAM_NANOS_PER_PAGE);
        });
      } else if (['IF', 'EX', 'FC', 'CX'].includes(name)) {
        this.routines.set(address, () => undefined);
      }
    }
  }

  /** One instruction; what the emulator refuses is a hard fault, from which no handler comes back. */
  private execute(): number {
    try {
      return this.mcu.core.executeInstruction();
    } catch {
      this.isLockedUp = true;
      return 1;
    }
  }

  /** Since the first power-on, in ns. */
  get nanos(): number {
    return this.beforeNanos + this.simulator.clock.nanos;
  }

  /** Runs until an instant of `nanos`, or a little beyond. */
  runTo(untilNanos: number): void {
    for (let step = 0; ; step++) {
      const core = this.mcu.core;
      const clock = this.simulator.clock;
      if (core.waiting || this.isLockedUp) {
        clock.tick(
          Math.max(1, Math.min(clock.nanosToNextAlarm || 1e6, untilNanos - this.nanos, 1e6)),
        );
        if (this.nanos >= untilNanos && !this.hasBitten) return;
      } else {
        const routine = core.PC < ROM_TO ? this.routines.get(core.PC) : undefined;
        if (routine !== undefined) {
          routine();
          core.PC = (core.registers[14] as number) & ~1;
        }
        clock.tick(this.execute() * CYCLE_NANOS);
      }
      if (this.hasBitten) {
        this.hasBitten = false;
        this.resets++;
        this.start(true);
      }
      if (step % LOOK_EVERY === 0 && this.nanos >= untilNanos) return;
    }
  }
}
