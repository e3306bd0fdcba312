/**
 * VCD: value change dump for GTKWave and other viewers, as IEEE 1364 defines it: bits, vectors and reals.
 *
 * Words are vectors with their index in the vocabulary, which every reader supports, and also texts, an
 * extension that GTKWave, Surfer and vcd2fst read. The plain file has bits and vectors only: a parser that keeps
 * to the standard refuses the whole file for a text, and simple parsers refuse or misread reals, negative ones
 * above all.
 */

import { type Mark, marksOf, nameOf, type Recording, type Signal, signalsOf } from './signals.ts';

/** One variable of the file. */
interface Variable {
  readonly id: string;
  readonly declaration: string;
  /** The text of each change. */
  readonly changes: readonly { readonly atUs: number; readonly text: string }[];
}

/** Identifier codes are printable characters, as short as possible. */
export function idCode(index: number): string {
  const digit = String.fromCharCode(33 + (index % 94));
  return index < 94 ? digit : idCode(Math.floor(index / 94) - 1) + digit;
}

/** Blanks end a value in a VCD. */
function escapeText(text: string): string {
  return text.replace(/[^!-[\]-~]/g, (character) => {
    const bytes = new TextEncoder().encode(character);
    return [...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
  });
}

export const vcdName = (name: string): string => name.replaceAll('-', '_');

/** Bits that a vector of these words needs. */
export function widthOf(signal: Signal): number {
  return Math.max(1, Math.ceil(Math.log2(signal.words.length)));
}

/** The declared reference: `phase [3:0]`, `contactor`. */
export function referenceOf(signal: Signal): string {
  const name = vcdName(signal.name);
  return signal.shape === 'words' ? `${name} [${widthOf(signal) - 1}:0]` : name;
}

type Declare = (signal: Signal, id: string) => Variable;

/** Thousandths as a signed integer of 32 bits; x for what does not fit. */
function thousandths(value: number): string {
  const whole = Math.round(value * 1000);
  return whole === (whole | 0) ? (whole >>> 0).toString(2) : 'x';
}

/** A measured value without reals, for the plain file. */
function wholeVariable(signal: Signal, id: string): Variable {
  if (signal.shape !== 'number') return numberVariable(signal, id);
  const changes = signal.changes.map(({ atUs, value }) => ({
    atUs,
    text: `b${thousandths(value)} ${id}`,
  }));
  return {
    id,
    declaration: `$var integer 32 ${id} ${vcdName(signal.name)}_x1000 $end`,
    changes,
  };
}

function numberVariable(signal: Signal, id: string): Variable {
  const changes = signal.changes.map(({ atUs, value }) => {
    if (signal.shape === 'number') return { atUs, text: `r${value} ${id}` };
    const bits = Number.isNaN(value) ? 'x' : value.toString(2);
    return { atUs, text: signal.shape === 'bit' ? `${bits}${id}` : `b${bits} ${id}` };
  });
  const type = signal.shape === 'number' ? 'real 64' : `wire ${widthOf(signal)}`;
  return { id, declaration: `$var ${type} ${id} ${referenceOf(signal)} $end`, changes };
}

function textVariable(
  name: string,
  changes: readonly { atUs: number; text: string }[],
  id: string,
): Variable {
  return {
    id,
    declaration: `$var string 1 ${id} ${vcdName(name)} $end`,
    changes: changes.map(({ atUs, text }) => ({ atUs, text: `s${escapeText(text)} ${id}` })),
  };
}

/** The events of one kind; those of one instant joined, and none before the first. */
function textsOf(marks: readonly Mark[], kind: Mark['kind']): { atUs: number; text: string }[] {
  const texts = new Map<number, string>([[0, '']]);
  for (const mark of marks) {
    if (mark.kind !== kind) continue;
    const before = texts.get(mark.atUs) ?? '';
    texts.set(mark.atUs, before === '' ? mark.text : `${before}; ${mark.text}`);
  }
  return [...texts].map(([atUs, text]) => ({ atUs, text: text === '' ? ' ' : text }));
}

interface Scope {
  readonly name: string;
  readonly variables: readonly Variable[];
}

function scopesOf(recording: Recording, declare: Declare): Scope[] {
  const signals = signalsOf(recording);
  let count = 0;
  const nextId = (): string => idCode(count++);
  const scopes: Scope[] = [];
  for (const from of ['firmware', 'board', 'world', 'probe']) {
    const ours = signals.filter((signal) => signal.from === from);
    if (ours.length === 0) continue;
    scopes.push({ name: from, variables: ours.map((signal) => declare(signal, nextId())) });
  }
  return scopes;
}

/** Words and events as texts; their identifiers follow those of the numbers. */
function textScopesOf(recording: Recording, used: number): Scope[] {
  let count = used;
  const nextId = (): string => idCode(count++);
  const texts = signalsOf(recording)
    .filter((signal) => signal.shape === 'words')
    .map(({ name, changes }) => {
      const told = changes.map(({ atUs, word }) => ({ atUs, text: word }));
      return textVariable(name, told, nextId());
    });
  const told = (kind: Mark['kind']): Variable =>
    textVariable(kind, textsOf(marksOf(recording), kind), nextId());
  const kinds: readonly Mark['kind'][] = ['action', 'answer', 'hazard', 'failure'];
  return [
    { name: 'words', variables: texts },
    { name: 'story', variables: kinds.map(told) },
  ];
}

/** All changes in the order of time, one block per instant. */
function dump(variables: readonly Variable[], endUs: number): string {
  const instants = new Map<number, string[]>([[0, []]]);
  for (const { changes } of variables) {
    for (const { atUs, text } of changes) {
      const block = instants.get(atUs);
      if (block === undefined) instants.set(atUs, [text]);
      else block.push(text);
    }
  }
  if (!instants.has(endUs)) instants.set(endUs, []);
  const sorted = [...instants].sort(([a], [b]) => a - b);
  return sorted
    .flatMap(([atUs, texts]) =>
      atUs === 0 ? ['#0', '$dumpvars', ...texts, '$end'] : [`#${atUs}`, ...texts],
    )
    .join('\n');
}

/** Writes the whole trace, at 1 µs; the scopes are the sources of the signals. */
export function writeVcd(recording: Recording): string {
  const scopes = scopesOf(recording, numberVariable);
  const used = scopes.reduce((sum, { variables }) => sum + variables.length, 0);
  return write(recording, [...scopes, ...textScopesOf(recording, used)]);
}

/** The same in bits and vectors alone: without texts, and every measured value in thousandths. */
export function writePlainVcd(recording: Recording): string {
  return write(recording, scopesOf(recording, wholeVariable));
}

function write(recording: Recording, scopes: readonly Scope[]): string {
  const declarations = scopes.flatMap(({ name, variables }) => [
    `$scope module ${name} $end`,
    ...variables.map((variable) => variable.declaration),
    '$upscope $end',
  ]);
  return `${[
    '$version Holdfast $end',
    `$comment ${nameOf(recording).replaceAll('$end', '')} $end`,
    '$timescale 1 us $end',
    '$scope module holdfast $end',
    ...declarations,
    '$upscope $end',
    '$enddefinitions $end',
    dump(
      scopes.flatMap((scope) => scope.variables),
      recording.endUs - recording.startUs,
    ),
  ].join('\n')}\n`;
}
