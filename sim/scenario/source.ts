/**
 * Source: a scenario file as words with their places, and complaints that say where.
 */

import { distance } from 'fastest-levenshtein';
import { ScenarioError } from '../errors.ts';

export { ScenarioError } from '../errors.ts';

export interface Word {
  readonly text: string;
  readonly column: number;
}

export interface Line {
  readonly number: number;
  readonly text: string;
  readonly words: readonly Word[];
}

/** A complaint made where the file's name is not known. */
export class Complaint extends Error {
  constructor(
    readonly column: number,
    message: string,
  ) {
    super(message);
    this.name = 'Complaint';
  }

  /** Whether it names a word that was probably meant. */
  get hints(): boolean {
    return this.message.includes(DID_YOU_MEAN);
  }
}

/** Turns a complaint about a line into one about its place in the file. */
export function inFile<T>(file: string, line: Line, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Complaint)) throw error;
    throw new ScenarioError(file, line.number, error.column, error.message);
  }
}

/**
 * A file of Windows ends its lines in CR LF, some old ones in CR alone. What a browser or a mail puts between lines ends
 * one as well: else all that comes behind it would be part of a title, and never be looked at.
 */
export const LINE_END = /\r\n|[\n\r\u2028\u2029]/;

/** Lines with their words; a `#` starts a comment, empty lines are left out. */
export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  text.split(LINE_END).forEach((raw, index) => {
    const code = raw.replace(/(^|\s)#.*$/, '').trimEnd();
    const words = [...code.matchAll(/\S+/g)].map((m) => ({ text: m[0], column: m.index + 1 }));
    if (words.length > 0) lines.push({ number: index + 1, text: raw.trimEnd(), words });
  });
  return lines;
}

const DID_YOU_MEAN = 'did you mean';

/** The known word nearest to a misspelt one, as a question; empty if none is near, or nothing is there. */
export function didYouMean(word: string, known: Iterable<string>): string {
  if (word === '') return '';
  let best = '';
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const d = distance(word, candidate);
    if (d > 0 && d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best === '' ? '' : `; ${DID_YOU_MEAN} "${best}"?`;
}

/** Reads the words of one line in order. */
export class Words {
  private at = 0;

  constructor(readonly line: Line) {}

  get done(): boolean {
    return this.at >= this.line.words.length;
  }

  /** The next word's text, or '' at the end of the line. */
  peek(ahead = 0): string {
    return this.line.words[this.at + ahead]?.text ?? '';
  }

  /** Where the next word stands, or where it is missing. */
  get column(): number {
    const word = this.line.words[this.at];
    if (word !== undefined) return word.column;
    return this.line.text.replace(/(^|\s)#.*$/, '').trimEnd().length + 2;
  }

  /** The next word as a complaint quotes it. */
  get found(): string {
    return this.done ? 'the end of line' : `"${this.peek()}"`;
  }

  next(expected: string): string {
    if (this.done) throw new Complaint(this.column, `expected ${expected}, found the end of line`);
    return this.line.words[this.at++]?.text ?? '';
  }

  /** Takes the next word if it is this one. */
  take(text: string): boolean {
    if (this.peek() !== text) return false;
    this.at++;
    return true;
  }

  mark(): number {
    return this.at;
  }

  back(mark: number): void {
    this.at = mark;
  }

  /** Everything up to the end of the line, or up to a word. */
  rest(isEnd: () => boolean = () => false): string {
    const words: string[] = [];
    while (!this.done && !isEnd()) words.push(this.next('a word'));
    return words.join(' ');
  }

  complain(message: string): never {
    throw new Complaint(this.column, message);
  }

  expectEnd(): void {
    if (!this.done) this.complain(`expected the end of the line, found ${this.found}`);
  }
}
