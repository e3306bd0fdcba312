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
import {
  FLASH_BYTES,
  FLASH_FROM,
  type FlashStep,
  flashRoutines,
  loadUf2,
  putStep,
} from './flash.ts';
import { skipIdle } from './idle.ts';
import { snapshotOf } from './snapshot.ts';
import { Translated } from './thumb/translated.ts';

const ROM_TO = 0x4000;
/** The watchdog's reason for a reset: nobody has fed it. */
const TIMED_OUT = 1;
/** At 125 MHz. */
const CYCLE_NANOS = 8;

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

export function readImages(uf2Path: string, bootromPath: string): Images {
  return { uf2: readFileSync(uf2Path), bootrom: readFileSync(bootromPath) };
}

export class Pico {
  readonly mcu: RP2040;
  readonly flash: Uint8Array;
  resets = 0;
  /** Called before every step of a write. */
  onFlash: (step: FlashStep) => void = () => undefined;
  /** Called after every start, when nothing has run yet. */
  onStart: () => void = () => undefined;
  /** Called with what the chip sends on its first UART. */
  onByte: (byte: number) => void = () => undefined;
  /** Called when a conversion begins, with its channel. */
  onConvert: (channel: number) => void = () => undefined;
  private readonly simulator = new Simulator();
  private readonly usb: USBCDC;
  private readonly dog: Watchdog;
  private readonly routines: ReadonlyMap<number, () => void>;
  private readonly translated: Translated;
  /** Everything but the flash as it is when power comes on. */
  private readonly makeNew: () => void;
  /** Time that it has run, over all that was put back. */
  ranNanos = 0;
  /** Of that, what has passed without the program. */
  skippedNanos = 0;
  private untilNanos = 0;
  private state = { beforeNanos: 0, hasBitten: false, isLockedUp: false };

  constructor(images: Images) {
    this.mcu = this.simulator.rp2040;
    this.mcu.logger = silent;
    this.flash = this.mcu.flash;
    const rom = images.bootrom;
    this.mcu.loadBootrom(
      new Uint32Array(rom.buffer.slice(rom.byteOffset, rom.byteOffset + ROM_TO)),
    );
    loadUf2(this.flash, images.uf2);
    this.routines = flashRoutines(this.mcu, rom, (step, nanos) => this.write(step, nanos));
    this.usb = this.connectUsb();
    this.dog = this.connectWatchdog();
    this.connectPins();
    skipIdle(this.mcu, (mostNanos) => this.pass(mostNanos));
    this.translated = new Translated(this.mcu, (address) => this.routines.has(address));
    this.mcu.core.PC = FLASH_FROM;
    this.makeNew = this.keepChip();
  }

  /** Power-on, or what a watchdog reset does: the flash stays, and after a reset what tells of it. */
  start(isReset: boolean): void {
    const { reason, scratchData } = this.dog;
    const scratch = scratchData.slice();
    const beforeNanos = this.nanos;
    this.makeNew();
    this.state = { beforeNanos, hasBitten: false, isLockedUp: false };
    if (isReset) {
      // Whoever resets it from outside does what the watchdog does.
      this.dog.reason = reason === 0 ? TIMED_OUT : reason;
      this.dog.scratchData.set(scratch);
    }
    this.onStart();
  }

  /** Keeps all of the chip as it is now. @returns puts it back, as often as it is called */
  keep(): () => void {
    const put = this.keepChip();
    const flash = this.flashNow();
    const { resets } = this;
    const state = { ...this.state };
    return () => {
      put();
      this.putFlash(flash);
      this.state = { ...state };
      this.resets = resets;
    };
  }

  /** A copy of all that the flash of a Pico holds. */
  flashNow(): Uint8Array {
    return this.flash.slice(0, FLASH_BYTES);
  }

  /** Puts another flash in, with the same platform's image in it. */
  putFlash(flash: Uint8Array): void {
    this.flash.set(flash);
  }

