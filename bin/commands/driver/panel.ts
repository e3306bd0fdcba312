/**
 * Panel: a display in a terminal, drawn anew where it has changed, with its keys; anywhere else every screen is
 * printed below the one before.
 */

import { drawScreen } from '../../../hil/display/screen.ts';
import { paint } from '../../../sim/view/colours.ts';
import { type Language, languageNames } from '../../../sim/view/words/language.ts';
import type { Said } from '../../../sim/view/words/leaving.ts';
import type { Print } from '../../context.ts';

const CLEAR = '\u001b[H\u001b[J';
/** Without a terminal. */
const PLAIN_WIDTH = 72;
const WIDEST = 100;
const NARROWEST = 20;

/** Draws a screen where it has changed. */
export class Panel {
  private shown = '';
  private language: Language;
  readonly isTerminal = process.stdout.isTTY === true;

  constructor(
    language: Language,
    private readonly print: Print,
  ) {
    this.language = language;
  }

  /** A terminal on a serial line may not know how wide it is. */
  private get width(): number {
    const { columns } = process.stdout;
    return this.isTerminal && columns >= NARROWEST ? Math.min(WIDEST, columns) : PLAIN_WIDTH;
  }

  /** @param atMs stands above a screen that is printed below another */
  draw(said: Said, atMs: number | null = null): void {
    const text = drawScreen(said, this.language, this.width, paint).join('\n');
    if (text === this.shown) return;
    this.shown = text;
    if (this.isTerminal) {
      process.stdout.write(`${CLEAR}${text}\n`);
      return;
    }
    if (atMs !== null) this.print(`── ${(atMs / 1000).toFixed(2)} s`);
    this.print(`${text}\n`);
  }

  /** The next language. */
  turn(): void {
    const next = languageNames.indexOf(this.language) + 1;
    this.language = languageNames[next % languageNames.length] ?? 'en';
  }
}

/** Listens to the keys of a terminal: `l` and `q`. @returns what takes the keys back */
export function listen(onLanguage: () => void, onLeave: () => void): () => void {
  const input = process.stdin;
  if (input.isTTY !== true) return () => undefined;
  const onKey = (key: Buffer): void => {
    if (key.includes('l')) onLanguage();
    // Ctrl-C and Ctrl-D arrive as letters.
    if (['q', '\u0003', '\u0004'].some((one) => key.includes(one))) onLeave();
  };
  input.setRawMode(true);
  input.on('data', onKey);
  return () => {
    input.off('data', onKey);
    input.setRawMode(false);
    input.pause();
  };
}
