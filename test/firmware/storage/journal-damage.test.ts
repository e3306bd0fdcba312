/**
 * Damage to the journal: what was damaged or cut off is the worst, or an older truth, and never anything that
 * was not so. Every history, every place, every character.
 */

import { expect, test } from 'vitest';
import type { Recalled } from '../../../firmware/control/state.ts';
import { createJournal, note, recall } from '../../../firmware/storage/journal.ts';
import {
  contents,
  histories,
  idle,
  recalled,
  WORST,
  written,
} from '../../support/journal-records.ts';

/** Damages one slot in every way that `damage` lists, and judges what is believed then. */
function expectHarmless(damage: (text: string) => Iterable<string>): void {
  for (const [older, newest] of histories) {
    const slots = written(older, newest);
    for (const slot of [0, 1] as const) {
      const text = slots.texts[slot];
      // The older record, in slot 0, must never win while the newer one is whole.
      const truths = [WORST, newest, slot === 1 ? older : WORST].map((one) => JSON.stringify(one));
      for (const damaged of damage(text)) {
        const copy = slots.copy();
        copy.texts[slot] = damaged;
        const believed = JSON.stringify(recalled(copy));
        if (!truths.includes(believed)) {
          expect.fail(`slot ${slot}: "${text}" became "${damaged}", believed ${believed}`);
        }
      }
    }
  }
}

test('the newest record stands in slot 1, so that damage to either slot is looked at below', () => {
  const [older, newest] = written(idle, WORST).texts;
  expect([older.split(':')[0], newest.split(':')[0]]).toEqual(['2', '3']);
});

test('every truncation of either slot is the worst or an older truth', () => {
  expectHarmless(function* truncate(text) {
    for (let length = 0; length < text.length; length++) yield text.substring(0, length);
  });
});

test('every loss of one character of either slot is the worst or an older truth', () => {
  expectHarmless(function* lose(text) {
    for (let at = 0; at < text.length; at++) yield text.substring(0, at) + text.substring(at + 1);
  });
});

function* replaceEach(text: string, codes: readonly number[]): Iterable<string> {
  for (let at = 0; at < text.length; at++) {
    for (const code of codes) {
      if (code === text.charCodeAt(at)) continue;
      yield text.substring(0, at) + String.fromCharCode(code) + text.substring(at + 1);
    }
  }
}

test('every byte of either slot can be any other byte without a wrong truth', () => {
  const bytes = Array.from({ length: 256 }, (_, code) => code);
  expectHarmless((text) => replaceEach(text, bytes));
});

test('every character of either slot can be one beyond the bytes without a wrong truth', () => {
  expectHarmless(function* replace(text) {
    for (let at = 0; at < text.length; at++) {
      // The same low byte: what a checksum over bytes alone does not see.
      const codes = Array.from({ length: 255 }, (_, i) => text.charCodeAt(at) + 256 * (i + 1));
      for (const code of codes) {
        yield text.substring(0, at) + String.fromCharCode(code) + text.substring(at + 1);
      }
    }
  });
});

test('after the worst was believed, a write cut off anywhere never lets an older record win', () => {
  for (const [older, newest] of histories) {
    for (const next of [contents[0], contents[5], contents[9]] as Recalled[]) {
      for (const lost of [[0], [1], [0, 1]] as const) {
        const damaged = written(older, newest, older);
        for (const slot of lost) damaged.texts[slot] = 'x';
        for (let characters = 0; characters < 30; characters++) {
          const slots = damaged.copy();
          const journal = createJournal(slots);
          expect(recall(journal)).toEqual(WORST);
          slots.charactersLeft = characters;
          note(journal, next.session, next.welded, next.bars, 0);
          const isWhole = slots.charactersLeft >= 0;
          slots.charactersLeft = Number.POSITIVE_INFINITY;

          const again = createJournal(slots);
          const believed = recall(again);
          expect(believed).toEqual(isWhole ? next : WORST);
          // And the next whole write is believed, whatever the cut one has left behind.
          note(again, idle.session, idle.welded, idle.bars, 0);
          expect(recalled(slots)).toEqual(idle);
        }
      }
    }
  }
});

test('a write cut off in the middle of the story is the worst, or what was true before', () => {
  for (const [older, newest] of histories) {
    for (const next of contents) {
      if (JSON.stringify(next) === JSON.stringify(newest)) continue;
      for (let characters = 0; characters < 12; characters++) {
        const slots = written(older, newest);
        const journal = createJournal(slots);
        recall(journal);
        slots.charactersLeft = characters;
        note(journal, next.session, next.welded, next.bars, 0);
        const found = JSON.stringify(recalled(slots));
        const truth = slots.charactersLeft >= 0 ? [next] : [WORST, newest];
        expect(truth.map((one) => JSON.stringify(one))).toContain(found);
      }
    }
  }
});
