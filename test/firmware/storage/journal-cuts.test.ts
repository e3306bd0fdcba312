/**
 * Power that is lost in write after write: three starts in a row, each of which writes, and loses power at any
 * character of any of its writes, or before the memory has taken any of it up. Nothing is believed that was not
 * written, and what was written whole (a weld, a bar of R10, a stop) is forgotten by nothing but a later write.
 */

import { expect, test } from 'vitest';
import { Bar } from '../../../firmware/control/reclose.ts';
import { type Recalled, Session } from '../../../firmware/control/state.ts';
import { crc16 } from '../../../firmware/storage/crc16.ts';
import { createJournal, note, recall } from '../../../firmware/storage/journal.ts';
import { idle, WORST } from '../../support/journal-records.ts';

type Texts = readonly [string, string];

const news: readonly Recalled[] = [
  idle,
  { session: Session.Stopped, welded: true, bars: 0 },
  { session: Session.Permitted, welded: false, bars: Bar.EmergencyStop },
];

interface Memory {
  readonly texts: Texts;
  /** What may be believed besides the worst: what stood last, and what was being written over it. */
  readonly truths: readonly string[];
}

const written = (one: Recalled): string => JSON.stringify(one);

function recallFrom(texts: Texts): Recalled {
  return recall(
    createJournal({ read: (slot) => texts[slot] ?? '', write: () => undefined, sum: crc16 }),
  );
}

/** One start that writes; the texts after each of its writes. */
function writesOf(texts: Texts, next: Recalled): Texts[] {
  const kept: [string, string] = [...texts];
  const steps: Texts[] = [];
  const journal = createJournal({
    read: (slot) => kept[slot] ?? '',
    sum: crc16,
    write: (slot, text) => {
      kept[slot] = text;
      steps.push([...kept]);
    },
  });
  recall(journal);
  note(journal, next.session, next.welded, next.bars, 0);
  return steps;
}

/** What power leaves behind that goes between two texts of the memory: erased, half written, or as before. */
function* cutsBetween(before: Texts, after: Texts): Iterable<Texts> {
  yield before;
  const slot = before[0] === after[0] ? 1 : 0;
  for (let length = 0; length < after[slot].length; length++) {
    const torn = after[slot].substring(0, length);
    yield slot === 0 ? [torn, before[1]] : [before[0], torn];
  }
}

/** Every memory that one start more can leave behind. */
function* startsAfter({ texts, truths }: Memory): Iterable<Memory> {
  for (const next of news) {
    let before = texts;
    for (const after of writesOf(texts, next)) {
      for (const cut of cutsBetween(before, after)) {
        yield { texts: cut, truths: [...new Set([...truths, written(next)])] };
      }
      before = after;
    }
    yield { texts: before, truths: [written(next)] };
  }
}

test('three starts that lose power at any character of any write: the worst, or what was written', () => {
  let memories: Memory[] = [{ texts: ['', ''], truths: [] }];
  let whole = 0;
  for (let starts = 0; starts < 3; starts++) {
    const found = new Map<string, Memory>();
    for (const memory of memories) {
      for (const next of startsAfter(memory)) {
        const believed = written(recallFrom(next.texts));
        if (believed !== written(WORST)) whole++;
        // The last one that was written whole is the only truth.
        if (![...next.truths, written(WORST)].includes(believed)) {
          expect.fail(`${next.texts.join(' | ')}: believed ${believed}`);
        }
        found.set(JSON.stringify(next), next);
      }
    }
    memories = [...found.values()];
  }
  expect(whole).toBeGreaterThan(100);
  expect(memories.length).toBeGreaterThan(1000);
});
