/**
 * Figures of the line: round trip, lines per second in both directions, the uncertainty of the board's clock,
 * and ten thousand steps while the board floods and stalls. All are measured when the command runs.
 */

import { type StandIn, startStandIn } from '../device/stand-in.ts';
import { BenchClient } from '../line/client.ts';
import { Link } from '../line/link.ts';

export interface LinkFigures {
  readonly tripMs: { readonly median: number; readonly worst: number };
  readonly uncertaintyMs: number;
  readonly toBoardPerSecond: number;
  readonly toHostPerSecond: number;
  readonly steps: number;
  readonly stepsPerSecond: number;
  readonly lostOrReordered: number;
  readonly resends: number;
  readonly badFrames: number;
}

const PINGS = 500;
const LINES = 5000;
const ROOM = 200;

function median(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

async function room(link: Link): Promise<void> {
  while (link.line.queue.length >= ROOM) {
    if (link.down !== null) throw link.down;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Messages without an answer, as fast as the line accepts them; the last one is answered. */
async function floodBoard(link: Link, client: BenchClient): Promise<number> {
  const fromMs = performance.now();
  for (let i = 0; i < LINES; i++) {
    await room(link);
    client.send(`set current ${i}`);
  }
  await client.ping();
  return LINES / ((performance.now() - fromMs) / 1000);
}

/** The board sends as many lines as it can. */
async function floodHost(client: BenchClient): Promise<number> {
  const fromMs = performance.now();
  await client.flood(LINES);
  return LINES / ((performance.now() - fromMs) / 1000);
}

/**
 * Steps that are counted at both ends while the board floods, and this side stops reading for a moment.
 *
 * @returns how many were lost or came out of order
 */
async function takeSteps(link: Link, client: BenchClient, steps: number): Promise<number> {
  let wrong = 0;
  for (let i = 0; i < steps; i++) {
    if (i % 500 === 250) client.send('flood 50');
    if (i % 2000 === 1000) {
      link.pause();
      setTimeout(() => link.resume(), 20);
    }
    const id = await client.echo(i);
    if (id !== i) wrong++;
  }
  return wrong;
}

/** @param steps how many; the project promises ten thousand */
export async function measureLink(command: readonly string[], steps: number): Promise<LinkFigures> {
  const device: StandIn = await startStandIn(command);
  const link = new Link(device.path);
  try {
    await link.open();
    const client = new BenchClient(link);
    const trips: number[] = [];
    for (let i = 0; i < PINGS; i++) trips.push((await client.ping()).tripMs);
    trips.sort((a, b) => a - b);
    const toBoardPerSecond = await floodBoard(link, client);
    const toHostPerSecond = await floodHost(client);
    const fromMs = performance.now();
    const lostOrReordered = await takeSteps(link, client, steps);
    return {
      tripMs: { median: median(trips), worst: trips[trips.length - 1] ?? 0 },
      uncertaintyMs: (trips[0] ?? 0) / 2,
      toBoardPerSecond,
      toHostPerSecond,
      steps,
      stepsPerSecond: steps / ((performance.now() - fromMs) / 1000),
      lostOrReordered,
      resends: link.line.resends,
      badFrames: link.line.badFrames,
    };
  } finally {
    await link.close();
    device.stop();
  }
}