  private keepChip(): () => void {
    return snapshotOf([this.simulator, this.usb], [this.flash.buffer, this.mcu.logger]);
  }

  /** Nobody listens on USB, but the platform waits for somebody to be there. */
  private connectUsb(): USBCDC {
    const usb = new USBCDC(this.mcu.usbCtrl);
    // Nobody types there either: what the platform is ready to read does not come. rp2040js would send
    // empty packets without a pause, 40 000 interrupts a second that no real line has.
    this.mcu.usbCtrl.onEndpointRead = () => undefined;
    return usb;
  }

  private connectPins(): void {
    const { uart, adc } = this.mcu;
    if (uart[0] !== undefined) uart[0].onByte = (byte) => this.onByte(byte);
    const read = adc.onADCRead;
    adc.onADCRead = (channel) => {
      this.onConvert(channel);
      read(channel);
    };
  }

  private connectWatchdog(): Watchdog {
    const found = Object.values(this.mcu.peripherals).find(
      (one) => one.constructor.name === 'RPWatchdog',
    );
    const dog = found as unknown as Watchdog;
    dog.onWatchdogTrigger = () => {
      this.state.hasBitten = true;
      // Left alone, the emulator sets this alarm again at the same instant for ever.
      dog.alarm.enable = false;
    };
    return dog;
  }

  private write(step: FlashStep, nanos: number): void {
    this.onFlash(step);
    putStep(this.flash, step);
    this.translated.forget(step.at, step.bytes.length);
    this.simulator.clock.tick(nanos);
  }

  /** One instruction; what the emulator refuses is a hard fault, from which no handler comes back. */
  private executeOne(): number {
    try {
      return this.mcu.core.executeInstruction();
    } catch {
      this.state.isLockedUp = true;
      return 1;
    }
  }

  /** Since the first power-on, in ns. */
  get nanos(): number {
    return this.state.beforeNanos + this.simulator.clock.nanos;
  }

  /** Lets time pass without the program, up to the next thing that happens. */
  private pass(mostNanos: number): void {
    const { clock } = this.simulator;
    const nanos = Math.min(mostNanos, clock.nanosToNextAlarm, this.untilNanos - this.nanos);
    this.skippedNanos += Math.max(0, nanos);
    if (nanos > 0) clock.tick(nanos);
  }

  /** Runs until an instant of `nanos`, or an instruction beyond. */
  runTo(untilNanos: number): void {
    this.untilNanos = untilNanos;
    this.ranNanos += untilNanos - this.nanos;
    while (this.nanos < untilNanos || this.state.hasBitten) {
      if (this.state.hasBitten) {
        this.resets++;
        this.start(true);
      }
      const leftNanos = Math.max(1, untilNanos - this.nanos);
      if (this.mcu.core.waiting || this.state.isLockedUp) this.wait(leftNanos);
      else this.execute(leftNanos);
    }
  }

  /** Nothing happens but what the peripherals do. */
  private wait(mostNanos: number): void {
    const clock = this.simulator.clock;
    clock.tick(Math.max(1, Math.min(clock.nanosToNextAlarm || 1e6, mostNanos, 1e6)));
  }

  /** What lies before the next alarm at once; where that cannot be, one instruction by rp2040js. */
  private execute(mostNanos: number): void {
    const { core } = this.mcu;
    const clock = this.simulator.clock;
    const routine = core.PC < ROM_TO ? this.routines.get(core.PC) : undefined;
    if (routine !== undefined) {
      routine();
      core.PC = (core.registers[14] as number) & ~1;
    }
    if (!core.interruptsUpdated) {
      const freeNanos = Math.min(clock.nanosToNextAlarm, mostNanos);
      const cycles = this.translated.run(Math.ceil(freeNanos / CYCLE_NANOS));
      if (cycles > 0) {
        clock.tick(cycles * CYCLE_NANOS);
        return;
      }
    }
    clock.tick(this.executeOne() * CYCLE_NANOS);
  }
}
