/**
 * Messages: what control's half of a tick leaves to the other half, numbered: its outputs, what it told, and what
 * each input may still be. Two ways of control that leave the same message are followed in the same way.
 */

import { bitOf, Place } from './drawn-signals.ts';
import type { LazyDraws } from './draws.ts';
import { inputValues, type SignalName } from './inputs.ts';
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

/** Where a message says what an input may be. */
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
  for (const place of followed.filter((one) => draws.attacked.includes(one))) {
    const values: readonly number[] = inputValues[Place[place] as SignalName];
    const bits = 1 + Math.max(...values.map((value) => 31 - Math.clz32(bitOf(place, value))));
    if (shift + bits > 32) {
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
  /** Attacked, and not read behind control. */
  private readonly unread: readonly Place[];
  private readonly key: Int32Array;

  constructor(private readonly draws: LazyDraws) {
    const { slots, words } = slotsOf(draws);
    this.slots = slots;
    this.known = new Numbering(words);
    this.key = new Int32Array(words);
    this.unread = draws.attacked.filter((place) => !followed.includes(place));
  }

  /**
   * The number of the message after control's half.
   *
   * @param provesNothing what `endsProof` says of control
   */
  numberOf({ outputs, told, seen }: System, provesNothing: boolean): number {
    const { key, slots } = this;
    const { may, off } = seen.answers;
    for (let word = 1; word < key.length; word++) key[word] = 0;
    key[0] =
      (outputs.contactorClosed ? 1 : 0) |
      (outputs.lockOrder << 1) |
      (outputs.pilotBroken ? 8 : 0) |
      (told.breach << 4) |
      (told.claim << 6) |
      (provesNothing ? 1 << 9 : 0) |
      (off << 10) |
      (outputs.dutyPermille << 15);
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i] as Slot;
      key[slot.word] = (key[slot.word] as number) | ((may[slot.place] as number) << slot.shift);
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

  /** Gives the draws, which have begun, what is left of the inputs after what control has asked. */
  give(message: number): void {
    const { known, draws } = this;
    const at = message * known.words;
    draws.resume(((known.data[at] as number) >>> 10) & 31);
    for (const { place, word, shift, mask } of this.slots) {
      draws.give(place, ((known.data[at + word] as number) >>> shift) & mask);
    }
  }

  /** @throws Error where an input was asked for behind control that no message hands over */
  check(): void {
    const asked = this.unread.find((place) => this.draws.wasAsked(place));
    if (asked === undefined) return;
    throw new Error(`the guard reads ${Place[asked]}: name it in sim/verify/search/messages.ts`);
  }
}
