/**
 * Product rest: what a board with the firmware that ships must report before a story may begin.
 */

import { BenchError } from '../line/bench-error.ts';
import type { ProductConsole } from '../line/product-console.ts';
import { pause } from './pause.ts';
import type { ProductReport } from './product-report.ts';

/** The time within which a board detects and reports that mains is lost. */
const SUPPLY_GONE_MS = 3000;
/** Strokes and rests of a release that an earlier story has left unfinished. */
const LOCK_RESTS_MS = 30000;

/** The fault of the rig; null while there is none. */
type Down = () => BenchError | null;

async function untilSaid(
  product: ProductConsole,
  report: ProductReport,
  down: Down,
  wanted: { readonly name: string; readonly value: string; readonly withinMs: number },
  todo: string,
): Promise<void> {
  const { name, value, withinMs } = wanted;
  const untilMs = performance.now() + withinMs;
  while (report.valueOf(name) !== value) {
    const trouble = down();
    if (trouble !== null) throw trouble;
    if (performance.now() > untilMs) {
      const found = `${name} ${report.valueOf(name)}, expected ${value}`;
      const what = `without mains the board reports ${found} within ${withinMs / 1000} s`;
      throw new BenchError(product.name, what, todo);
    }
    await pause();
  }
}

/** @throws BenchError where the firmware still senses mains although the jig's isolator is off */
export function untilSupplyIsGone(
  product: ProductConsole,
  report: ProductReport,
  down: Down,
): Promise<void> {
  const wanted = { name: 'supply', value: 'no', withinMs: SUPPLY_GONE_MS };
  return untilSaid(product, report, down, wanted, "look at the jig's supply switch");
}

/** A stroke that is already running has an unknown length and cause. @throws BenchError */
export function untilLockRests(
  product: ProductConsole,
  report: ProductReport,
  down: Down,
): Promise<void> {
  const wanted = { name: 'motion', value: 'rested', withinMs: LOCK_RESTS_MS };
  return untilSaid(product, report, down, wanted, 'ask it: holdfast hil console');
}

/** Why the board does not wait for a plug yet, in words; empty when it does. */
export function whyNotIdle(report: ProductReport): string {
  const wanted = { phase: 'idle', motion: 'rested', latch: 'unlocked', fault: 'none' };
  for (const [name, value] of Object.entries(wanted)) {
    const found = report.valueOf(name);
    if (found !== value) return `${name} is ${found}, expected ${value}`;
  }
  return '';
}
