/**
 * Journal: the few bytes that survive power loss, and what is assumed where they are damaged.
 *
 * Two slots, written in turn, each with a sequence number and a checksum. Both are always kept filled,
 * so a slot that cannot be read means that a write was cut off (some platforms erase the old copy
 * first), and then the worst is believed: a weld that has to be disproved, no session to resume, and a
 * person who must act first.
 * Written on transitions only, and while the contactor is closed only to remember a stop: a stopped
 * session must not come back after a power cut.
 *
 * A slot holds `<sequence>:<content> <checksum>`, or `<sequence>:<content>:<restart> <checksum>` where the
 * next start must know more: a random delay that still passes, resets that came right after closing. The
 * colon is the mark of layout 2; another layout gets another mark. A layout, session or bar that this
 * firmware does not know was written by another one, and the worst is believed as well. Layout 1 had a
 * space for a mark. Of the faults it stored only a trip of the residual-current sensor, by the number that is its
 * bar now, so that its content needs no translation.
 */

import { ALL_BARS, Bar } from '../control/reclose.ts';
import { type Recalled, Session } from '../control/state.ts';
import type { Storage } from '../hal.ts';
import { crc16 } from './crc16.ts';

const SLOTS = 2;

/** Between sequence and content. A change of their meaning needs another mark. */
const MARK = ':';
const MARK_OF_LAYOUT_1 = ' ';

/** All that layout 1 could say of a fault. */
const BARS_OF_LAYOUT_1 = Bar.ResidualCurrent;

export interface Journal {
  readonly storage: Storage;
  sequence: number;
  /** The content that memory and both slots agree on; `UNREADABLE` after a cut write. */
  written: number;
  /** The same of what a restart must know. */
  writtenRestart: number;
  /** Whether both slots could be read at start. */
  wasReadable: boolean;
}

/** The most resets under load that are counted. */
const RESETS = 4;

/**
 * What the next start must know, as one number.
 *
 * @param outageDelayMs the random delay after an outage, whole, while it passes; 0 otherwise
 * @param loadResets resets that came right after closing, the next one among them; 0 to 3
 */
export function restartOf(outageDelayMs: number, loadResets: number): number {
  return loadResets + RESETS * Math.floor((outageDelayMs + 999) / 1000);
}

/** The random delay that was passing when the controller was reset, in ms; 0 if none was. */
export function recalledDelayMs(journal: Journal): number {
  return 1000 * Math.floor(journal.writtenRestart / RESETS);
}

/** Resets that came right after closing, one after the other. */
export function recalledResets(journal: Journal): number {
  return journal.writtenRestart % RESETS;
}

const UNREADABLE = -1;

const SESSION_BITS = 7;

/**
 * The content as one number: session, 8 for a weld, 16 times what bars the next closing. A session that waits
 * for authorisation is none yet; all other faults are found again from their condition.
 */
function contentOf(session: Session, welded: boolean, bars: number): number {
  const kept = session === Session.Waiting ? Session.None : session;
  return kept + (welded ? 8 : 0) + bars * 16;
}

/** The slot's sequence and content, or an empty list if its checksum does not hold or its layout is unknown. */
function parse(text: string): number[] {
  const end = text.lastIndexOf(' ');
  const body = text.substring(0, end);
  if (`${crc16(body)}` !== text.substring(end + 1)) return [];
  let words = body.split(MARK);
  const isLayout1 = words.length === 1;
  if (isLayout1) words = body.split(MARK_OF_LAYOUT_1);
  const sequence = Number(words[0]);
  const content = Number(words[1]);
  const restart = words.length === 3 ? Number(words[2]) : 0;
  // A field that is no number is not of this layout, whatever its mark.
  const isLayout = words.length === 2 || (words.length === 3 && !isLayout1);
  if (!isLayout || !(sequence >= 0 && content >= 0 && restart >= 0)) return [];
  if (isLayout1 && ((content >> 4) & ~BARS_OF_LAYOUT_1) !== 0) return [];
  return [sequence, content, restart];
}

/** What is believed when the journal cannot be. */
function worst(): Recalled {
  return { session: Session.Stopped, welded: true, bars: Bar.Unknown };
}

/** What the content means; null if it says anything that is not known here. */
function meaningOf(content: number): Recalled | null {
  const session = content & SESSION_BITS;
  const bars = content >> 4;
  if (session > Session.Unlocking || bars > ALL_BARS) return null;
  return { session: session as Session, welded: (content & 8) !== 0, bars: bars };
}

function isNewer(sequence: number, than: number): boolean {
  return ((sequence - than) & 0xffff) < 0x8000;
}

export function createJournal(storage: Storage): Journal {
  return {
    storage: storage,
    sequence: 0,
    written: UNREADABLE,
    writtenRestart: 0,
    wasReadable: false,
  };
}

/** Reads both slots. The sequence continues from what can be read, so that no older record wins. */
export function recall(journal: Journal): Recalled {
  const first = parse(journal.storage.read(0));
  const second = parse(journal.storage.read(1));
  let newest = first.length > 0 ? first : second;
  if (first.length > 0 && second.length > 0 && isNewer(second[0] as number, first[0] as number)) {
    newest = second;
  }
  if (newest.length > 0) journal.sequence = newest[0] as number;
  if (first.length === 0 || second.length === 0) return worst();
  const content = newest[1] as number;
  const recalled = meaningOf(content);
  if (recalled === null) return worst();
  journal.written = content;
  journal.writtenRestart = newest[2] as number;
  journal.wasReadable = true;
  return recalled;
}

/**
 * Whether `note` would write.
 *
 * @param bars of `Bar`
 * @param restart what the next start must know, by `restartOf`
 */
export function isNews(
  journal: Journal,
  session: Session,
  welded: boolean,
  bars: number,
  restart: number,
): boolean {
  return restart !== journal.writtenRestart || contentOf(session, welded, bars) !== journal.written;
}

/**
 * Whether what differs must not wait for a tick that decides nothing: a weld, a bar or a stop that a power cut must
 * not forget, what the next start must know, and a journal that could not be read.
 */
export function isUrgent(
  journal: Journal,
  session: Session,
  welded: boolean,
  bars: number,
  restart: number,
): boolean {
  if (restart !== journal.writtenRestart) return true;
  const differing = contentOf(session, welded, bars) ^ journal.written;
  return (differing & ~SESSION_BITS) !== 0 || (differing !== 0 && session > Session.Permitted);
}

function writeNext(journal: Journal): void {
  journal.sequence = (journal.sequence + 1) & 0xffff;
  const restart = journal.writtenRestart;
  const after = restart === 0 ? '' : `${MARK}${restart}`;
  const body = `${journal.sequence}${MARK}${journal.written}${after}`;
  journal.storage.write(journal.sequence % SLOTS, `${body} ${crc16(body)}`);
}

/** Writes what has changed; after an unreadable journal, both slots. */
export function note(
  journal: Journal,
  session: Session,
  welded: boolean,
  bars: number,
  restart: number,
): void {
  const wasUnreadable = journal.written === UNREADABLE;
  journal.written = contentOf(session, welded, bars);
  journal.writtenRestart = restart;
  writeNext(journal);
  if (wasUnreadable) writeNext(journal);
}
