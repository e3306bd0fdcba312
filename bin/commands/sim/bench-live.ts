/**
 * `holdfast bench live`: frames per second of the live page, in a real browser.
 */

import { availableParallelism, cpus, loadavg } from 'node:os';
import {
  browserHint,
  findBrowser,
  launchBrowser,
  measureFrames,
} from '../../../sim/bench/frames.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { ENVIRONMENT } from '../../exit-codes.ts';
import { type FiguresOptions, writeFigures } from './figures-file.ts';
import { serveLive } from './live.ts';

const COUNTED_MS = 10000;
/** Smooth: at most one frame in sixty is missed. */
const LEAST_PER_SECOND = 59;

/** @param root address of the project's folder */
export async function benchLive(
  root: string,
  options: FiguresOptions,
  print: Print,
): Promise<number> {
  const executable = findBrowser();
  if (executable === undefined) {
    print(browserHint);
    return ENVIRONMENT;
  }
  const { server, address } = await serveLive(root, 0);
  const browser = await launchBrowser(executable);
  try {
    const version = `Chromium ${browser.version()}`;
    const load = (loadavg()[0] ?? 0).toFixed(1);
    const cores = `${availableParallelism()} cores, load ${load} before`;
    const machine = `${cpus()[0]?.model ?? 'unknown'}, ${cores}, ${version}`;
    print(paint.dim(machine));
    const frames = await measureFrames(browser, address, COUNTED_MS);
    const gaps = [frames.medianMs, frames.p99Ms, frames.worstMs].map((ms) => ms.toFixed(1));
    const isSmooth = frames.perSecond >= LEAST_PER_SECOND;
    print(
      `  ${frames.perSecond.toFixed(1)} frames a second at 1×, a car charging (≥ ${LEAST_PER_SECOND}) ` +
        (isSmooth ? paint.green('kept') : paint.red('MISSED')),
    );
    print(`  ms between frames: ${gaps[0]} median, ${gaps[1]} of 99 in 100, ${gaps[2]} longest`);
    print(`  ${frames.workMs.toFixed(1)} ms of work for a frame, in the page's thread`);
    print(`  ${frames.virtualPerReal.toFixed(3)} virtual seconds in one second`);
    writeFigures(options, { machine, frames });
    return isSmooth ? 0 : 1;
  } finally {
    await browser.close();
    server.close();
  }
}
