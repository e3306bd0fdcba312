/**
 * Contactor: closed once by an ordinary session of the firmware, after an explicit `yes`, with the tester at
 * C; then opened by the tester, and the plug released. Nothing here commands the contactor: every rule stays
 * in force.
 */

import type { Device } from './device.ts';
import { judgeDuty } from './duty.ts';
import type { Person } from './examination.ts';
import { type Finding, failed, inWindow, passed, skipped, writeWindow } from './finding.ts';
import type { Fittings } from './fittings.ts';
import { judgeLevel } from './tester.ts';
import { negativeWindow, OPENS_WITHIN_MS } from './windows.ts';

const CHECK = 'contactor closes';
/** A minimum open time of 10 s, and a pause of 3 s before an offer. */
const OFFERS_WITHIN_MS = 20000;
const CLOSES_WITHIN_MS = 8000;
const RELEASES_WITHIN_MS = 20000;

/** State of the proofs while close was commanded. */
export function judgeClosed(closed: ReadonlySet<string>, fittings: Fittings): Finding {
  const silent = [...fittings.proofs].filter((proof) => !closed.has(proof));
  const names = [...fittings.proofs].join(' and ');
  if (silent.length === 0) return passed(CHECK, `${names}: closed`);
  const found = `${silent.join(' and ')}: still open`;
  if (silent.length === fittings.proofs.size) {
    return failed(CHECK, 'contactor-dead', found, `${names}: closed`);
  }
  const cause = silent.includes('mirror') ? 'mirror-stuck-open' : 'outgoing-stuck-dead';
  return failed(CHECK, cause, found, `${names}: closed`);
}

/**
 * What hardware has opened for right after the closing: with the vehicle at C and the latch locked a comparator is
 * wrong. Null where none has.
 *
 * @param trip as the trace tells it; undefined on a board without such hardware
 */
export function judgeComparators(trip: string | undefined): Finding | null {
  if (trip !== 'pilot' && trip !== 'latch') return null;
  const cause = trip === 'pilot' ? 'opened-by-pilot' : 'opened-by-latch';
  return failed(CHECK, cause, `opened by its ${trip} comparator`, 'stays closed at C, locked');
}

/** At rest the mirror contact has conducted, or the doctor would not have come here; closed, it did not. */
export function judgeMirror(closed: ReadonlySet<string>, fittings: Fittings): Finding[] {
  const expected = 'normally closed: a broken wire reads as closed main contacts';
  if (!fittings.proofs.has('mirror') || !closed.has('mirror')) return [];
  return [
    passed('mirror contact', 'conducts at rest, open while the contactor is closed', expected),
  ];
}

/** Instants of one opening, on the device's clock, in ms; null where the event did not occur. */
export function judgeOpened(leftAtMs: number | null, openAtMs: number | null): Finding {
  const check = 'contactor opens';
  const expected = `proven open within ${OPENS_WITHIN_MS} ms of the pilot’s leaving C`;
  if (leftAtMs === null || openAtMs === null) {
    return failed(check, 'contactor-does-not-open', 'not proven open', expected);
  }
  const tookMs = openAtMs - leftAtMs;
  return tookMs > OPENS_WITHIN_MS
    ? failed(check, 'contactor-slow', `${tookMs} ms`, expected)
    : passed(check, `${tookMs} ms`, expected);
}

/** Every proof that was asserted at any time while the firmware commanded close. */
async function watchClosing(device: Device): Promise<ReadonlySet<string>> {
  const closed = new Set<string>();
  // If a proof stays off, the firmware opens again after 250 ms, so the proofs are read immediately and
  // repeatedly.
  for (let i = 0; i < 2; i++) for (const level of await device.levels()) closed.add(level);
  if (device.valueOf('contacts') === 'closed') return new Set(['mirror', 'outgoing']);
  return closed;
}

