/**
 * Links: what was shown is read back, damage is told, and a link cannot fill the memory.
 */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { deflateSync, strFromU8, strToU8 } from 'fflate';
import { expect, test } from 'vitest';
import { UsageError } from '../../../sim/errors.ts';
import { emptyLink, LONGEST_TEXT, readLink, writeLink } from '../../../sim/live/link.ts';
import { findFiles } from '../../../sim/scenario/library.ts';

test('whatever is shown is read back from its link', () => {
  const link = fc.record({
    text: fc.string({ unit: 'grapheme', maxLength: 300 }),
    variant: fc.string({ unit: 'grapheme', maxLength: 30 }),
    atUs: fc.option(fc.integer({ min: 0, max: 172800000000 }), { nil: null }),
    pause: fc.string({ unit: 'grapheme', maxLength: 30 }),
    isEmbedded: fc.boolean(),
  });
  fc.assert(
    fc.property(link, (shown) => {
      const wanted = { ...shown, story: '' };
      const hash = writeLink(wanted);
      expect(hash).toMatch(/^(#[\x21-\x7e]+)?$/);
      expect(readLink(hash)).toEqual(wanted);
    }),
    { numRuns: 200, seed: 17 },
  );
});

test('a file of the page is named, and nothing at all is an address without a #', () => {
  const story = 'sim/story/2-complete-but-connected.scenario';
  expect(writeLink({ ...emptyLink, story, atUs: 12500000, isEmbedded: true })).toBe(
    `#embed&story=${story}&at=12.5`,
  );
  expect(writeLink(emptyLink)).toBe('');
  expect(readLink('')).toEqual(emptyLink);
});

test('every scenario of the project fits into a link that programs pass on', () => {
  for (const file of findFiles(['sim/story', 'test/scenarios'])) {
    const text = readFileSync(file, 'utf8');
    const hash = writeLink({ ...emptyLink, text });
    expect(hash.length, file).toBeLessThan(4000);
    expect(readLink(hash).text, file).toBe(text);
  }
});

test('a link that was cut short or bent is told, and is no scenario', () => {
  const hash = writeLink({ ...emptyLink, text: 'scenario A\n\nplug in\ncar in\nafter 5 s pull\n' });
  for (const bad of [hash.slice(0, -6), `${hash.slice(0, 20)}%`, '#scenario=!!!']) {
    expect(() => readLink(bad), bad).toThrow(/damaged or cut short/);
  }
  expect(() => readLink('#at=soon')).toThrow('"at" expects seconds since the beginning');
  expect(() => readLink('#at=-1')).toThrow(UsageError);
});

test('a small link that unpacks to much is refused, and so is a text that no link carries', () => {
  const packed = btoa(strFromU8(deflateSync(strToU8('a'.repeat(10000000))), true));
  expect(packed.length).toBeLessThan(90000);
  expect(() => readLink(`#scenario=${packed}`)).toThrow(/damaged or cut short/);
  const long = 'é'.repeat(LONGEST_TEXT / 2 + 1);
  expect(() => writeLink({ ...emptyLink, text: long })).toThrow(/at most 60 kB, found 61 kB/);
});
