/**
 * The commands for people in front of a charger: what they write, and what bad input is answered with.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { languageChoices } from '../../bin/commands/driver/driver-commands.ts';
import { languageNames } from '../../sim/view/words/language.ts';

const folder = mkdtempSync(join(tmpdir(), 'holdfast-driver-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function holdfast(...words: string[]) {
  return spawnSync(process.execPath, ['bin/holdfast.mjs', ...words], { encoding: 'utf8' });
}

test('the languages that the command line offers are those that there are', () => {
  expect(languageChoices).toEqual(languageNames);
});

test('a card is written, with a code where an address is given', () => {
  const out = join(folder, 'card.html');
  const plain = holdfast('card', '--language', 'nl', '--out', out);
  expect(plain.status).toBe(0);
  expect(plain.stdout).toMatch(/Nederlands, two sides of A5.*\n.*--page\nnot reviewed/);
  expect(readFileSync(out, 'utf8')).not.toContain('<figure>');
  const coded = holdfast('card', '--size', 'a6', '--page', 'https://a.example/#de', '--out', out);
  expect(coded.status).toBe(0);
  expect(readFileSync(out, 'utf8')).toMatch(/<figure><svg/);
});

test('a code that no phone could open is not printed', () => {
  const { status, stderr } = holdfast(
    'card',
    '--page',
    'messages.html',
    '--out',
    join(folder, 'x'),
  );
  expect(status).toBe(2);
  expect(stderr).toMatch(/--page messages\.html: expected an address that begins with https:/);
});

test('a language that there is not is named, with those that there are', () => {
  const { status, stderr } = holdfast('card', '--language', 'it');
  expect(status).toBe(2);
  expect(stderr).toContain('Allowed choices are en, de, fr, nl');
});

test('the messages are one file', () => {
  const out = join(folder, 'messages.html');
  expect(holdfast('messages', '--out', out).status).toBe(0);
  expect(readFileSync(out, 'utf8')).toContain('<section id="fr"');
});

test('a story is shown as a driver would have read it, in the language that is asked for', () => {
  const story = 'sim/story/2-complete-but-connected.scenario';
  const { status, stdout } = holdfast('display', '--sim', story, '--language', 'fr');
  expect(status).toBe(0);
  const headlines = [...stdout.matchAll(/^[○■▶…!·] (.*)$/gm)].map((match) => match[1]);
  expect(headlines).toEqual(
    expect.arrayContaining(['Charge en cours', 'Terminé, encore verrouillé', 'Libre']),
  );
  expect(headlines.at(-1)).toBe('Libre');
  expect(stdout).toContain('Voyant: bleu, clignotement lent');
});

test('a display shows one charger, and names what is not there', () => {
  expect(holdfast('display').stderr).toMatch(/one charger: --port PORT, --board MAP/);
  expect(holdfast('display').status).toBe(2);
  expect(holdfast('display', '--sim', 'missing.scenario').status).toBe(2);
  expect(holdfast('display', '--port', '/dev/missing').status).toBe(3);
});

test('a word is explained by what it stands for; what has none is answered with the nearest', () => {
  expect(holdfast('explain', 'release-jam').stdout).toMatch(/· 25 · ChargePortLocked · CX001\n/);
  expect(
    holdfast('explain', 'cx017').stdout.match(/ · CX017\n| · CX017$/gm)?.length,
  ).toBeGreaterThan(3);
  const finished = holdfast('explain', 'finished', '--language', 'de').stdout;
  expect(finished).toMatch(/Fertig, noch verriegelt {2}why finished[\s\S]*Lampe: grün, langsam/);
  const wrong = holdfast('explain', 'finished', 'relase-jam');
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toMatch(/did you mean "release-jam"\?/);
  expect(wrong.stdout).toBe('');
});
