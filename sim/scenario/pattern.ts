/**
 * Pattern: the grammar of one kind of line, written as the line itself.
 *
 * `spike <voltage> for <duration>` · `car <wants|full>` · `push [for <duration>]`. Words stand for
 * themselves, `<kind>` for a quantity, `<a|b>` for one of these words, `<name:text>` for the rest of the
 * line; brackets hold what may be left out.
 */

import { type Kind, readQuantity, unitsOf } from './quantity.ts';
import { didYouMean, type Words } from './source.ts';

const kinds: readonly string[] = [
  'duration',
  'voltage',
  'current',
  'resistance',
  'temperature',
  'duty',
  'count',
];

type Piece =
  | { type: 'word'; text: string }
  | { type: 'quantity'; kind: Kind }
  | { type: 'choice'; words: readonly string[] }
  | { type: 'rest' }
  | { type: 'optional'; pieces: readonly Piece[] };

/** What stood in the places of a pattern, in order; null for an option that was left out. */
export type Arg = number | string | null;

export class Pattern {
  readonly text: string;
  private readonly pieces: readonly Piece[];

  constructor(text: string) {
    this.text = text;
    this.pieces = compile(text);
  }

  /** The words that a line of this kind starts with, for finding the pattern by them. */
  get head(): string {
    const first = this.pieces[0];
    return first?.type === 'word' ? first.text : '';
  }

  /** Reads the words of a line; complains where they leave the pattern. */
  read(words: Words): Arg[] {
    const args: Arg[] = [];
    for (const piece of this.pieces) readPiece(piece, words, args);
    return args;
  }

  /** How many leading words of the line fit the leading plain words of the pattern. */
  fit(words: readonly string[]): number {
    let fitting = 0;
    for (const piece of this.pieces) {
      const word = words[fitting];
      if (word === undefined) break;
      const isWord = piece.type === 'word' && piece.text === word;
      const isChoice = piece.type === 'choice' && piece.words.includes(word);
      if (!isWord && !isChoice) break;
      fitting++;
    }
    return fitting;
  }
}

function compile(text: string): Piece[] {
  const pieces: Piece[] = [];
  const tokens = text.match(/\[[^\]]*\]|<[^>]*>|\S+/g) ?? [];
  for (const token of tokens) {
    if (token.startsWith('[')) {
      pieces.push({ type: 'optional', pieces: compile(token.slice(1, -1)) });
    } else if (token.startsWith('<')) {
      pieces.push(place(token.slice(1, -1)));
    } else {
      pieces.push({ type: 'word', text: token });
    }
  }
  return pieces;
}

function place(inside: string): Piece {
  if (kinds.includes(inside)) return { type: 'quantity', kind: inside as Kind };
  if (inside === 'text') return { type: 'rest' };
  return { type: 'choice', words: inside.split('|') };
}

function readPiece(piece: Piece, words: Words, args: Arg[]): void {
  if (piece.type === 'word') {
    if (!words.take(piece.text)) {
      words.complain(
        `expected "${piece.text}", found ${words.found}${didYouMean(words.peek(), [piece.text])}`,
      );
    }
  } else if (piece.type === 'quantity') {
    if (words.done) words.complain(`expected ${unitsOf(piece.kind)}, found the end of line`);
    args.push(readQuantity(words, piece.kind));
  } else if (piece.type === 'choice') {
    const word = words.peek();
    if (!piece.words.includes(word)) {
      const hint = didYouMean(word, piece.words);
      words.complain(`expected ${piece.words.join(' | ')}, found ${words.found}${hint}`);
    }
    args.push(words.next('a word'));
  } else if (piece.type === 'rest') {
    args.push(words.rest());
  } else {
    readOptional(piece.pieces, words, args);
  }
}

function readOptional(pieces: readonly Piece[], words: Words, args: Arg[]): void {
  const first = pieces[0];
  const starts =
    first !== undefined &&
    !words.done &&
    (first.type !== 'word' || first.text === words.peek()) &&
    (first.type !== 'choice' || first.words.includes(words.peek()));
  if (starts) {
    for (const piece of pieces) readPiece(piece, words, args);
    return;
  }
  for (const piece of pieces) if (piece.type !== 'word') args.push(null);
}
