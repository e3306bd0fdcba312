/**
 * Desk chip: a program for Kaluma as it lies in the flash, run by this computer's own JavaScript with Kaluma's calls in
 * place, in virtual time. It shows what becomes of a changed text thousands of times while the emulated chip does so once.
 *
 * What is not as on the chip: engine and its heap are others, a tick takes no time, and state machines are
 * what they do, not their instructions. As on the chip: the text is read as UTF-8 up to its first zero, strictly;
 * an exception ends the interval that threw it; one at the start ends the program; an endless loop ends by the watchdog.
 */

import { createContext, Script } from 'node:vm';
import { FLASH_BYTES } from '../flash.ts';
import { KALUMA_PROGRAM } from '../install.ts';
import { type DeskCalls, deskCalls } from './desk-calls.ts';
import { DeskPins } from './desk-pins.ts';

const NANOS_PER_MS = 1e6;
/** The program's first line runs so long after power. */
const BOOT_MS = 900;
/** What takes longer on this computer never ends: a quarter of a second of the chip takes less than a hundredth of it. */
const ENDLESS_MS = 5000;

/** Reads as Kaluma does. @returns null where the engine would refuse the bytes */
function textIn(flash: Uint8Array): string | null {
  const end = flash.indexOf(0, KALUMA_PROGRAM);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(flash.subarray(KALUMA_PROGRAM, end));
  } catch {
    return null;
  }
}

const guarded = new Script('$act()');

export class DeskChip {
  readonly flash = new Uint8Array(FLASH_BYTES).fill(0xff);
  readonly mcu: DeskPins & { readonly uart: readonly { feedByte(byte: number): void }[] };
  resets = 0;
  onStart: () => void = () => undefined;
  onByte: (byte: number) => void = () => undefined;
  onConvert: (channel: number) => void = () => undefined;
  onLevel: (pin: number, isHigh: boolean, nanos: number) => void = () => undefined;
  private nowMs = 0;
  private startedMs = 0;
  private calls: DeskCalls | null = null;
  private readonly guard = createContext({ $act: null }) as { $act: (() => void) | null };
  /** It runs nothing any more: it hangs in a call, or its program has ended. */
  private isDead = false;
  private typed: number[] = [];

  constructor() {
    const uart = [{ feedByte: (byte: number) => void this.typed.push(byte) }];
    this.mcu = Object.assign(new DeskPins(), { uart });
  }

  get nanos(): number {
    return this.nowMs * NANOS_PER_MS;
  }

  start(_isReset: boolean): void {
    this.startedMs = this.nowMs;
    this.calls = null;
    this.isDead = false;
    this.typed = [];
    this.mcu.reset();
    this.onStart();
  }

  /** @returns restores the flash, and the chip as it is before its first start */
  keep(): () => void {
    const flash = this.flash.slice();
    return () => {
      this.flash.set(flash);
      this.nowMs = 0;
      this.resets = 0;
      this.calls = null;
    };
  }

  runTo(untilNanos: number): void {
    while (this.nanos < untilNanos) {
      this.nowMs++;
      this.pass();
    }
  }

  private pass(): void {
    if (this.calls === null) {
      if (this.nowMs - this.startedMs < BOOT_MS) return;
      this.boot();
      return;
    }
    const { calls } = this;
    for (const machine of calls.machines) machine.look();
    if (calls.watchdogDueMs <= this.nowMs - this.startedMs) {
      this.resets++;
      this.start(true);
      return;
    }
    if (this.isDead) return;
    const bytes = this.typed.splice(0);
    for (const act of calls.due(this.nowMs - this.startedMs, bytes)) {
      try {
        act.call();
      } catch {
        act.drop();
      }
    }
  }

  private boot(): void {
    const text = textIn(this.flash);
    const calls = deskCalls({
      pins: this.mcu,
      flash: this.flash,
      nowMs: () => this.nowMs - this.startedMs,
      say: (byte) => this.onByte(byte),
      convert: (channel) => this.onConvert(channel),
    });
    this.calls = calls;
    try {
      if (text === null) throw new SyntaxError('no UTF-8');
      new Script(`"use strict";${text}`).runInContext(createContext(calls.globals));
    } catch {
      // What the engine does not understand it does not begin, and after an exception Kaluma has no program.
      this.isDead = true;
      this.mcu.reset();
    }
  }

  /**
   * Does what this chip takes part in, and ends it where the program never would. @returns whether it has ended by itself
   */
  endsIn(act: () => void): boolean {
    this.guard.$act = act;
    try {
      guarded.runInContext(this.guard, { timeout: ENDLESS_MS });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      return false;
    }
  }

  /** The watchdog will bite. */
  get isWatched(): boolean {
    return this.calls !== null && Number.isFinite(this.calls.watchdogDueMs);
  }
}
