/**
 * Pulse meter: a program that prints a line for every pulse, such as gpiomon on the pin of an S0 output.
 */

import { spawn } from 'node:child_process';
import type { PulseMeter } from '../config/config.ts';
import type { Energy } from '../core/energy.ts';
import type { Time } from '../core/time.ts';

const AGAIN_MS = 10000;

/** @returns a function that ends it */
export function countPulses(
  { command, perKilowattHour }: PulseMeter,
  energy: Energy,
  time: Time,
  say: (line: string) => void,
): () => void {
  const [program = '', ...args] = command;
  let isEnded = false;
  let end = (): void => undefined;
  const begin = (): void => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let isOver = false;
    const over = (why: string): void => {
      if (isOver || isEnded) return;
      isOver = true;
      say(`meter: ${program} has ended (${why}); it is started again in ${AGAIN_MS / 1000} s`);
      end = time.after(AGAIN_MS, begin);
    };
    child.on('error', (error) => over(error.message));
    child.on('exit', (code, signal) => over(`${code ?? signal}`));
    child.stdout.on('data', (text: Buffer) => {
      const pulses = text.filter((byte) => byte === 0x0a).length;
      energy.add((pulses * 1000) / perKilowattHour);
    });
    end = () => child.kill();
  };
  begin();
  return () => {
    isEnded = true;
    end();
  };
}
