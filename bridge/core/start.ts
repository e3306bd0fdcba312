/**
 * Start: a start that somebody asks for from afar. The charger's console counts `start` as a person's act, which ends an
 * emergency stop and whatever else waits for a person at the charger. Nobody is there: so behind such a fault it is
 * refused here. Stop and Start at the charger, its display and its console stay as they are.
 */

import { Clears, Fault, type FaultName, faultRows } from '../../firmware/control/faults.ts';
import { faultNamed, faultSteps } from '../../sim/view/words/fault-steps.ts';
import type { Said } from '../../sim/view/words/leaving.ts';
import { type ChargerConsole, NotDone, Unanswered } from './charger-console.ts';
import type { Unwanted } from './unwanted.ts';

export interface StartAnswer {
  readonly isTaken: boolean;
  /** Why not, and what to do; empty where it was taken. */
  readonly why: string;
}

const persons: readonly Clears[] = [Clears.Person, Clears.SelfTest, Clears.Leaving, Clears.Act];
const AT_CHARGER = 'press Stop or Start at the charger';

/** Whether a person's act clears it. Who was not authorised in time is to authorise: nothing else is wrong then. */
function waitsForPerson(fault: Fault): boolean {
  const row = faultRows[fault];
  return row !== undefined && persons.includes(row.clears) && fault !== Fault.AuthorizationTimeout;
}

/** Behind a graver fault a milder one is not told: up to here one that waits for a person may stand there. */
const LAST_WAITING: Fault = faultRows.map((_, fault) => waitsForPerson(fault)).lastIndexOf(true);

/**
 * Why nobody may start from afar behind a fault.
 *
 * @param name of the fault that is told
 * @returns empty where it bars no such start
 */
export function barredBy(name: string): string {
  if (name === 'none') return '';
  if (!Object.hasOwn(faultSteps, name)) return `the fault ${name} is not known here: ${AT_CHARGER}`;
  const fault = faultNamed(name as FaultName);
  if (waitsForPerson(fault)) return `${name} waits for a person: ${AT_CHARGER}`;
  if (fault > LAST_WAITING || fault === Fault.AuthorizationTimeout) return '';
  return `${name} stands, and may hide what waits for a person: see to it first`;
}

export class Start {
  /** Stops and unlocks since the beginning: what was asked for later counts. */
  private ends = 0;
  isUnderWay = false;

  constructor(
    private readonly console: ChargerConsole,
    private readonly said: Said,
    private readonly unwanted: Unwanted,
  ) {}

  /** Somebody has asked for a stop or an unlock: a start that is under way is not meant any more. */
  withdraw(): void {
    this.ends++;
  }

  async ask(): Promise<StartAnswer> {
    const { ends } = this;
    this.isUnderWay = true;
    try {
      // The charger's own word, in the last moment: a trace may be late.
      const faults = await this.console.ask('faults', /^ok faults? /, true);
      const why = this.whyNot(faults.split(' ')[2] ?? '');
      if (why !== '') return { isTaken: false, why };
      if (ends !== this.ends) return { isTaken: false, why: 'it was stopped meanwhile' };
      return await this.send();
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
      return { isTaken: false, why: error.message };
    } finally {
      this.isUnderWay = false;
    }
  }

  private whyNot(fault: string): string {
    // What bars is found again in the restart.
    if (this.said('phase') === 'restart') return 'the charger has just started: try again';
    return barredBy(fault) || barredBy(this.said('fault') ?? 'none');
  }

  /** @throws NotDone */
  private async send(): Promise<StartAnswer> {
    const answer = await this.type();
    if (answer === 'ok start') return { isTaken: true, why: '' };
    // A fault has come between the question and the start, and is cleared by it: nothing may begin by that.
    await this.console.ask('stop', /^ok stop$/, true);
    return { isTaken: false, why: `a fault has come meanwhile: ${AT_CHARGER}` };
  }

  /** @throws NotDone */
  private async type(): Promise<string> {
    try {
      return await this.console.ask('start', /^ok start( clears|$)/, true);
    } catch (error) {
      // The charger may have taken it. Who is told that nothing was started must not find that somebody charges.
      if (error instanceof Unanswered) await this.unwanted.refuseStart();
      throw error;
    }
  }
}
