/**
 * Layout: a system's state as a few 32-bit words.
 *
 * The fields of `layout-fields.ts`, each in as many bits as its range needs.
 */

import { contactorField, controlFields, type Field, followerFields } from './layout-fields.ts';
import type { System } from './system.ts';

export interface Layout {
  readonly fields: readonly Field[];
  /** 32-bit words per system. */
  readonly words: number;
  pack(system: System, words: Int32Array, at: number): void;
  unpack(system: System, words: Int32Array, at: number): void;
  /**
   * Whether `pack` loses nothing. Checked separately, because the check takes a tenth of the search's time.
   *
   * @throws Error where a value does not fit its bits, with the field's name
   */
  check(system: System): void;
}

function bitsFor(most: number): number {
  return Math.max(1, Math.ceil(Math.log2(most + 1)));
}

/** What is not stored, because it repeats what is: control's part of it, and the followers'. */
const controlRepeats = [
  'system.outputs.offerMilliamps=system.state.offerMilliamps;',
  'system.outputs.lockOrder=system.state.lockOrder;',
];
const followerRepeats = [
  'system.guard.tripped=0;',
  'system.outputs.coilPermille=system.guard.coilPermille;system.outputs.drive=system.guard.drive;',
];

/** A whole system. */
export function createLayout(system: System): Layout {
  const fields = [...controlFields(system), ...followerFields(system)];
  const closed = 'system.outputs.contactorClosed=system.guard.closed;';
  return layOut(fields, [...controlRepeats, ...followerRepeats, closed]);
}

/** What control's half of a tick remembers. */
export function createControlLayout(system: System): Layout {
  return layOut([...controlFields(system), contactorField], controlRepeats);
}

/** What the other half remembers. */
export function createFollowerLayout(system: System): Layout {
  return layOut(followerFields(system), followerRepeats);
}

/** Generates the two functions as straight code: they run hundreds of millions of times. */
function layOut(fields: readonly Field[], repeats: readonly string[]): Layout {
  const pack: string[] = [];
  const unpack: string[] = [];
  let word = 0;
  let bit = 0;
  const parts: string[] = [];
  const strays: string[] = [];
  const flush = (): void => {
    pack.push(`words[at+${word}]=${parts.join('|')};`);
    parts.length = 0;
  };
  for (const field of fields) {
    const bits = bitsFor(field.most);
    if (bit + bits > 32) {
      flush();
      word++;
      bit = 0;
    }
    const place = `system.${field.record}.${field.name}`;
    const { encode, decode } = codeOf(field, place);
    parts.push(`(${encode}<<${bit})`);
    const mask = 2 ** bits - 1;
    strays.push(...straysOf(field, encode, mask));
    unpack.push(`${place}=${decode(`(words[at+${word}]>>>${bit}&${mask})`)};`);
    bit += bits;
  }
  flush();
  unpack.push(...repeats);
  const make = (body: readonly string[]): Layout['pack'] =>
    new Function('system', 'words', 'at', body.join('\n')) as Layout['pack'];
  const hasStrays = new Function('system', `return (${strays.join('|')})!==0`);
  const check = (full: System): void => {
    if (hasStrays(full)) complain(fields, full);
  };
  return { fields, words: word + 1, pack: make(pack), unpack: make(unpack), check };
}

/**
 * Code whose result is not zero where a value needs more bits than its place has, or is no multiple of its
 * unit.
 */
function straysOf(field: Field, encode: string, mask: number): string[] {
  if (field.isFlag) return [];
  const over = `(${encode}&${~mask})`;
  if (field.unit === 1) return [over];
  return [over, `(system.${field.record}.${field.name}%${field.unit})`];
}

function valueAt(field: Field, system: System): number {
  return new Function('system', `return system.${field.record}.${field.name}`)(system);
}

/** @throws Error always: a field's value is outside of the range of its bits */
function complain(fields: readonly Field[], system: System): never {
  const stray = fields.filter((field) => {
    const value = valueAt(field, system);
    const number = Math.min(Number(value), field.cap ?? value) / field.unit + field.offset;
    return !(Number.isInteger(number) && number >= 0 && number < 2 ** bitsFor(field.most));
  });
  const found = stray.map((field) => {
    const most = (field.most - field.offset) * field.unit;
    const place = `${field.record}.${field.name}`;
    return `${place} is ${valueAt(field, system)}, expected ${-field.offset} to ${most}`;
  });
  const advice = 'widen the field in sim/verify/search/layout-fields.ts';
  throw new Error(`a state does not fit the search's layout: ${found.join('; ')}: ${advice}`);
}

function codeOf(field: Field, place: string): { encode: string; decode: (bits: string) => string } {
  if (field.isFlag) return { encode: `(${place}?1:0)`, decode: (bits) => `${bits}===1` };
  const capped = field.cap === null ? place : `(${place}>${field.cap}?${field.cap}:${place})`;
  if (field.unit !== 1) {
    return { encode: `(${place}/${field.unit})`, decode: (bits) => `${bits}*${field.unit}` };
  }
  if (field.offset === 0) return { encode: capped, decode: (bits) => bits };
  return { encode: `(${capped}+${field.offset})`, decode: (bits) => `${bits}-${field.offset}` };
}
