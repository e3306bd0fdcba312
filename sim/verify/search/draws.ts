/**
 * Draws: the adversary's choices for one state, one after the other.
 *
 * A tick is run with one value for each input, and the inputs that it reads are noted in the order of their first
 * reading. The last of them is then given its next value; when it has none left, the one before it. So every choice is
 * tried that a tick can tell from the others, and values of an input that was not read are one choice. That is exact
 * because a tick is a function of what it reads: up to the input that is changed, it reads the same again.
 */

import { Place } from './drawn-signals.ts';
import { choicesOf, type Group, isNominalChoice } from './groups.ts';
import {
  applyChoice,
  type Choice,
  type InputName,
  NOMINAL,
  nominalChoice,
  nominalOf,
  places,
  type SignalName,
  signalNames,
} from './inputs.ts';
import type { System } from './system.ts';

export interface Draws {
  /** Begins with the first choice for the state that the system is in. */
  begin(): void;
  /** Writes the choice into the system, before a tick. */
  draw(): void;
  /** After that tick: goes on to the next choice. @returns whether there is one */
  next(): boolean;
  /** The present choice, after its tick; what was not read is nominal. */
  choice(): Choice;
}

/** Every choice, whatever is read: what the other one is checked against, and used where drivers read everything. */
class PlainDraws implements Draws {
  private readonly choices: readonly Choice[];
  private at = 0;

  constructor(
    group: Group,
    private readonly system: System,
  ) {
    this.choices = choicesOf(group);
  }

  begin(): void {
    this.at = 0;
  }

  draw(): void {
    applyChoice(this.system, this.choice());
  }

  next(): boolean {
    this.at++;
    return this.at < this.choices.length;
  }

  choice(): Choice {
    return this.choices[this.at] as Choice;
  }
}

/** The values of one input. */
interface Domain {
  readonly name: SignalName;
  readonly place: Place;
  /** NOMINAL where it follows the system; the others as they are. */
  readonly values: readonly number[];
  /** Whether a value counts as off nominal. */
  readonly isOff: readonly boolean[];
}

function domainOf(group: Group, name: SignalName): Domain | null {
  const values = group.values[name];
  if (values === undefined) return null;
  return {
    name,
    place: places[name],
    values,
    isOff: values.map((value) => !isNominalChoice(name, value)),
  };
}

/**
 * What one half of a tick has read can be handed to the other half, which draws the rest.
 */
export class LazyDraws implements Draws {
  private readonly domains: readonly Domain[];
  private readonly byPlace: (Domain | null)[];
  /** Inputs that nobody attacks are not noted. */
  private readonly unnoted: number;
  /** Nor are those whose value is given. */
  private given: number;
  /** The index of each input's present value, by place. */
  private readonly at: number[];
  private readonly nominal: number[];
  private readonly mostOff: number;
  /** Inputs that are off nominal. */
  off = 0;

  constructor(
    group: Group,
    private readonly system: System,
  ) {
    this.byPlace = signalNames.map(() => null);
    for (const name of signalNames) this.byPlace[places[name]] = domainOf(group, name);
    this.domains = this.byPlace.filter((domain) => domain !== null);
    this.unnoted = this.domains.reduce((bits, { place }) => bits & ~(1 << place), -1);
    this.given = this.unnoted;
    this.at = signalNames.map(() => 0);
    const strays = this.domains.filter(({ isOff }) => group.mostOff !== null && isOff[0] === true);
    if (strays.length > 0) {
      const names = strays.map(({ name }) => name).join(', ');
      throw new Error(`group ${group.name}: expected the nominal value of ${names} first`);
    }
    this.mostOff = group.mostOff ?? signalNames.length;
    this.nominal = signalNames.map(() => 0);
    for (const name of signalNames) {
      this.nominal[places[name]] = nominalOf(system, name);
      system.seen.values[places[name]] = nominalOf(system, name);
    }
  }

  /** The two nominal values that follow the system are those before the tick. */
  begin(): void {
    const { nominal, system } = this;
    this.off = 0;
    this.given = this.unnoted;
    nominal[Place.latch] = nominalOf(system, 'latch');
    nominal[Place.contacts] = nominalOf(system, 'contacts');
    const values = system.seen.values;
    values[Place.latch] = nominal[Place.latch] as number;
    values[Place.contacts] = nominal[Place.contacts] as number;
    for (let i = 0; i < this.domains.length; i++) this.set((this.domains[i] as Domain).place, 0);
  }

  /** The index of an input's present value. */
  indexOf(place: Place): number {
    return this.at[place] as number;
  }

  /** The number of an attacked input's values; none where it is nominal. */
  countOf(place: Place): number {
    return this.byPlace[place]?.values.length ?? 0;
  }

  /** After `begin`: the other half of the tick has read this value. */
  give(place: Place, index: number): void {
    this.given |= 1 << place;
    this.set(place, index);
  }

  private set(place: Place, index: number): void {
    const value = (this.byPlace[place] as Domain).values[index] as number;
    this.at[place] = index;
    this.system.seen.values[place] = value === NOMINAL ? (this.nominal[place] as number) : value;
  }

  /** The next value that may be tried; a value that is the nominal one was tried as that. */
  private nextIndex({ place, values, isOff }: Domain, before: number): number {
    for (let index = before + 1; index < values.length; index++) {
      if (values[0] === NOMINAL && values[index] === this.nominal[place]) continue;
      if (isOff[index] !== true || this.off < this.mostOff) return index;
    }
    return -1;
  }

  draw(): void {
    const seen = this.system.seen;
    seen.noted = this.given;
    seen.reads = 0;
  }

  next(): boolean {
    const seen = this.system.seen;
    for (let i = seen.reads - 1; i >= 0; i--) {
      const place = seen.order[i] as Place;
      const domain = this.byPlace[place] as Domain;
      const before = this.at[place] as number;
      if (domain.isOff[before] === true) this.off--;
      const index = this.nextIndex(domain, before);
      if (index > 0) {
        if (domain.isOff[index] === true) this.off++;
        this.set(place, index);
        return true;
      }
      this.set(place, 0);
    }
    return false;
  }

  choice(): Choice {
    const { seen } = this.system;
    const read = seen.order.slice(0, seen.reads);
    const values = this.domains
      .filter(({ place }) => read.includes(place))
      .map(({ name, place, values }): [InputName, number] => [
        name,
        values[this.at[place] as number] as number,
      ]);
    return { ...nominalChoice, ...Object.fromEntries(values) };
  }
}

/** @param isPlain tries every choice, whatever is read */
export function createDraws(group: Group, system: System, isPlain = false): Draws {
  return isPlain || group.world !== undefined
    ? new PlainDraws(group, system)
    : new LazyDraws(group, system);
}
