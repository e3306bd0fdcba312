/**
 * `holdfast card` and `holdfast messages`: pages for people in front of a charger.
 */

import { writeFileSync } from 'node:fs';
import { encodeQR } from 'qr';
import { UsageError } from '../../../sim/errors.ts';
import { drawCard } from '../../../sim/view/card/card.ts';
import type { CardSize } from '../../../sim/view/card/card-style.ts';
import { drawMessages } from '../../../sim/view/card/messages-page.ts';
import { type Language, wordsIn } from '../../../sim/view/words/language.ts';
import type { Print } from '../../context.ts';

export interface CardCommandOptions {
  readonly language: Language;
  readonly size: CardSize;
  readonly page?: string;
  readonly phone: string;
  readonly out: string;
}

/** What a phone's camera can open; longer ones make a code that is too fine for a small card. */
const LONGEST_ADDRESS = 150;

/** @throws UsageError if a phone could not open it */
function readAddress(text: string): string {
  const isAddress = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  if (isAddress && text.length <= LONGEST_ADDRESS) return text;
  throw new UsageError(
    `--page ${text}: expected an address that begins with https://, of at most ${LONGEST_ADDRESS} characters`,
  );
}

export function writeCard(options: CardCommandOptions, print: Print): number {
  const { language, size, phone, out } = options;
  const page = options.page === undefined ? null : readAddress(options.page);
  // A card outdoors gets scratched: a quarter of the code may be lost.
  const code = page === null ? '' : encodeQR(page, 'svg', { ecc: 'quartile', border: 4 });
  writeFileSync(out, drawCard({ language, size, page, code, phone }));
  const paper = `two sides of ${size.toUpperCase()}`;
  print(`${out}: ${wordsIn(language).name}, ${paper}; open it in a browser and print it`);
  if (page === null) {
    print(
      'without a code to scan: put the page of `holdfast messages` where phones reach it, --page',
    );
  }
  if (!wordsIn(language).reviewed) print('not reviewed by a native reader yet; the card says so');
  return 0;
}

export function writeMessages(out: string, print: Print): number {
  writeFileSync(out, drawMessages());
  print(`${out}: every message, in every language`);
  return 0;
}
