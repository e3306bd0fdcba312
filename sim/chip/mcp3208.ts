/**
 * MCP3208: the converter beside an emulated chip, bit by bit: it takes its command as the clock rises, and gives
 * its result as the clock falls (datasheet DS21298, figure 5-1).
 */

import type { ConverterPins } from '../../firmware/platforms/pin-map.ts';

/** Clocks from the start bit on: five of command, one to sample in, then a zero and twelve bits. */
const COMMAND_CLOCKS = 5;
const FIRST_BIT_CLOCK = 7;
const BITS = 12;

const numberOf = (pin: string): number => Number(pin.slice(2));

export class Mcp3208 {
  private readonly clock: number;
  private readonly select: number;
  private readonly command: number;
  private isSelected = false;
  private isCommandHigh = false;
  /** Since the start bit; 0 before it. */
  private clocks = 0;
  private bits = 0;
  private counts = 0;

  /**
   * @param countsOf what a channel has now, 0 to 4095
   * @param give puts a level on the converter's output
   */
  constructor(
    pins: ConverterPins,
    private readonly countsOf: (channel: number) => number,
    private readonly give: (high: boolean) => void,
  ) {
    this.clock = numberOf(pins.clock);
    this.select = numberOf(pins.select);
    this.command = numberOf(pins.command);
  }

  /** A pin of the chip has this level from now on. */
  level(pin: number, isHigh: boolean): void {
    if (pin === this.command) this.isCommandHigh = isHigh;
    else if (pin === this.select) this.chosen(!isHigh);
    else if (pin === this.clock && this.isSelected) {
      if (isHigh) this.rise();
      else this.fall();
    }
  }

  private chosen(isSelected: boolean): void {
    this.isSelected = isSelected;
    this.clocks = 0;
    this.bits = 0;
  }

  private rise(): void {
    if (this.clocks === 0 && !this.isCommandHigh) return;
    this.clocks++;
    if (this.clocks > COMMAND_CLOCKS) return;
    this.bits = 2 * this.bits + (this.isCommandHigh ? 1 : 0);
    if (this.clocks === COMMAND_CLOCKS) this.counts = this.countsOf(this.bits & 7);
  }

  private fall(): void {
    const bit = this.clocks - FIRST_BIT_CLOCK;
    if (bit < -1) return;
    const shift = BITS - 1 - bit;
    this.give(bit >= 0 && shift >= 0 && ((this.counts >> shift) & 1) === 1);
  }
}
