/**
 * Check of a rig with the bench firmware: it answers in time; the firmware detects every input that is
 * changed; every output is at its safe level; and where a real lock is fitted, it moves in the ordered
 * direction.
 */

import { createLimits } from '../../firmware/control/limits.ts';
import { Level } from '../../firmware/drivers/digital-inputs.ts';
import { contacts } from '../../firmware/drivers/input-words.ts';
import {
  findBistablePart,
  findHoldToLockPart,
  type SenseWindows,
  senseOf,
} from '../../firmware/drivers/lock-parts.ts';
import { BenchClient } from '../line/client.ts';
import type { Rig } from '../rig/rig.ts';
import type { RigSession } from '../rig/session.ts';
import { benchLock } from './bench-lock.ts';
import type { Finding } from './check-finding.ts';
import { provePolarity } from './polarity.ts';
import { checkTiming } from './timing.ts';

/** A change of an input, and what the firmware must report of it. */
interface Move {
  readonly need: string;
  readonly what: string;
  readonly set: readonly string[];
  readonly seen: string;
}

/** A change must be reported within so many ticks. */
const SLOWEST_TICKS = 500;
const REST_LEVELS = Level.Supply;

function middle(a: number, b: number): number {
  return Math.round((a + b) / 2);
}

function movesOf(sense: SenseWindows): Move[] {
  const locked = middle(sense.lockedFromMillivolts, sense.lockedToMillivolts);
  const unlocked = middle(sense.unlockedFromMillivolts, sense.unlockedToMillivolts);
  const pilot = (what: string, high: number): Move => {
    const set = [`set pilot ${high} ${high > 0 ? high : -12000}`];
    return { need: 'car', what: `pilot at ${high / 1000} V`, set, seen: `pilot ${what}` };
  };
  const level = (need: string, what: string, bit: number, seen: string): Move => {
    return { need, what, set: [`set levels ${REST_LEVELS | bit}`], seen };
  };
  return [
    pilot('A', 12000),
    pilot('B', 9000),
    pilot('C', 6000),
    pilot('D', 3000),
    { need: 'proximity', what: '220 Ohm', set: ['set proximity 595'], seen: 'cable 32000 mA' },
    { need: 'proximity', what: '680 Ohm', set: ['set proximity 1336'], seen: 'cable 20000 mA' },
    { need: 'latch', what: 'latch locked', set: [`set latch ${locked}`], seen: 'latch locked' },
    { need: 'latch', what: 'latch free', set: [`set latch ${unlocked}`], seen: 'latch unlocked' },
    { need: 'lock-supply', what: '12 V', set: ['set lock-supply 12000'], seen: 'lock-supply yes' },
    { need: 'lock-supply', what: '5 V', set: ['set lock-supply 5000'], seen: 'lock-supply no' },
    level('mirror', 'open', 0, 'contacts open'),
    level('mirror', 'closed', Level.Mirror, 'contacts unproven'),
    level('outgoing-voltage', 'live', Level.Mirror | Level.Outgoing, 'contacts closed'),
    level('supply', 'supply there', 0, 'supply yes'),
    { need: 'supply', what: 'supply gone', set: ['set levels 0'], seen: 'supply no' },
    ...contacts.map(({ what, bit, word }) => level('buttons', what, bit, `${word} yes`)),
    // Last, because the sensor's self-test must be over before its reading is accepted.
    level('residual', 'leak', Level.Residual, 'residual yes'),
  ];
}

function lockOf(rig: Rig): string {
  return rig.lock ?? 'kuester-02s';
}

function windowsOf(rig: Rig): SenseWindows {
  const lock = lockOf(rig);
  return senseOf(findBistablePart(lock), findHoldToLockPart(lock));
}

async function startFirmware(client: BenchClient, rig: Rig): Promise<void> {
  client.send('clear stepped');
  client.send(`fit lock ${lockOf(rig)}`);
  for (const word of ['coil-hold', 'stored-energy', 'residual', 'trip']) {
    client.send(`fit ${word} 1`);
  }
  for (let slot = 0; slot < 4; slot++) client.send(`slot ${slot} `);
  client.send(`set levels ${REST_LEVELS}`);
  client.send('set pilot 12000 12000');
  await client.untilDone('start 0 500000');
}

async function checkMove(client: BenchClient, rig: Rig, move: Move): Promise<Finding> {
  const what = `${move.need}: ${move.what}`;
  if (rig.fitted !== null && !rig.fitted.includes(move.need)) {
    return { what, verdict: 'skipped', detail: `${rig.name} has no "${move.need}"` };
  }
  for (const set of move.set) client.send(set);
  const ticks = await client.ticksUntil(move.seen, SLOWEST_TICKS);
  const ms = ticks * createLimits().tickMs;
  if (ticks >= 0) return { what, verdict: 'ok', detail: `"${move.seen}" after ${ms} ms` };
  const last = client.valueOf(move.seen.split(' ')[0] ?? '');
  const detail = `expected "${move.seen}" within ${SLOWEST_TICKS} ticks, the firmware reports "${last}"`;
  return { what, verdict: 'wrong', detail };
}

/** At the start, every output must have reported its safe level. */
function checkOutputs(client: BenchClient): Finding[] {
  const rows: [string, string][] = [
    ['contactor', '0'],
    ['duty', '1000'],
    ['trip', '0'],
    ['test', '0'],
  ];
  return rows.map(([net, safe]) => {
    const found = client.netOf(net);
    const isSafe = found === safe;
    const detail = isSafe ? `starts at ${safe}` : `expected ${safe} at the start, found ${found}`;
    return { what: `output ${net}`, verdict: isSafe ? 'ok' : 'wrong', detail };
  });
}

/** @throws BenchError (../line/bench-error.ts) where the rig does not answer at all */
export async function* checkBench(session: RigSession): AsyncGenerator<Finding> {
  const { rig } = session;
  const client = new BenchClient(session.link);
  try {
    yield { what: 'line', verdict: 'ok', detail: await client.hello() };
    yield await checkTiming(client);
    await startFirmware(client, rig);
    yield* checkOutputs(client);
    for (const move of movesOf(windowsOf(rig))) yield await checkMove(client, rig, move);
    // No rule checks what the host drives, so the firmware is stopped first.
    client.send('off');
    const lock = await benchLock(client, rig.lock);
    if (typeof lock !== 'string') yield await provePolarity(lock);
    else yield { what: 'actuator polarity', verdict: 'skipped', detail: lock };
  } finally {
    client.leave();
    await session.makeSafe();
  }
}