async function watchOpening(device: Device, person: Person): Promise<Finding> {
  const from = device.changes.length;
  if (!(await person.act('tester-b'))) await device.order('stop');
  await device.becomes('contacts', ['open'], 10000);
  const made = device.changes.slice(from);
  const left = made.find(({ name, value }) => name === 'phase' && value !== 'energized');
  const open = made.find(({ name, value }) => name === 'contacts' && value === 'open');
  return judgeOpened(left?.atMs ?? null, open?.atMs ?? null);
}

/** The offer is on and the tester at B: measures both halves of the PWM, and its duty at CP. */
async function checkOffer(device: Device, person: Person): Promise<Finding[]> {
  const offered = (): boolean => (device.valueOf('offer') ?? '0 mA') !== '0 mA';
  if (!(await device.until(offered, OFFERS_WITHIN_MS))) {
    const why = `fault ${device.valueOf('fault')}, latch ${device.valueOf('latch')}`;
    return [skipped('pilot under PWM', `nothing was offered: ${why}`)];
  }
  await device.rest(200);
  const check = 'pilot under PWM, −12 V';
  if (device.valueOf('fault') === 'pilot-diode') {
    return [
      failed(check, 'pilot-negative-missing', 'no negative half', writeWindow(negativeWindow)),
    ];
  }
  const { high, low } = await device.pilot();
  const above = low > -6000 ? 'pilot-negative-missing' : 'pilot-level-wrong';
  const negative = inWindow(check, low, negativeWindow, 'pilot-level-wrong', above);
  const shown = await person.measure('pilot-duty');
  const offerMilliamps = Number.parseFloat(device.valueOf('offer') ?? '0');
  return [judgeLevel('B', high), negative, judgeDuty(shown, { high, low }, offerMilliamps)];
}

async function closeAndOpen(
  device: Device,
  person: Person,
  fittings: Fittings,
): Promise<Finding[]> {
  const findings = await checkOffer(device, person);
  if (findings.some(({ verdict }) => verdict === 'fail')) {
    return [...findings, skipped(CHECK, 'nothing is energised behind such a pilot')];
  }
  if (!(await person.act('tester-c'))) return [...findings, skipped(CHECK, 'left out')];
  if (!(await device.becomes('phase', ['energized'], CLOSES_WITHIN_MS))) {
    const why = `the firmware did not command it: fault ${device.valueOf('fault')}`;
    return [...findings, skipped(CHECK, why)];
  }
  const seen = await watchClosing(device);
  const compared = judgeComparators(device.valueOf('reflex'));
  if (compared !== null) return [...findings, compared];
  const closed = judgeClosed(seen, fittings);
  const opened = closed.verdict === 'pass' ? [await watchOpening(device, person)] : [];
  return [...findings, closed, ...judgeMirror(seen, fittings), ...opened];
}

/** Stop releases the plug in every case. */
async function checkRelease(device: Device, person: Person): Promise<Finding> {
  const check = 'plug let go after Stop';
  await device.order('stop');
  const isFree = await device.becomes('latch', ['unlocked'], RELEASES_WITHIN_MS);
  await person.act('tester-a');
  await person.act('tester-out');
  if (isFree) return passed(check, 'unlocked');
  return failed(check, 'plug-not-released', `latch ${device.valueOf('latch')}`, 'unlocked');
}

/** @param isHealthy nothing was found so far; only then is the socket energised */
export async function examineContactor(
  device: Device,
  person: Person,
  fittings: Fittings,
  isHealthy: boolean,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (!isHealthy) {
    findings.push(skipped(CHECK, 'nothing is energised before the faults above are repaired'));
  } else if (device.valueOf('latch') !== 'locked') {
    findings.push(
      skipped(CHECK, 'the latch is not proven locked, so the firmware would not close'),
    );
  } else if ((await person.ask('energise')) !== true) {
    findings.push(skipped(CHECK, 'not confirmed with yes'));
  } else {
    await device.order('start');
    findings.push(...(await closeAndOpen(device, person, fittings)));
  }
  findings.push(await checkRelease(device, person));
  return findings;
}
