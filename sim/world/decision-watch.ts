/**
 * Decision watch: the properties of sessions, and of the reason that is told, over every decision of the firmware that
 * runs in this process. They are those of the search (`sim/verify/search/session-watch.ts` and `false-reason.ts`).
 *
 * A request is true for one decision, and the decision ends by clearing it. That is when it is judged: everything that
 * it was decided from still stands. A firmware behind a serial line shows none of this, and is not judged.
 */

import type { Charger } from '../../firmware/charger.ts';
import { whyHeld } from '../../firmware/control/hold-reason.ts';
import type { Phase } from '../../firmware/control/state.ts';
import { whyWords } from '../../firmware/control/words.ts';
import { Rule } from '../../firmware/guard/memory.ts';
import { claimOf, isFalse } from '../verify/search/false-reason.ts';
import {
  Breach,
  createSessionWatch,
  Permission,
  permissionBreach,
  requestBreach,
  type SessionWatch,
  startCounts,
  watchSession,
} from '../verify/search/session-watch.ts';

/** The part of a charger that is judged. */
export type Decider = Pick<Charger, 'seen' | 'state' | 'guard' | 'outputs' | 'limits'>;

const words: Readonly<Record<Breach, string>> = {
  [Breach.None]: '',
  [Breach.StopIgnored]: 'session: a stop or an unlock is not honoured',
  [Breach.StartIgnored]: 'session: a start that counts is not honoured',
  [Breach.NotPermitted]: 'session: energy that nobody permitted',
};

/** What stood before the decision. */
interface Before {
  phase: Phase;
  closed: boolean;
  deadForMs: number;
  awayForMs: number;
  authorization: boolean;
}

function beforeOf({ state, guard, limits }: Decider): Before {
  return {
    phase: state.phase,
    closed: guard.closed,
    deadForMs: guard.deadForMs,
    awayForMs: guard.awayForMs,
    authorization: limits.authorization,
  };
}

export class DecisionWatch {
  private watch: SessionWatch | null = null;
  private before: Before | null = null;

  /** @param complain told what is broken, in words */
  constructor(private readonly complain: (words: string) => void) {}

  /** A start of the firmware. What had ended before it has ended after it, whatever the journal says. */
  follow(decider: Decider): void {
    const had = this.watch?.permission ?? Permission.Given;
    const watch = createSessionWatch(decider.state.session, decider.limits);
    if (had === Permission.Ended || had === Permission.Barred) watch.permission = had;
    this.watch = watch;
    this.before = beforeOf(decider);
    let stop = decider.seen.stop;
    Object.defineProperty(decider.seen, 'stop', {
      enumerable: true,
      get: () => stop,
      set: (asked: boolean) => {
        if (!asked) this.judge(watch, decider);
        stop = asked;
      },
    });
  }

  private judge(watch: SessionWatch, decider: Decider): void {
    const { state, seen, guard, outputs, limits } = decider;
    const before = this.before ?? beforeOf(decider);
    this.before = beforeOf(decider);
    // A guard that has tripped puts out what nobody decided.
    if (guard.tripped !== Rule.None) return;
    // Where nobody has to be asked any more, whoever waits is permitted.
    const isOpenNow = before.authorization && !limits.authorization;
    if (isOpenNow && watch.permission === Permission.Ended) watch.permission = Permission.Given;
    watchSession(watch, seen, before, limits);
    const closes = outputs.contactorClosed && !before.closed;
    const ignored = requestBreach(state, seen, startCounts(before.phase, seen));
    const breach =
      ignored === Breach.None ? permissionBreach(watch, seen, guard, limits, closes) : ignored;
    if (breach !== Breach.None) this.complain(words[breach]);
    if (isFalse(claimOf(state, seen, limits), guard, limits)) {
      const why = whyWords[whyHeld(state, seen, limits)];
      this.complain(`L3: the reason that is told is not true: ${why}`);
    }
  }
}
