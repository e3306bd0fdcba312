/**
 * A computer's header and its kernel's files, wired to the nets of the simulated board.
 */

import { pinMap } from '../../firmware/boards/linux-pi.ts';
import { Drive } from '../../firmware/control/outputs.ts';
import { eachLevel } from '../../firmware/drivers/digital-inputs.ts';
import { createReadings } from '../../firmware/drivers/quiet-window.ts';
import type { Lines } from '../../hil/gpio/lines.ts';
import { lineOf } from '../../hil/linux/computer.ts';
import type { SimBoard } from '../../sim/world/board.ts';
import type { LinuxTree } from './linux-tree.ts';

const { contactor, bridge, trip, residualTest, light } = pinMap;

/** The lines of a header, wired to the nets of the simulated board. */
export class WiredLines implements Lines {
  readonly said = 'stand-in';
  readonly levels = new Map<number, boolean>();
  /** Behind the monostable: it lets go a little after the longest stroke. */
  private readonly endsMs = pinMap.strokeMs + 50;
  private readonly high = new Set<number>();

  constructor(private readonly board: SimBoard) {}

  nowMs(): number {
    return 0;
  }

  private isHigh(pin: string | undefined): boolean {
    return pin !== undefined && this.high.has(lineOf(pin));
  }

  write(offset: number, on: boolean): void {
    if (on) this.high.add(offset);
    else this.high.delete(offset);
    const { board } = this;
    if (offset === lineOf(contactor.pin)) board.contactor.write(on);
    if (trip !== null && offset === lineOf(trip.pin)) board.trip?.write(on);
    if (residualTest !== null && offset === lineOf(residualTest.pin)) board.residualTest.write(on);
    if (light.some(({ pin }) => offset === lineOf(pin))) {
      board.light.write(
        light.reduce((sum, { pin }, i) => sum + (this.isHigh(pin) ? 1 << i : 0), 0),
      );
    }
    const directions = [bridge?.extend, bridge?.retract];
    if (directions.some((pin) => pin !== undefined && offset === lineOf(pin))) {
      const [extend, retract] = directions.map((pin) => this.isHigh(pin));
      const drive = extend
        ? retract
          ? Drive.Brake
          : Drive.Extend
        : retract
          ? Drive.Retract
          : Drive.Off;
      board.lockBridge?.write(drive, this.endsMs);
    }
  }

  read(offset: number): boolean {
    return this.levels.get(offset) === true;
  }

  async close(): Promise<void> {}
}

/** What the plant shows, in the kernel's files and on the lines. */
export function show(board: SimBoard, tree: LinuxTree, lines: WiredLines): void {
  const readings = createReadings();
  board.inputs.sample(readings);
  tree.set(pinMap.pilotHigh, readings.pilotHighMillivolts);
  tree.set(pinMap.pilotLow, readings.pilotLowMillivolts);
  tree.set(pinMap.latch, readings.latchMillivolts);
  tree.set(pinMap.proximity, board.proximity.readMillivolts());
  tree.set(pinMap.lockSupply, board.lockSupply.readMillivolts());
  if (pinMap.thermometer !== null) {
    tree.set(pinMap.thermometer, board.thermometer?.readMillivolts() ?? 0);
  }
  if (pinMap.supplyVoltage !== null) {
    tree.set(pinMap.supplyVoltage, board.supplyMeter?.readSupplyDecivolts() ?? 2300);
  }
  if (pinMap.outgoingCurrent !== null) {
    tree.set(pinMap.outgoingCurrent, board.outgoingCurrent?.readMilliamps() ?? 0);
  }
  eachLevel(pinMap, ({ pin, activeLow }, bit) => {
    lines.levels.set(lineOf(pin), ((readings.levels & bit) !== 0) !== activeLow);
  });
}
