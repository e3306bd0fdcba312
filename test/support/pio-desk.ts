/**
 * PIO desk: the state machines of an emulated RP2040 without an interpreter. Kaluma's calls are made here, over the
 * chip's registers as its module `rp2` writes them; each takes the time that it takes there.
 */

import { type RP2040, Simulator } from 'rp2040js';
import { Pio } from '../../sim/chip/pio.ts';

const PIOS = [0x50200000, 0x50300000];
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
const MACHINES = 4;
const GPIO_CTRL = 0x40014004;
const PADS = 0x4001c004;
const GPIO_IN = 0xd0000004;
const FUNCTION_PIO0 = 6;
const INPUT_ENABLED = 0x40;
const SET_PINDIRS = 0xe080;
const CHIP_HERTZ = 125e6;
const CALL_NANOS = 22_000;
const NANOS_PER_MS = 1e6;

export class PioDesk {
  readonly mcu: RP2040;
  private readonly simulator = new Simulator();
  /** Instructions in either block. */
  private readonly loaded = [0, 0];
  private readonly places = new Map<kaluma.PioProgram, number>();
  /** How each pin was set up: 0 an input, 1 an output, 2 with a pull-up, 3 with a pull-down. */
  readonly modes = new Map<number, number>();

  constructor() {
    this.mcu = this.simulator.rp2040;
    new Pio(this.mcu, (pin, isHigh) => this.onLevel(pin, isHigh));
    const desk = this;
    const made = {
      OUTPUT: 1,
      INPUT: 0,
      INPUT_PULLUP: 2,
      INPUT_PULLDOWN: 3,
      pinMode: (pin: number, mode: number) => {
        desk.modes.set(pin, mode);
      },
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

  /** Called when a machine changes the level of a pin. */
  onLevel: (pin: number, isHigh: boolean) => void = () => undefined;

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
    for (const base of PIOS) this.mcu.writeUint32(base + CTRL, 0);
  }

  private call<T>(act: () => T): T {
    this.simulator.clock.tick(CALL_NANOS);
    return act();
  }

  private load(block: number, words: readonly number[]): number {
    const from = this.loaded[block] as number;
    if (from + words.length > 32) throw new Error('the programs do not fit into 32 instructions');
    words.forEach((word, i) => {
      const isJump = word >> 13 === 0;
      this.mcu.writeUint32(
        (PIOS[block] as number) + INSTRUCTIONS + 4 * (from + i),
        isJump ? word + from : word,
      );
    });
    this.loaded[block] = from + words.length;
    return from;
  }

  private makeMachine(
    id: number,
    program: kaluma.PioProgram,
    options: kaluma.StateMachineOptions,
  ): kaluma.StateMachine {
    const { mcu } = this;
    const words = [...program.toBinary()];
    const block = id < MACHINES ? 0 : 1;
    const base = PIOS[block] as number;
    const index = id - MACHINES * block;
    // As in Kaluma: a program is loaded once, and whoever uses it again must know its place.
    const loaded = this.places.get(program);
    const own = loaded === undefined ? this.load(block, words) : undefined;
    if (own !== undefined) this.places.set(program, own);
    const from = options.offset ?? own ?? 0;
    const at = base + MACHINE_BYTES * index;
    const { setBase, setCount = 1, outBase = 0, inBase = 0, freq, jmpPin = 0 } = options;
    const { outCount = options.outBase === undefined ? 0 : 1, sidesetBase = 0 } = options;
    const { sideset } = program;
    mcu.writeUint32(at + CLKDIV, Math.floor(CHIP_HERTZ / freq) << 16);
    mcu.writeUint32(
      at + EXECCTRL,
      (jmpPin << 24) | ((from + words.length - 1) << 12) | (from << 7) | (options.movStatusN ?? 0),
    );
    const threshold = (options.pullThreshold ?? 32) & 31;
    const shifts = (options.inShiftDir << 18) | (options.outShiftDir << 19);
    mcu.writeUint32(at + SHIFTCTRL, (shifts | (threshold << 25)) >>> 0);
    this.driveWith(at, block, setBase, setCount);
    if (outCount > 0) this.driveWith(at, block, outBase, outCount);
    if (sideset > 0) this.driveWith(at, block, sidesetBase, sideset);
    const counts = ((sideset << 29) | (setCount << 26) | (outCount << 20)) >>> 0;
    const bases = (inBase << 15) | (sidesetBase << 10) | (setBase << 5) | outBase;
    mcu.writeUint32(at + PINCTRL, (counts | bases) >>> 0);
    mcu.writeUint32(at + INSTR, from);
    const level = (shift: number): number =>
      (mcu.readUint32(base + FLEVEL) >>> (8 * index + shift)) & 15;
    return {
      active: (on) =>
        this.call(() => mcu.writeUint32(base + CTRL + (on ? CTRL_SET : CTRL_CLEAR), 1 << index)),
      exec: (instruction) => this.call(() => mcu.writeUint32(at + INSTR, instruction)),
      put: (word) =>
        this.call(() => {
          if (level(0) === 4) throw new Error('put waits for ever: the queue is full');
          mcu.writeUint32(base + TXF0 + 4 * index, word);
        }),
      get: () =>
        this.call(() => {
          for (let i = 0; i < 1000 && level(4) === 0; i++) this.simulator.clock.tick(1000);
          if (level(4) === 0) throw new Error('get waits for ever: the queue is empty');
          return mcu.readUint32(base + RXF0 + 4 * index) >>> 0;
        }),
      rxfifo: () => this.call(() => level(4)),
      txfifo: () => this.call(() => level(0)),
      offset: own as number,
    };
  }

  /** A machine drives these pins from now on. */
  private driveWith(at: number, block: number, base: number, count: number): void {
    const { mcu } = this;
    for (let pin = base; pin < base + count; pin++) {
      mcu.writeUint32(PADS + 4 * pin, INPUT_ENABLED);
      mcu.writeUint32(GPIO_CTRL + 8 * pin, FUNCTION_PIO0 + block);
    }
    mcu.writeUint32(at + PINCTRL, ((count << 26) | (base << 5)) >>> 0);
    mcu.writeUint32(at + INSTR, SET_PINDIRS | (2 ** count - 1));
  }
}
