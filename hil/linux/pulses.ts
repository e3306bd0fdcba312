/**
 * Pulses: one channel of a PWM by the kernel's files. The hardware generates the pulses; a file is written
 * when the duty changes.
 */

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BenchError } from '../line/bench-error.ts';

export interface Pulses {
  /** The channel's folder, for the log. */
  readonly said: string;
  /** The share of the time that the pin is high. */
  write(share: number): void;
  /** From then on the pin is low. */
  close(): void;
}

/** 1 kHz. */
const PERIOD_NS = 1_000_000;
/** A new channel becomes writable for this user when udev has set its permissions. */
const APPEARS_MS = 1000;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** @throws BenchError where the channel does not exist, or is not writable */
export async function openPulses(sys: string, chip: string, channel: number): Promise<Pulses> {
  const root = join(sys, 'class/pwm', chip);
  const folder = join(root, `pwm${channel}`);
  const put = (file: string, value: number): void =>
    writeFileSync(join(folder, file), String(value));
  const begin = (): void => {
    if (!existsSync(folder)) writeFileSync(join(root, 'export'), String(channel));
    // The kernel refuses the period while an older duty is longer than it.
    put('duty_cycle', 0);
    put('period', PERIOD_NS);
    put('enable', 1);
  };
  if (!existsSync(root)) {
    const todo = 'add dtoverlay=pwm to config.txt, or name another pwmChip in the pin map';
    throw new BenchError('PWM', `there is no ${root}`, todo);
  }
  const untilMs = performance.now() + APPEARS_MS;
  for (;;) {
    try {
      begin();
      break;
    } catch (error) {
      if (performance.now() > untilMs) {
        const todo = 'does another program use it, and may this user write there?';
        throw new BenchError('PWM', `${folder}: ${(error as Error).message}`, todo);
      }
    }
    await sleep(20);
  }
  return {
    said: folder,
    write: (share) => put('duty_cycle', Math.round(share * PERIOD_NS)),
    close: () => {
      put('duty_cycle', 0);
      put('enable', 0);
      writeFileSync(join(root, 'unexport'), String(channel));
    },
  };
}
