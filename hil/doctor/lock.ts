/**
 * Lock: moved both ways within its rating, by the firmware itself, while the latch is observed.
 */

import type { Device } from './device.ts';
import type { Person } from './examination.ts';
import { type Finding, failed, inWindow, passed, skipped } from './finding.ts';
import type { Fittings } from './fittings.ts';
import { judgeOpposite, judgeStrokes, type Place, placeOf, type Strokes } from './lock-verdict.ts';
import { strokeSupplyWindow } from './windows.ts';

const CHECK = 'lock back, out, back';
/** A rest of eight strokes of 600 ms, and a stroke that control orders before it. */
const RESTED_MS = 15000;
const REFUSALS = 12;

interface Stroke {
  readonly place: Place;
  readonly millivolts: number;
  readonly leastSupplyMillivolts: number;
  /** From the start of the stroke to the change of the latch, in ms; null where it did not change. */
  readonly answeredMs: number | null;
}

/** Why the firmware made no stroke. */
class Refused extends Error {}

/** Orders a stroke; the firmware refuses it while another one is running. */
async function orderStroke(device: Device, order: 'extend' | 'retract'): Promise<void> {
  await device.becomes('motion', ['rested'], RESTED_MS);
  for (let i = 0; i < REFUSALS; i++) {
    const answer = await device.order(`service ${order}`);
    if (answer.startsWith('ok')) return;
    if (!answer.includes('under way')) throw new Refused(answer.replace(/^error service /, ''));
    await device.rest(1000);
  }
  throw new Refused('the firmware was busy with strokes of its own');
}

async function driveStroke(
  device: Device,
  fittings: Fittings,
  order: 'extend' | 'retract',
): Promise<Stroke> {
  const from = device.changes.length;
  await orderStroke(device, order);
  if (!(await device.becomes('motion', ['moving'], RESTED_MS))) {
    throw new Refused('the stroke never began: look at the lock supply');
  }
  let least = Number.POSITIVE_INFINITY;
  while (device.valueOf('motion') === 'moving') {
    least = Math.min(least, (await device.sense('lock-supply')) ?? 0);
  }
  least = Math.min(least, (await device.sense('lock-supply')) ?? 0);
  await device.rest(200);
  const millivolts = (await device.sense('latch')) ?? 0;
  const made = device.changes.slice(from);
  const began = made.find(({ name, value }) => name === 'motion' && value === 'moving');
  const target = order === 'extend' ? 'locked' : 'unlocked';
  const answered = made.find(({ name, value }) => name === 'latch' && value === target);
  return {
    place: placeOf(fittings.windows, millivolts),
    millivolts,
    leastSupplyMillivolts: least,
    answeredMs: began && answered ? answered.atMs - began.atMs : null,
  };
}

/** Retract, extend, a look at the pin if necessary, retract. */
async function driveAll(device: Device, person: Person, fittings: Fittings): Promise<Finding[]> {
  const before = placeOf(fittings.windows, (await device.sense('latch')) ?? 0);
  const retract = await driveStroke(device, fittings, 'retract');
  const extend = await driveStroke(device, fittings, 'extend');
  const looksOpposite = retract.place === 'locked' && extend.place === 'unlocked';
  const pinIsOut = looksOpposite ? await person.ask('pin-out') : null;
  const back = await driveStroke(device, fittings, 'retract');
  const strokes: Strokes = {
    before,
    retracted: retract.place,
    extended: extend.place,
    back: back.place,
  };
  const seen = [retract, extend, back].map((s) => `${s.place} ${s.millivolts} mV`).join(', ');
  const verdict = judgeStrokes(strokes);
  const least = Math.min(extend.leastSupplyMillivolts, back.leastSupplyMillivolts);
  const supply = inWindow(
    'lock supply in a stroke',
    least,
    strokeSupplyWindow,
    'lock-supply-sags',
    'lock-supply-high',
  );
  return [judge(verdict, pinIsOut, seen, extend, fittings), supply];
}

const EXPECTED = 'unlocked, locked, unlocked';

function judge(
  verdict: ReturnType<typeof judgeStrokes>,
  pinIsOut: boolean | null,
  seen: string,
  extend: Stroke,
  fittings: Fittings,
): Finding {
  if (verdict === null) {
    const time = extend.answeredMs === null ? '' : `, locked ${extend.answeredMs} ms`;
    return passed(CHECK, `${seen}${time} into a stroke of ${fittings.strokeMs} ms`, EXPECTED);
  }
  // Without a look at the pin: swapped wires are the likelier cause, and its text names what to check.
  const cause = verdict === 'opposite' ? judgeOpposite(pinIsOut ?? false) : verdict;
  return failed(CHECK, cause, seen, EXPECTED);
}

/** Returns control of the lock to the firmware, which releases and verifies it. */
export async function examineLock(
  device: Device,
  person: Person,
  fittings: Fittings,
): Promise<Finding[]> {
  try {
    return await driveAll(device, person, fittings);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return [skipped(CHECK, error.message)];
  } finally {
    await device.order('service end');
  }
}
