/**
 * Sysfs: lines through `/sys/class/gpio`, by way of onoff, where the kernel still has it.
 *
 * Its numbers are global: the chip's base plus the offset. Old kernels began at 0, newer ones begin at
 * 512, so the base is read and never assumed.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Gpio } from 'onoff';
import type { Lines, LinesPlan } from './lines.ts';

interface Chip {
  readonly base: number;
  readonly count: number;
  readonly label: string;
}

function chipsIn(folder: string): Chip[] {
  if (!existsSync(folder)) return [];
  const read = (chip: string, file: string): string =>
    readFileSync(join(folder, chip, file), 'utf8').trim();
  return readdirSync(folder)
    .filter((name) => name.startsWith('gpiochip'))
    .map((name) => ({
      base: Number(read(name, 'base')),
      count: Number(read(name, 'ngpio')),
      label: read(name, 'label'),
    }));
}

/** The header's chip: on the Raspberry Pi by its label, elsewhere the chip with the most lines. */
export function findChip(folder: string): Chip | null {
  const chips = chipsIn(folder);
  const header = chips.find(({ label }) => /pinctrl-(bcm|rp1)/.test(label));
  return header ?? [...chips].sort((a, b) => b.count - a.count)[0] ?? null;
}

const TURN_MS = 1;
/** So late is every stamp of a computer with nothing else to do, and the rig's uncertainty contains it. */
const USUAL_MS = 2 * TURN_MS;

/**
 * Bounds how late an edge is stamped: this program stamps it when it comes to it. What waits is taken once in
 * every turn, so an edge is younger than the turn before the one that takes it.
 */
class Turns {
  private beforeMs = performance.now();
  private lastMs = this.beforeMs;
  private readonly timer = setInterval(() => {
    this.beforeMs = this.lastMs;
    this.lastMs = performance.now();
  }, TURN_MS).unref();

  lateMs(nowMs: number): number {
    return Math.max(0, nowMs - this.beforeMs - USUAL_MS);
  }

  end(): void {
    clearInterval(this.timer);
  }
}

/** @param Pin onoff's class, or a stand-in */
export function openSysfs(Pin: typeof Gpio, chip: Chip, plan: LinesPlan): Lines {
  const number = (offset: number): number => chip.base + offset;
  const outputs = new Map(plan.outputs.map((offset) => [offset, new Pin(number(offset), 'low')]));
  const levels = new Map<number, boolean>();
  const inputs = new Map<number, Gpio>();
  const turns = new Turns();
  for (const offset of plan.inputs) {
    const pin = new Pin(number(offset), 'in', 'both');
    levels.set(offset, pin.readSync() === 1);
    pin.watch((error, value) => {
      const atMs = performance.now();
      if (!error) plan.onEdge({ offset, on: value === 1, atMs, lateMs: turns.lateMs(atMs) });
    });
    inputs.set(offset, pin);
  }
  let closed = false;
  return {
    said: `sysfs, chip ${chip.label}, numbers from ${chip.base}`,
    levels,
    nowMs: () => performance.now(),
    read: (offset) => inputs.get(offset)?.readSync() === 1,
    write: (offset, on) => outputs.get(offset)?.writeSync(on ? 1 : 0),
    close: async () => {
      if (closed) return;
      closed = true;
      turns.end();
      for (const pin of outputs.values()) {
        pin.writeSync(0);
        pin.unexport();
      }
      for (const pin of inputs.values()) pin.unexport();
    },
  };
}
