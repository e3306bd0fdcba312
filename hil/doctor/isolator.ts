/**
 * Isolator: off, and on again. The loss must be reported, the controller must live on for as long as a release and its
 * map need, and the lock must be reset when power comes back.
 *
 * The controller tells its own time with the report of the loss, and whenever it is asked: the difference is how long it
 * has lived since, in one run. It is asked while the person still switches, because Enter may come seconds later.
 */

import { createLimits } from '../../firmware/control/limits.ts';
import { LOSS_COMMAND_MS, releaseNeedsMs } from '../../firmware/drivers/hold-up.ts';
import { findBistablePart } from '../../firmware/drivers/lock-parts.ts';
import { readHealth } from './controller.ts';
import type { Device } from './device.ts';
import type { Person } from './examination.ts';
import { type Finding, failed, passed, skipped } from './finding.ts';
import type { Fittings } from './fittings.ts';

const CHECK = 'isolator off and on';
/** A loss is reported within `LOSS_COMMAND_MS`; a person and the line take longer. */
const TELLS_WITHIN_MS = 3000;
const RETURNS_WITHIN_MS = 60000;
/** The answer to one question, lost or late. */
const ANSWER_MS = 1500;
const ATTEMPTS = 2;
/** Between two questions, so that the line is free for what the controller tells by itself. */
const PAUSE_MS = 50;
/**
 * From the loss to its report, and from one answer to the next: so much shorter than what the map declares the time
 * between report and last answer may be.
 */
const UNSEEN_MS = 400;

/** How long the controller must live without mains, and why. */
export interface HoldUp {
  readonly forMs: number;
  readonly why: string;
}

/**
 * @param onLoss what is set as `on-power-loss`: where the plug is held, no release has to be lived through
 * @param declaredMs by the map; null where it is not at hand
 */
export function holdUpNeeded(lock: string, onLoss: string, declaredMs: number | null): HoldUp {
  const part = findBistablePart(lock);
  const releaseMs =
    part === null || onLoss !== 'release' ? 0 : releaseNeedsMs(part, createLimits().deadProofMs);
  const leastMs = (declaredMs ?? 0) - UNSEEN_MS;
  return leastMs > releaseMs
    ? { forMs: leastMs, why: `the map declares ${declaredMs} ms` }
    : { forMs: releaseMs, why: `a release after a loss needs ${releaseMs} ms` };
}

/** The device's own time; null where it does not answer. */
async function timeOf(device: Device): Promise<number | null> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const lines = await device.list('health', /^ok start /, ANSWER_MS);
    const health = readHealth(lines);
    if (health !== null) return health.upMs;
  }
  return null;
}

/** @returns when it was last heard before the person had switched, on its own clock; null where it was left out */
async function switchOff(device: Device, person: Person): Promise<number | null> {
  let isDone = false;
  const acting = person.act('isolator-off').finally(() => {
    isDone = true;
  });
  // Whoever waits for it below hears of an error; until then nobody does.
  acting.catch(() => undefined);
  let heardAtMs = 0;
  while (!isDone) {
    heardAtMs = (await timeOf(device)) ?? heardAtMs;
    await device.rest(PAUSE_MS);
  }
  return (await acting) ? heardAtMs : null;
}

/** @returns how long it has lived since the loss, as far as it was asked */
async function livedFor(device: Device, heardAtMs: number, forMs: number): Promise<number> {
  const losses = device.changes.filter(({ name, value }) => name === 'supply' && value === 'no');
  const lossAtMs = losses.at(-1)?.atMs ?? 0;
  let livedMs = Math.max(0, heardAtMs - lossAtMs);
  while (livedMs < forMs) {
    await device.rest(PAUSE_MS);
    const nowMs = await timeOf(device);
    // Silent, or in another run than the one that has seen the loss.
    if (nowMs === null || nowMs - lossAtMs < livedMs) return livedMs;
    livedMs = nowMs - lossAtMs;
  }
  return livedMs;
}

/** After power has come back. */
async function judgeReturn(device: Device, livedMs: number, expected: string): Promise<Finding> {
  const told = `reported, alive ${livedMs} ms later`;
  if (await device.becomes('phase', ['idle'], RETURNS_WITHIN_MS)) {
    return passed(CHECK, `${told}; the lock was reset when power came back`, expected);
  }
  const fault = device.valueOf('fault') ?? 'none';
  if (fault !== 'none') {
    return skipped(CHECK, `${told}; not ready again, because ${fault} is active`);
  }
  return failed(CHECK, 'not-ready', `phase ${device.valueOf('phase')}`, 'phase idle');
}

export async function examineIsolator(
  device: Device,
  person: Person,
  { lock }: Pick<Fittings, 'lock'>,
  declaredMs: number | null,
): Promise<Finding[]> {
  const answer = await device.ask('get on-power-loss', ['ok on-power-loss ']);
  const { forMs, why } = holdUpNeeded(lock, answer.split(' ')[2] ?? '', declaredMs);
  const heardAtMs = await switchOff(device, person);
  if (heardAtMs === null) return [skipped(CHECK, 'left out')];
  const isTold = await device.becomes('supply', ['no'], TELLS_WITHIN_MS);
  const isAlive = isTold || (await timeOf(device)) !== null;
  const livedMs = isTold ? await livedFor(device, heardAtMs, forMs) : 0;
  await person.act('isolator-on');
  await device.greet(RETURNS_WITHIN_MS);
  if (!isTold) {
    const within = `reported within ${LOSS_COMMAND_MS} ms`;
    const cause = isAlive ? 'supply-sense-stuck' : 'hold-up-short';
    return [failed(CHECK, cause, 'the loss was not reported', within)];
  }
  const expected = forMs === 0 ? '' : `for ${forMs} ms: ${why}`;
  if (livedMs < forMs) {
    const found = `reported, and last heard ${livedMs} ms later`;
    return [failed(CHECK, 'hold-up-short', found, expected)];
  }
  return [await judgeReturn(device, livedMs, expected)];
}
