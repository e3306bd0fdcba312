/**
 * Journal: the few bytes that survive power loss, and how far they are believed.
 *
 * Two slots, written in turn, each with a sequence number and a checksum. Both are always kept filled,
 * so a slot that cannot be read means that a write was cut off (some platforms erase the old copy
 * first), and then the worst is believed: a weld that has to be disproved, and no session to resume.
 * Written on transitions only, and while the contactor is closed only to remember a stop: a stopped
 * session must not come back after a power cut.
 */

import { Clears, clearsOf, Fault, faultRows } from '../control/faults.ts';
import { type Recalled, Session } from '../control/state.ts';
import type { Storage } from '../hal.ts';
import { crc16 } from './crc16.ts';

const SLOTS = 2;

export interface Journal {
  readonly storage: Storage;
  sequence: number;
  /** The content that memory and both slots agree on; `UNREADABLE` after a cut write. */
  written: number;
  /** Both slots could be read at start. */
  wasReadable: boolean;
}

const UNREADABLE = -1;

/**
 * The content as one number. A session that waits for authorisation is none yet; of the faults only those
 * survive that a person has to clear.
 */
function contentOf(session: Session, welded: boolean, fault: Fault): number {
  const kept = session === Session.Waiting ? Session.None : session;
  const lasting = clearsOf(fault) === Clears.SelfTest ? fault : Fault.None;
  return kept + (welded ? 8 : 0) + lasting * 16;
}

/** The slot's sequence and content, or an empty list if its checksum does not hold. */
function parse(text: string): number[] {
  const words = text.split(' ');
  const fields: number[] = [];
  if (words.length !== 3) return fields;
  const body = `${words[0]} ${words[1]}`;
  if (`${crc16(body)}` !== words[2]) return fields;
  fields.push(Number(words[0]));
  fields.push(Number(words[1]));
  return fields;
}

/** What is believed when the journal cannot be. */
function worst(): Recalled {
  return { session: Session.Stopped, welded: true, fault: Fault.None };
}

function isNewer(sequence: number, than: number): boolean {
  return ((sequence - than) & 0xffff) < 0x8000;
}

export function createJournal(storage: Storage): Journal {
  return { storage: storage, sequence: 0, written: UNREADABLE, wasReadable: false };
}

/** Reads both slots. The sequence goes on from whatever can be read, so that no older record wins. */
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
  // Written by another firmware: what it means by a fault of its own is not known here.
  if (faultRows[content >> 4] === undefined) return worst();
  journal.written = content;
  journal.wasReadable = true;
  return {
    session: (content & 7) as Session,
    welded: (content & 8) !== 0,
    fault: (content >> 4) as Fault,
  };
}

/** Whether `note` would write. */
export function isNews(journal: Journal, session: Session, welded: boolean, fault: Fault): boolean {
  return contentOf(session, welded, fault) !== journal.written;
}

function writeNext(journal: Journal, content: number): void {
  journal.sequence = (journal.sequence + 1) & 0xffff;
  const body = `${journal.sequence} ${content}`;
  journal.storage.write(journal.sequence % SLOTS, `${body} ${crc16(body)}`);
}

/** Writes what has changed; after an unreadable journal, both slots. */
export function note(journal: Journal, session: Session, welded: boolean, fault: Fault): void {
  const content = contentOf(session, welded, fault);
  const wasUnreadable = journal.written === UNREADABLE;
  journal.written = content;
  writeNext(journal, content);
  if (wasUnreadable) writeNext(journal, content);
}
