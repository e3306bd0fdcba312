/**
 * Pico: a Raspberry Pi Pico in virtual time, on rp2040js, with a platform's real firmware image in its flash.
 *
 * In addition to rp2040js: the ROM's flash routines are executed here, with the duration of a real flash; a
 * watchdog reset restarts everything except flash, scratch registers and reason; PIO runs in the chip's time. Not modelled: flash wait
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
import { Pio } from './pio.ts';
import { snapshotOf } from './snapshot.ts';
import { Translated } from './thumb/translated.ts';

const ROM_TO = 0x4000;
/** The watchdog's reason for a reset: a timeout. */
const TIMED_OUT = 1;
/** At 125 MHz. */
const CYCLE_NANOS = 8;

/** Errors of the emulator become faults of the chip, not lines on the terminal. */
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

/** The firmware image and the ROM. */
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
  /** Called after every start, before the first instruction. */
  onStart: () => void = () => undefined;
  /** Called with what the chip sends on its first UART. */
  onByte: (byte: number) => void = () => undefined;
  /** Called when a conversion begins, with its channel. */
  onConvert: (channel: number) => void = () => undefined;
  /** Called when a state machine changes the level of a pin. */
  onLevel: (pin: number, isHigh: boolean, nanos: number) => void = () => undefined;
  private readonly simulator = new Simulator();
  private readonly usb: USBCDC;
  private readonly dog: Watchdog;
  private readonly routines: ReadonlyMap<number, () => void>;
  private readonly translated: Translated;
  private readonly pio: Pio;
  /** The state of everything but the flash at power-on. */
  private readonly makeNew: () => void;
  /** Its running time, over all restored states. */
  ranNanos = 0;
  /** The part of it that passed without the program. */
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
    this.pio = new Pio(this.mcu, (pin, isHigh, nanos) =>
      this.onLevel(pin, isHigh, this.state.beforeNanos + nanos),
    );
    skipIdle(this.mcu, (mostNanos) => this.pass(mostNanos));
    this.translated = new Translated(this.mcu, (address) => this.routines.has(address));
    this.mcu.core.PC = FLASH_FROM;
    this.makeNew = this.keepChip();
  }

  /** Power-on, or a watchdog reset: the flash stays, and after a reset so do the registers that report it. */
  start(isReset: boolean): void {
    const { reason, scratchData } = this.dog;
    const scratch = scratchData.slice();
    const beforeNanos = this.nanos;
    this.makeNew();
    this.state = { beforeNanos, hasBitten: false, isLockedUp: false };
    if (isReset) {
      // A reset from outside has the effect of the watchdog's.
      this.dog.reason = reason === 0 ? TIMED_OUT : reason;
      this.dog.scratchData.set(scratch);
    }
    this.onStart();
  }

  /** Saves the whole state of the chip. @returns restores it, as often as it is called */
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

  /** A copy of the whole flash of a Pico. */
  flashNow(): Uint8Array {
    return this.flash.slice(0, FLASH_BYTES);
  }

  /** Inserts another flash, with the same platform's image in it. */
  putFlash(flash: Uint8Array): void {
    this.flash.set(flash);
  }

  private keepChip(): () => void {
    return snapshotOf([this.simulator, this.usb, this.pio], [this.flash.buffer, this.mcu.logger]);
  }

  /** There is no host on USB, but the platform waits for one: it is answered here. */
  private connectUsb(): USBCDC {
    const usb = new USBCDC(this.mcu.usbCtrl);
    // No input comes over USB, so what the platform is ready to read does not arrive. rp2040js would send
    // empty packets without a pause, 40 000 interrupts a second, which no real line has.
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
      // Without this, the emulator sets this alarm again at the same instant for ever.
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

  /**
   * One instruction; an instruction that the emulator refuses is a hard fault, from whose handler there is no
   * return.
   */
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

  /** Lets time pass without the program, up to the next event. */
  private pass(mostNanos: number): void {
    const { clock } = this.simulator;
    const nanos = Math.min(mostNanos, clock.nanosToNextAlarm, this.untilNanos - this.nanos);
    this.skippedNanos += Math.max(0, nanos);
    if (nanos > 0) clock.tick(nanos);
  }

  /** Runs until an instant of `nanos`, or at most an instruction beyond it. */
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
    this.pio.catchUp();
  }

  /** Advances the peripherals only. */
  private wait(mostNanos: number): void {
    const clock = this.simulator.clock;
    clock.tick(Math.max(1, Math.min(clock.nanosToNextAlarm || 1e6, mostNanos, 1e6)));
  }

  /**
   * Runs everything before the next alarm in translated code; where that is not possible, one instruction by
   * rp2040js.
   */
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
