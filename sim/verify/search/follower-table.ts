/**
 * Follower table: every state that the lock's driver, the guard and the watch over sessions are in together, and where
 * each goes by each message of control's. They are few hundred, whatever control is in.
 */

import { LockPolicy } from '../../../firmware/control/limits.ts';
import { Hold, Motion } from '../../../firmware/control/signals.ts';
import { LazyDraws } from './draws.ts';
import { forgetFollowers } from './forget.ts';
import type { Group } from './groups.ts';
import { nominalLatch } from './inputs.ts';
import { createFollowerLayout } from './layout.ts';
import { Messages } from './messages.ts';
import type { Met } from './met.ts';
import { grown } from './numbering.ts';
import { PackedStates } from './packed-states.ts';
import { type Broken, followControl, followSafeOutputs, type System } from './system.ts';

/** More than there are contexts. */
export const CONTEXTS = 64;

/**
 * What control asks the followers, as a number below `CONTEXTS`: whether the lock moves, and in one policy whether it has
 * rested; whether the pin is held by command, or proven so; and where it would be, if that is its sense's nominal value.
 */
function contextOf(system: System): number {
  const { motion, hold } = system.seen;
  const asksForRest = system.limits.lockPolicy === LockPolicy.WhileCharging;
  const asked = asksForRest || motion === Motion.Moving ? motion : Motion.Rested;
  const held = hold >= Hold.Driven ? hold : Hold.None;
  return (asked * 4 + held) * 4 + nominalLatch(system);
}

export class FollowerTable {
  readonly states: PackedStates;
  readonly draws: LazyDraws;
  readonly messages: Messages;
  /** What follows where there is not exactly one next state: those, or below zero the rule that is broken. */
  readonly several: Int32Array[] = [];
  private readonly contexts: number[] = [];
  /** The states whose safe outputs are checked. */
  private readonly checked: boolean[] = [];
  /** By message and state: 0 is not known yet, above it is the next state and one, below it a number in `several`. */
  private readonly after: Int32Array[] = [];

  constructor(
    group: Group,
    private readonly system: System,
    private readonly met: Met,
  ) {
    this.states = new PackedStates(createFollowerLayout(system));
    this.draws = new LazyDraws(group, system);
    this.messages = new Messages(this.draws);
  }

  /** The number of the state that a system is in; a new one if it has none. */
  number(system: System): number {
    const { size } = this.states;
    const follower = this.states.number(system);
    if (follower === size) this.contexts.push(contextOf(system));
    return follower;
  }

  contextOf(follower: number): number {
    return this.contexts[follower] as number;
  }

  /** @returns the next state, or below zero −1 less a number in `several` */
  next(message: number, follower: number): number {
    const known = this.after[message]?.[follower] ?? 0;
    if (known !== 0) return known > 0 ? known - 1 : known;
    return this.follow(message, follower);
  }

  private follow(message: number, follower: number): number {
    const next = this.followAll(message, follower);
    const first = next[0] as number;
    let result = first + 1;
    if (next.length > 1 || first < 0) {
      this.several.push(Int32Array.from(next));
      result = -this.several.length;
    }
    let row = this.after[message] ?? new Int32Array(64);
    if (follower >= row.length) row = grown(row, 2 ** Math.ceil(Math.log2(follower + 1)));
    row[follower] = result;
    this.after[message] = row;
    return result > 0 ? result - 1 : result;
  }

  /** With every value of what control has not read: the states that follow, and the negated rules that are broken. */
  private followAll(message: number, follower: number): number[] {
    const { system, draws, messages } = this;
    const next: number[] = [];
    this.states.unpack(system, follower);
    draws.begin();
    messages.give(message);
    do {
      const provesNothing = messages.tell(message, system);
      draws.draw();
      const rule = followControl(system);
      messages.check();
      this.met.drives |= 1 << system.outputs.drive;
      forgetFollowers(system, provesNothing);
      const one = rule === 0 ? this.number(system) : -rule;
      if (!next.includes(one)) next.push(one);
      this.states.unpack(system, follower);
    } while (draws.next());
    return next;
  }

  /** Checks a state's safe outputs, unless they were checked. @returns the rule that they break */
  checkOnce(follower: number): Broken {
    if (this.checked[follower] === true) return 0;
    this.checked[follower] = true;
    return this.checkSafeOutputs(follower);
  }

  /** Whatever the next inputs are, the safe outputs must be allowed. */
  private checkSafeOutputs(follower: number): Broken {
    const { system, draws } = this;
    this.states.unpack(system, follower);
    draws.begin();
    do {
      draws.draw();
      const rule = followSafeOutputs(system);
      if (rule !== 0) return rule;
      this.states.unpack(system, follower);
    } while (draws.next());
    return 0;
  }
}
