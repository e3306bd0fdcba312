/**
 * Messages: what control's half of a tick leaves to the other half, numbered: its outputs, what it told, and the inputs
 * that it has read. Two ways of control that leave the same message are followed in the same way.
 */

import { Place } from './drawn-signals.ts';
import type { LazyDraws } from './draws.ts';
import { Numbering } from './numbering.ts';
import type { System } from './system.ts';

/** The inputs that the lock's driver, the guard and the watch over sessions read. */
const followed: readonly Place[] = [
  Place.elapsed,
  Place.pilot,
  Place.proximity,
  Place.cable,
  Place.latch,
  Place.contacts,
  Place.supply,
  Place.lockSupply,
  Place.residual,
  Place.eStop,
  Place.overCurrent,
  Place.mains,
  Place.mainsDoubted,
  Place.heat,
  Place.limit,
  Place.sensorsRead,
  Place.stop,
  Place.start,
  Place.unlock,
];

/** Where an input stands in a message: 0 where control has not read it, else the index of its value and one. */
interface Slot {
  readonly place: Place;
  readonly word: number;
  readonly shift: number;
  readonly mask: number;
}

function slotsOf(draws: LazyDraws): { slots: Slot[]; words: number } {
  const slots: Slot[] = [];
  let word = 1;
  let shift = 0;
  for (const place of followed.filter((one) => draws.countOf(one) > 0)) {
    const bits = Math.ceil(Math.log2(draws.countOf(place) + 1));
    if (shift + bits > 31) {
      word++;
      shift = 0;
    }
    slots.push({ place, word, shift, mask: 2 ** bits - 1 });
    shift += bits;
  }
  return { slots, words: word + 1 };
}

export class Messages {
  readonly known: Numbering;
  private readonly slots: readonly Slot[];
  /** By place: the word in which it stands, 0 if it stands nowhere; and by how many bits it is shifted there. */
  private readonly wordAt = new Uint8Array(Place.service + 1);
  private readonly shiftAt = new Uint8Array(Place.service + 1);
  private readonly key: Int32Array;

  constructor(private readonly draws: LazyDraws) {
    const { slots, words } = slotsOf(draws);
    this.slots = slots;
    this.known = new Numbering(words);
    this.key = new Int32Array(words);
    for (const { place, word, shift } of slots) {
      this.wordAt[place] = word;
      this.shiftAt[place] = shift;
    }
  }

  /**
   * The number of the message after control's half.
   *
   * @param provesNothing what `endsProof` says of control
   */
  numberOf({ outputs, told, seen }: System, provesNothing: boolean): number {
    const { key, draws, wordAt, shiftAt } = this;
    for (let word = 1; word < key.length; word++) key[word] = 0;
    key[0] =
      (outputs.contactorClosed ? 1 : 0) |
      (outputs.lockOrder << 1) |
      (outputs.pilotBroken ? 8 : 0) |
      (told.breach << 4) |
      (told.claim << 6) |
      (provesNothing ? 1 << 9 : 0) |
      (draws.off << 10) |
      (outputs.dutyPermille << 15);
    for (let i = 0; i < seen.reads; i++) {
      const place = seen.order[i] as Place;
      const word = wordAt[place] as number;
      if (word === 0) continue;
      const index = draws.indexOf(place) + 1;
      key[word] = (key[word] as number) | (index << (shiftAt[place] as number));
    }
    return this.known.number(key);
  }

  /**
   * Writes the outputs, and what control told.
   *
   * @returns what `endsProof` said of control
   */
  tell(message: number, { outputs, told }: System): boolean {
    const first = this.known.data[message * this.known.words] as number;
    outputs.contactorClosed = (first & 1) !== 0;
    outputs.lockOrder = (first >>> 1) & 3;
    outputs.pilotBroken = (first & 8) !== 0;
    told.breach = (first >>> 4) & 3;
    told.claim = (first >>> 6) & 7;
    outputs.dutyPermille = first >>> 15;
    return (first & (1 << 9)) !== 0;
  }

  /** Gives the draws, which have begun, the inputs that control has read. */
  give(message: number): void {
    const { known, draws } = this;
    const at = message * known.words;
    draws.off = ((known.data[at] as number) >>> 10) & 31;
    for (const { place, word, shift, mask } of this.slots) {
      const index = (((known.data[at + word] as number) >>> shift) & mask) - 1;
      if (index >= 0) draws.give(place, index);
    }
  }

  /** @throws Error where the other half has read an input that no message hands over */
  check({ order, reads }: { readonly order: readonly number[]; readonly reads: number }): void {
    for (let i = 0; i < reads; i++) {
      const place = order[i] as Place;
      if (this.wordAt[place] !== 0) continue;
      throw new Error(`the guard reads ${Place[place]}: name it in sim/verify/search/messages.ts`);
    }
  }
}
