/**
 * PIO desk: the state machines of an emulated RP2040 without an interpreter. Kaluma's calls are made here, over the
 * chip's registers as its module `rp2` writes them; each takes the time that it takes there.
 */

import { type RP2040, Simulator } from 'rp2040js';
import { Pio } from '../../sim/chip/pio.ts';

const PIO0 = 0x50200000;
const CTRL = 0x00;
const CTRL_SET = 0x2000;
const CTRL_CLEAR = 0x3000;
const FLEVEL = 0x0c;
const TXF0 = 0x10;
const RXF0 = 0x20;
const INSTRUCTIONS = 0x48;
const CLKDIV = 0xc8;
const EXECCTRL = 0xcc;
const SHIFTCTRL = 0xd0;
const INSTR = 0xd8;
const PINCTRL = 0xdc;
const MACHINE_BYTES = 0x18;
const GPIO_CTRL = 0x40014004;
const PADS = 0x4001c004;
const GPIO_IN = 0xd0000004;
const FUNCTION_PIO0 = 6;
const INPUT_ENABLED = 0x40;
const SET_PINDIRS_OUT = 0xe081;
const CHIP_HERTZ = 125e6;
const CALL_NANOS = 22_000;
const NANOS_PER_MS = 1e6;

export class PioDesk {
  readonly mcu: RP2040;
  private readonly simulator = new Simulator();
  private offset = 0;

  constructor() {
    this.mcu = this.simulator.rp2040;
    new Pio(this.mcu);
    const desk = this;
    const made = {
      OUTPUT: 1,
      pinMode: () => undefined,
      digitalWrite: () => undefined,
      digitalRead: (pin: number) => (desk.call(() => desk.isHigh(pin)) ? 1 : 0),
      millis: () => Math.floor(desk.nowMs),
      platformRequire: () => ({
        StateMachine: function make(
          id: number,
          program: kaluma.PioProgram,
          options: kaluma.StateMachineOptions,
        ) {
          return desk.makeMachine(id, program, options);
        },
      }),
    };
    Object.assign(globalThis, made);
  }

  get nowMs(): number {
    return this.simulator.clock.nanos / NANOS_PER_MS;
  }

  isHigh(pin: number): boolean {
    return (this.mcu.readUint32(GPIO_IN) & (1 << pin)) !== 0;
  }

  /** Puts a level on an input. */
  drive(pin: number, high: boolean): void {
    // What the machines have done until now, they have done with the old level.
    this.isHigh(pin);
    this.mcu.writeUint32(PADS + 4 * pin, INPUT_ENABLED);
    this.mcu.gpio[pin]?.setInputValue(high);
  }

  pass(durationMs: number): void {
    this.simulator.clock.tick(Math.round(durationMs * NANOS_PER_MS));
  }

  /** Time until a pin is low, in ms, by steps of 0.01 ms; infinite after a second. */
  timeToLow(pin: number, meanwhile: (passedMs: number) => void = () => undefined): number {
    const fromMs = this.nowMs;
    while (this.isHigh(pin)) {
      if (this.nowMs - fromMs > 1000) return Number.POSITIVE_INFINITY;
      this.pass(0.01);
      meanwhile(this.nowMs - fromMs);
    }
    return this.nowMs - fromMs;
  }

  /** Stops every machine, as a stray write would. */
  stopAll(): void {
    this.mcu.writeUint32(PIO0 + CTRL, 0);
  }

  private call<T>(act: () => T): T {
    this.simulator.clock.tick(CALL_NANOS);
    return act();
  }

  private load(words: readonly number[]): number {
    const from = this.offset;
    if (from + words.length > 32) throw new Error('the programs do not fit into 32 instructions');
    words.forEach((word, i) => {
      const isJump = word >> 13 === 0;
      this.mcu.writeUint32(PIO0 + INSTRUCTIONS + 4 * (from + i), isJump ? word + from : word);
    });
    this.offset += words.length;
    return from;
  }

  private makeMachine(
    id: number,
    program: kaluma.PioProgram,
    options: kaluma.StateMachineOptions,
  ): kaluma.StateMachine {
    const { mcu } = this;
    const words = [...program.toBinary()];
    const from = this.load(words);
    const at = PIO0 + MACHINE_BYTES * id;
    const { setBase, inBase = 0, freq } = options;
    mcu.writeUint32(at + CLKDIV, Math.floor(CHIP_HERTZ / freq) << 16);
    mcu.writeUint32(at + EXECCTRL, ((from + words.length - 1) << 12) | (from << 7));
    const threshold = (options.pullThreshold ?? 32) & 31;
    const shifts = (options.inShiftDir << 18) | (options.outShiftDir << 19);
    mcu.writeUint32(at + SHIFTCTRL, (shifts | (threshold << 25)) >>> 0);
    mcu.writeUint32(at + PINCTRL, (1 << 26) | (inBase << 15) | (setBase << 5));
    mcu.writeUint32(PADS + 4 * setBase, INPUT_ENABLED);
    mcu.writeUint32(GPIO_CTRL + 8 * setBase, FUNCTION_PIO0);
    mcu.writeUint32(at + INSTR, SET_PINDIRS_OUT);
    mcu.writeUint32(at + INSTR, from);
    const level = (shift: number): number =>
      (mcu.readUint32(PIO0 + FLEVEL) >>> (8 * id + shift)) & 15;
    return {
      active: (on) =>
        this.call(() => mcu.writeUint32(PIO0 + CTRL + (on ? CTRL_SET : CTRL_CLEAR), 1 << id)),
      exec: (instruction) => this.call(() => mcu.writeUint32(at + INSTR, instruction)),
      put: (word) =>
        this.call(() => {
          if (level(0) === 4) throw new Error('put waits for ever: the queue is full');
          mcu.writeUint32(PIO0 + TXF0 + 4 * id, word);
        }),
      get: () =>
        this.call(() => {
          if (level(4) === 0) throw new Error('get waits for ever: the queue is empty');
          return mcu.readUint32(PIO0 + RXF0 + 4 * id) >>> 0;
        }),
      rxfifo: () => this.call(() => level(4)),
      txfifo: () => this.call(() => level(0)),
    };
  }
}
