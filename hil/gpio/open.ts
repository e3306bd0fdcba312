/**
 * Open: opens lines by an interface of this machine: sysfs first, because onoff needs no process in between;
 * else the libgpiod tools.
 */

import { join } from 'node:path';
import type { Gpio } from 'onoff';
import { BenchError } from '../line/bench-error.ts';
import { findTools, openGpiod } from './gpiod.ts';
import type { Lines, LinesPlan } from './lines.ts';
import { findChip, openSysfs } from './sysfs.ts';

/** onoff is optional, because it is compiled at its installation. @returns null where it is missing */
async function loadOnoff(): Promise<typeof Gpio | null> {
  return import('onoff').then(
    (onoff) => onoff.Gpio,
    () => null,
  );
}

/**
 * @param chip the header's chip, for the tools
 * @param sys where the kernel shows its devices
 * @param load for tests of a computer without onoff
 * @throws BenchError where the machine has neither
 */
export async function openLines(
  plan: LinesPlan,
  chip = 'gpiochip0',
  sys = '/sys',
  load = loadOnoff,
): Promise<Lines> {
  const header = findChip(join(sys, 'class/gpio'));
  const Gpio = header === null ? null : await load();
  if (header !== null && Gpio?.accessible === true) return openSysfs(Gpio, header, plan);
  const tools = findTools();
  if (tools !== null) return openGpiod(tools, chip, plan);
  const isOnlyPackage = header !== null && Gpio === null;
  const what = isOnlyPackage
    ? 'the optional package onoff, which sysfs GPIO needs, is not installed, nor is gpioset'
    : 'there is neither sysfs GPIO nor gpioset here';
  throw new BenchError('GPIO', what, 'install the Debian package gpiod');
}
