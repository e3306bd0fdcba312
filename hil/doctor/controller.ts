/**
 * Controller: the times it keeps, its memory, the watchdog by a real stall, and the journal.
 */

import type { Device } from './device.ts';
import { type Finding, failed, passed, skipped } from './finding.ts';

/** The fields of `health`. */
export interface Health {
  readonly upMs: number;
  readonly lateTicks: number;
  readonly longestMs: number;
  readonly start: string;
  readonly journal: string;
  /** What opens the contactor beside the interpreter, in its words; null where it does not say. */
  readonly reflex: string | null;
  /** Whether its own text was read again, and is as it was built; null where the board cannot read it. */
  readonly program: string | null;
  readonly heapUsed: number | null;
  readonly heapTotal: number | null;
}

/** The longest lap with which the contactor still opens in time: 40 ms for the command, plus this delay. */
const LONGEST_LAP_MS = 40;
/**
 * One late tick in this time is a storage write or a garbage collection; more means a board that is too slow.
 */
const LATE_EVERY_MS = 1000;

/** @returns null where the lines are not those of this firmware */
export function readHealth(lines: readonly string[]): Health | null {
  const text = lines.join('\n');
  const up = /ok up (\d+) ms, (\d+) late ticks, longest (\d+) ms/.exec(text);
  const start = /ok start ([\w-]+), journal (\w+)/.exec(text);
  const reflex = /ok reflex ([^:]*)/.exec(text);
  const program = /ok program (\w+)/.exec(text);
  const heap = /ok heap (\d+) of (\d+) bytes/.exec(text);
  if (up === null || start === null) return null;
  return {
    upMs: Number(up[1]),
    lateTicks: Number(up[2]),
    longestMs: Number(up[3]),
    start: start[1] as string,
    journal: start[2] as string,
    reflex: reflex === null ? null : (reflex[1] as string),
    program: program === null ? null : (program[1] as string),
    heapUsed: heap === null ? null : Number(heap[1]),
    heapTotal: heap === null ? null : Number(heap[2]),
  };
}

export function judgeTicks(health: Health): Finding {
  const longest = health.lateTicks === 0 ? '' : `, longest ${health.longestMs} ms`;
  const found = `${health.lateTicks} late in ${Math.round(health.upMs / 1000)} s${longest}`;
  const expected = `at most one late tick per second, none longer than ${LONGEST_LAP_MS} ms`;
  const isLate =
    health.lateTicks * LATE_EVERY_MS > health.upMs || health.longestMs > LONGEST_LAP_MS;
  return isLate ? failed('ticks', 'ticks-late', found, expected) : passed('ticks', found, expected);
}

/** A platform's build that lacks the hardware of its map starts all the same: it is told here. */
export function judgeReflex({ reflex }: Health): Finding {
  if (reflex === null) return skipped('reflex', 'this board does not report it');
  if (reflex === 'none')
    return skipped('reflex', 'none: the interpreter alone opens the contactor');
  return passed('reflex', reflex, 'what the map declares');
}

export function judgeHeap(health: Health): Finding {
  if (health.heapUsed === null || health.heapTotal === null) {
    return skipped('memory', 'this board does not report it');
  }
  const free = Math.round((1 - health.heapUsed / health.heapTotal) * 100);
  const found = `${free} % of ${health.heapTotal} bytes free`;
  return free * 3 < 100
    ? failed('memory', 'heap-low', found, 'at least a third')
    : passed('memory', found, 'at least a third');
}

/** @returns null where `health` is not answered as expected */
export async function health(device: Device): Promise<Health | null> {
  return readHealth(await device.collect('health', 1500));
}

/** Longer than the longest watchdog, a reset, and a boot. */
const STALL_MS = 12000;
const RETURNS_WITHIN_MS = 30000;

/** A stroke first: the firmware accepts an order to stall only in service, where nothing can be live. */
async function stall(device: Device): Promise<string> {
  await device.becomes('motion', ['rested'], 15000);
  const answer = await device.order('service retract');
  if (!answer.startsWith('ok')) return answer.replace(/^error /, '');
  await device.rest(500);
  await device.becomes('motion', ['rested'], 15000);
  const said = await device.collect('service stall', STALL_MS);
  const refused = said.find((line) => line.startsWith('error service refused'));
  return refused ?? '';
}

async function examineWatchdog(device: Device, before: Health): Promise<Finding[]> {
  const refused = await stall(device);
  if (refused !== '') {
    return [skipped('watchdog', refused), skipped('journal', 'the watchdog did not restart it')];
  }
  await device.greet(RETURNS_WITHIN_MS);
  const after = await health(device);
  if (after === null) return [skipped('watchdog', '"health" was not answered as expected')];
  if (after.upMs >= before.upMs) {
    await device.order('service end');
    const found = 'stood still for 10 s and went on';
    return [
      failed('watchdog', 'watchdog-missing', found, 'a reset'),
      skipped('journal', 'it was not restarted'),
    ];
  }
  const journal =
    after.journal === 'readable'
      ? passed('journal', 'readable after the reset')
      : failed('journal', 'journal-forgets', after.journal, 'readable after the reset');
  return [passed('watchdog', `restarted, cause ${after.start}`, 'a reset'), journal];
}

export async function examineController(device: Device): Promise<Finding[]> {
  const before = await health(device);
  if (before === null) return [skipped('controller', '"health" was not answered as expected')];
  return [
    judgeTicks(before),
    judgeReflex(before),
    judgeHeap(before),
    ...(await examineWatchdog(device, before)),
  ];
}
