/**
 * Draws: the adversary's choices for one state, one after the other: every one, or every one that the tick tells from the
 * others (`answers.ts`).
 */

import { bitOf, Place, valueAt } from './drawn-signals.ts';
import { choicesOf, type Group, isNominalChoice } from './groups.ts';
import {
  applyChoice,
  type Choice,
  type InputName,
  inputValues,
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

/** The values of an attacked input, as bits; NOMINAL among them where it follows the system. */
interface Domain {
  readonly name: SignalName;
  readonly place: Place;
  readonly values: number;
  readonly hasNominal: boolean;
}

function domainOf(group: Group, name: SignalName): Domain[] {
  const place = places[name];
  const listed = group.values[name];
  if (listed === undefined) return [];
  const values = listed.filter((value) => value !== NOMINAL);
  const bits = values.reduce((all, value) => all | bitOf(place, value), 0);
  return [{ name, place, values: bits, hasNominal: listed.includes(NOMINAL) }];
}

/** Values that do not count as off nominal, as bits, where there are others than the one that follows the system. */
function nominalBits({ name, place }: Domain, follows: number): number {
  if (name !== 'pilot') return bitOf(place, follows);
  const pilots = inputValues.pilot.filter((pilot) => isNominalChoice('pilot', pilot));
  return pilots.reduce((all, pilot) => all | bitOf(place, pilot), 0);
}

/**
 * Only what is asked. What one half of a tick has asked can be handed to the other half, which asks the rest.
 */
export class LazyDraws implements Draws {
  /** The attacked inputs. */
  readonly attacked: readonly Place[];
  private readonly domains: readonly Domain[];
  /** By place: the values that each input may have when a tick begins. */
  private readonly from = new Int32Array(signalNames.length);
  /** By place: the bit of the nominal value, which may follow the state before the tick. */
  private readonly follows = new Int32Array(signalNames.length);
  private readonly isBounded: boolean;
  /** Inputs that are off nominal when a tick begins. */
  private off = 0;

  constructor(
    group: Group,
    private readonly system: System,
  ) {
    const { answers } = system.seen;
    this.domains = signalNames.flatMap((name) => domainOf(group, name));
    this.attacked = this.domains.map(({ place }) => place);
    this.isBounded = group.mostOff !== null;
    if (group.mostOff !== null) answers.mostOff = group.mostOff;
    for (const name of signalNames)
      this.from[places[name]] = bitOf(places[name], nominalOf(system, name));
    this.begin();
    const strays = this.domains.filter(
      ({ place }) => ((this.from[place] as number) & (answers.nominal[place] as number)) === 0,
    );
    if (strays.length === 0) return;
    const names = strays.map(({ name }) => name).join(', ');
    throw new Error(`group ${group.name}: expected the nominal value of ${names} among the others`);
  }

  /** The two nominal values that follow the system are those before the tick. */
  begin(): void {
    const { from, system, domains } = this;
    const { answers } = system.seen;
    this.off = 0;
    from[Place.latch] = 1 << nominalOf(system, 'latch');
    from[Place.contacts] = 1 << nominalOf(system, 'contacts');
    for (let i = 0; i < domains.length; i++) {
      const domain = domains[i] as Domain;
      const { name, place } = domain;
      const follows = nominalOf(system, name);
      this.follows[place] = bitOf(place, follows);
      from[place] = domain.values | (domain.hasNominal ? bitOf(place, follows) : 0);
      if (this.isBounded) answers.nominal[place] = nominalBits(domain, follows);
    }
    answers.may.set(from);
    answers.begin();
  }

  /** After `begin`: the other half of the tick has asked; so many inputs are off nominal. */
  resume(off: number): void {
    this.off = off;
  }

  /** After `begin`: what an input may be after what the other half of the tick has asked. */
  give(place: Place, may: number): void {
    this.from[place] = may;
  }

  /** Whether something was asked of an input in this tick. */
  wasAsked(place: Place): boolean {
    return this.system.seen.answers.may[place] !== this.from[place];
  }

  draw(): void {
    const { answers } = this.system.seen;
    const { may } = answers;
    // The others have one value, which stands since `begin`.
    for (let i = 0; i < this.attacked.length; i++) {
      const place = this.attacked[i] as Place;
      may[place] = this.from[place] as number;
    }
    answers.restart(this.off);
  }

  next(): boolean {
    return this.system.seen.answers.next();
  }

  choice(): Choice {
    const { may } = this.system.seen.answers;
    const values = this.domains
      .filter(({ place }) => this.wasAsked(place))
      .map(({ name, place }): [InputName, number] => {
        const bits = may[place] as number;
        const isNominal = (bits & (this.follows[place] as number)) !== 0;
        return [name, isNominal ? NOMINAL : valueAt(place, 31 - Math.clz32(bits))];
      });
    return { ...nominalChoice, ...Object.fromEntries(values) };
  }
}

/** @param isPlain tries every choice, whatever is read */
export function createDraws(group: Group, system: System, isPlain = false): Draws {
  return isPlain || group.world !== undefined
    ? new PlainDraws(group, system)
    : new LazyDraws(group, system);
}
