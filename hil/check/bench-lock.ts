/**
 * Bench lock: the real lock on a board with the bench firmware. The host drives it, and the board's own
 * converter reads its sense, independently of the inputs over the line.
 */

import { Drive } from '../../firmware/control/outputs.ts';
import {
  findBistablePart,
  findHoldToLockPart,
  latchSwitchWindows,
} from '../../firmware/drivers/lock-parts.ts';
import type { BenchClient } from '../line/client.ts';
import type { LockHand, Sensed } from './polarity.ts';

/** Until the pin is at rest, and its sense is stable. */
const SETTLE_MS = 100;

const NO_PINS = 'this board has no pins: the lock is played by the line, and no motor is driven';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The reading of the sense line, in mV; null where the board has no pins of its own. */
async function readLatch(client: BenchClient): Promise<number | null> {
  const answer = client.expect('sense', (message) => message.startsWith('sense latch '));
  client.send('sense');
  const word = (await answer).split(' ')[2] ?? 'none';
  return word === 'none' ? null : Number(word);
}

async function untold(client: BenchClient): Promise<string> {
  if ((await readLatch(client)) === null) return NO_PINS;
  return 'the rig file does not say which lock is fitted ("lock"), so no motor is driven';
}

/**
 * @param lock the fitted part, by name; null where the rig file names none: what a stroke may last is not guessed
 * @returns the lock, or in words why none can be checked
 */
export async function benchLock(
  client: BenchClient,
  lock: string | null,
): Promise<LockHand | string> {
  if (lock === null) return untold(client);
  const part = findBistablePart(lock);
  if (part === null) {
    const isCoil = findHoldToLockPart(lock) !== null;
    return isCoil ? `${lock} is a solenoid with a spring: it has one direction` : `no part ${lock}`;
  }
  const windows = part.sense ?? latchSwitchWindows();
  const millivolts = await readLatch(client);
  if (millivolts === null) return NO_PINS;
  const senseOf = (found: number): Sensed => {
    if (found >= windows.lockedFromMillivolts && found <= windows.lockedToMillivolts) {
      return 'locked';
    }
    const isBack = found >= windows.unlockedFromMillivolts && found <= windows.unlockedToMillivolts;
    return isBack ? 'unlocked' : 'neither';
  };
  const isThere = senseOf(millivolts) !== 'neither';
  return {
    whyNone: `no lock answers: its sense line reads ${millivolts} mV, in neither window of ${lock}`,
    latch: async () => (isThere ? senseOf((await readLatch(client)) ?? 0) : 'none'),
    stroke: async (way) => {
      const drive = way === 'extend' ? Drive.Extend : Drive.Retract;
      const driven = client.expect('drive', (message) => message.startsWith('net bridge '));
      client.send(`drive bridge ${drive} ${part.strokeMs}`);
      await driven;
      await wait(part.strokeMs);
      client.send(`drive bridge ${Drive.Off} 0`);
      // The part's rest counts from the end of the stroke, so the reading of the latch falls into it.
      await wait(Math.max(SETTLE_MS, part.strokeMs * part.restRatio));
      return '';
    },
  };
}
