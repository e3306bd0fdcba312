/** Fault words: a number in them is the limit's or the driver's own, so that it changes with it. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Numbers that no limit and no driver has: what is nominal, and what people are advised. */
const ownNumbers = ['at 0 V', '12 V rail', '75 Ω'];

/** The texts of a source as they are written, without what is put in their places. */
function textsOf(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^import[\s\S]*?;$/gm, '');
  const texts = code.match(/'[^'\n]*'|"[^"\n]*"|`[^`]*`/g) ?? [];
  return texts.map((text) => text.replace(/\$\{[^}]*\}/g, ''));
}

test('no fault word states a number of its own', () => {
  const files = ['fault-words', 'plug-fault-words'];
  const texts = files.flatMap((name) => textsOf(readFileSync(`firmware/${name}.ts`, 'utf8')));
  expect(texts.length).toBeGreaterThan(100);
  const left = texts.map((text) => ownNumbers.reduce((rest, own) => rest.replace(own, ''), text));
  expect(left.filter((text) => /\d/.test(text))).toEqual([]);
});
