/**
 * Open: lines by whatever this machine has: sysfs first, because onoff watches without a process between;
 * else the libgpiod tools.
 */

import { BenchError } from '../line/trouble.ts';
import { findTools, openGpiod } from './gpiod.ts';
import type { Lines, LinesPlan } from './lines.ts';
import { findChip, openSysfs, SYSFS } from './sysfs.ts';

/** @throws BenchError where the machine has neither */
export async function openLines(plan: LinesPlan, chip = 'gpiochip0'): Promise<Lines> {
  const { Gpio } = await import('onoff');
  const header = Gpio.accessible ? findChip(SYSFS) : null;
  if (header !== null) return openSysfs(Gpio, header, plan);
  const tools = findTools();
  if (tools !== null) return openGpiod(tools, chip, plan);
  const what = 'there is neither sysfs GPIO nor gpioset here';
  throw new BenchError('GPIO', what, 'install the Debian package gpiod');
}
