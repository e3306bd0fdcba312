/**
 * Open: lines by whatever this machine has: sysfs first, because onoff watches without a process between;
 * else the libgpiod tools.
 */

import { join } from 'node:path';
import { BenchError } from '../line/bench-error.ts';
import { findTools, openGpiod } from './gpiod.ts';
import type { Lines, LinesPlan } from './lines.ts';
import { findChip, openSysfs } from './sysfs.ts';

/**
 * @param chip the header's, for the tools
 * @param sys where the kernel shows its devices
 * @throws BenchError where the machine has neither
 */
export async function openLines(plan: LinesPlan, chip = 'gpiochip0', sys = '/sys'): Promise<Lines> {
  const { Gpio } = await import('onoff');
  const header = findChip(join(sys, 'class/gpio'));
  if (header !== null && Gpio.accessible) return openSysfs(Gpio, header, plan);
  const tools = findTools();
  if (tools !== null) return openGpiod(tools, chip, plan);
  const what = 'there is neither sysfs GPIO nor gpioset here';
  throw new BenchError('GPIO', what, 'install the Debian package gpiod');
}
