/**
 * Linux map: one schematic around a small computer as plain data, checked like a pin map before anything is
 * driven. Pins are named by their GPIO numbers, inputs of the converter AIN0 to AIN7.
 *
 * Outputs are asserted high, all of them: low is what a line is at start, at the end, and at its pull-down
 * while no program holds it.
 */

import type { NetMap } from './pin-map.ts';

/** The converter, by the kernel's industrial I/O. */
export interface LinuxConverter {
  /** What the kernel calls it: the text in the device's file `name`. */
  readonly device: string;
  /** One count at the converter's input, in mV; null where the kernel says it (`in_voltage_scale`). */
  readonly countMillivolts: number | null;
  /** A net reads its `atFull` with this at the converter's input. */
  readonly fullMillivolts: number;
}

export interface LinuxMap extends NetMap {
  /** Who drives the header: rp1 on the Raspberry Pi 5, bcm2835 on all before it. */
  readonly chip: 'bcm2835' | 'rp1';
  /** The header's chip for the libgpiod tools; in sysfs it is found by its label. */
  readonly gpioChip: string;
  readonly converter: LinuxConverter;
  /** The folder under /sys/class/pwm; which of its channels is at which pin, the chip says. */
  readonly pwmChip: string;
  /** The computer's own, such as /dev/watchdog; null: nothing ends a program that hangs. */
  readonly watchdog: string | null;
}
