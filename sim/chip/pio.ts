/**
 * PIO: the state machines of an emulated RP2040, in virtual time.
 *
 * rp2040js runs them in batches of wall-clock time and without their clock divider. Here they are behind the
 * chip's own time until something looks at them: a register of theirs, the level of a pin, the end of a slice.
 * Each machine is then executed up to that instant, instruction by instruction in the order of time. Nothing
 * else can see them late: their interrupts and DMA requests, which our programs do not use, are raised then.
 *
 * A pin that a machine drives is read back as the level it has, which rp2040js leaves out.
 */

import type { RP2040 } from 'rp2040js';

type Block = RP2040['pio'][number];
type Machine = Block['machines'][number];

/** At 125 MHz. */
const CYCLE_NANOS = 8;
const MACHINES = 4;
/** A divider of 0 means this. */
const LARGEST_DIVIDER = 0x10000;
/** rp2040js' codes of what a machine waits for: room in a queue, or a word in it. */
const WAITS_FOR_QUEUE: readonly number[] = [2, 3, 5];
/** The function of a pin that the program itself drives. */
const FUNCTION_SIO = 5;
/** Of the processor's own block of pins: the levels of all pins. */
const GPIO_IN = 4;

/** Time between two instructions of a machine. */
function periodOf(machine: Machine): number {
  const { clockDivInt, clockDivFrac } = machine;
  const whole = clockDivInt === 0 ? LARGEST_DIVIDER : clockDivInt;
  return (whole + clockDivFrac / 256) * CYCLE_NANOS;
}

/** Called when a machine changes the level of a pin, with the chip's time at which it does. */
type OnLevel = (pin: number, isHigh: boolean, atNanos: number) => void;

class PioBlock {
  /** When each machine executes next, in ns of the chip's clock. */
  private readonly nextNanos = [0, 0, 0, 0];

  constructor(
    private readonly mcu: RP2040,
    private readonly block: Block,
    private readonly onLevel: OnLevel,
  ) {
    // Whoever starts a machine starts it now, and not where it was left when it was stopped.
    const write = block.writeUint32.bind(block);
    block.writeUint32 = (offset, value) => {
      this.catchUp();
      write(offset, value);
      this.settle(mcu.clock.nanos);
    };
    const read = block.readUint32.bind(block);
    block.readUint32 = (offset) => {
      this.catchUp();
      return read(offset);
    };
    // Its own loop, which follows the computer's clock.
    block.run = () => undefined;
  }

  /** The running machine that is due first before an instant; -1 for none. */
  private firstBefore(untilNanos: number): number {
    let first = -1;
    let firstNanos = untilNanos;
    for (let i = 0; i < MACHINES; i++) {
      const atNanos = this.nextNanos[i] as number;
      if (atNanos >= firstNanos || this.block.machines[i]?.enabled !== true) continue;
      first = i;
      firstNanos = atNanos;
    }
    return first;
  }

  catchUp(): void {
    const nowNanos = this.mcu.clock.nanos;
    const { machines } = this.block;
    for (;;) {
      const i = this.firstBefore(nowNanos);
      if (i < 0) break;
      const machine = machines[i] as Machine;
      // Only the processor ends this, and it is here.
      if (machine.waiting && WAITS_FOR_QUEUE.includes(machine.waitType)) {
        this.nextNanos[i] = nowNanos;
        continue;
      }
      const { cycles } = machine;
      const atNanos = this.nextNanos[i] as number;
      machine.step();
      // A machine that waits spends one cycle on every look.
      const spent = Math.max(1, machine.cycles - cycles);
      this.nextNanos[i] = atNanos + spent * periodOf(machine);
      this.settle(atNanos);
    }
    for (let i = 0; i < MACHINES; i++) {
      if (machines[i]?.enabled !== true) this.nextNanos[i] = nowNanos;
    }
  }

  /** The levels of the pins that have changed are there to be read. */
  private settle(atNanos: number): void {
    const { block, mcu } = this;
    const changed =
      (block.pinValues ^ block.oldPinValues) | (block.pinDirections ^ block.oldPinDirections);
    if (changed === 0) return;
    block.checkChangedPins();
    mcu.gpio.forEach((pin, i) => {
      const isOurs = pin.functionSelect === 6 + block.index;
      if ((changed & (1 << i)) !== 0 && isOurs && pin.outputEnable) {
        pin.setInputValue(pin.outputValue);
        this.onLevel(i, pin.outputValue, atNanos);
      }
    });
  }
}

/** What the program itself drives can be read as well: rp2040js leaves that out. */
function readBack({ gpio, sio }: RP2040, inputs: number): number {
  let driven = 0;
  gpio.forEach((pin, i) => {
    if (pin.functionSelect === FUNCTION_SIO) driven |= sio.gpioOutputEnable & (1 << i);
  });
  return (inputs & ~driven) | (sio.gpioValue & driven);
}

/** Both blocks of a chip. */
export class Pio {
  private readonly blocks: readonly PioBlock[];

  constructor(mcu: RP2040, onLevel: OnLevel = () => undefined) {
    this.blocks = mcu.pio.map((block) => new PioBlock(mcu, block, onLevel));
    const { sio } = mcu;
    const read = sio.readUint32.bind(sio);
    sio.readUint32 = (offset) => {
      if (offset !== GPIO_IN) return read(offset);
      this.catchUp();
      return readBack(mcu, read(offset));
    };
  }

  /** Executes every machine up to the chip's present instant. */
  catchUp(): void {
    for (const block of this.blocks) block.catchUp();
  }
}
