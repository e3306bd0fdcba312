/**
 * Owner access: how the bridge proves to the charger that it acts for the owner. A charger whose commissioning has ended
 * asks for the owner's key before it takes a limit, or lets a permanent cable go; a driver's plug needs none. The key
 * answers a challenge, and is never sent.
 */

import { answerLine, type KeyRole } from '../../sim/challenge.ts';

/** Asks the charger one line. @throws NotDone */
type Ask = (line: string, answer: RegExp) => Promise<string>;

const KEY_FILE = 'name its file as "keyFile" in the config';
const NO_KEY = `this bridge has no owner's key, and the charger asks for it: no limit is taken, and nothing goes out of service; ${KEY_FILE}`;
const WRONG_KEY = `the charger does not know this bridge's owner's key: no limit is taken, and nothing goes out of service; ${KEY_FILE}`;
const NONE_SET = `the charger has no owner's key: set one with "key owner HEX" before "commission end", and ${KEY_FILE}`;

/** A line may garble one answer; after so many wrong ones there are no more, because each is a pause for everybody. */
const MOST_MISSES = 2;

export class OwnerAccess {
  private running: Promise<boolean> | null = null;
  /** Why this bridge cannot act for the owner, and what to do about it; empty where it can, or where nobody must. */
  missing = '';
  /** The charger has said whether it asks for a role, since it was met last. */
  isChecked = false;
  private misses = 0;

  /** @param keys of a key file; without the owner's the bridge is a driver */
  constructor(
    private readonly keys: ReadonlyMap<KeyRole, string>,
    private readonly ask: Ask,
  ) {}

  /** Whether what the charger has said means that a role is missing. */
  static isAskedFor(message: string): boolean {
    return message.startsWith('error only the owner may');
  }

  /** The charger may be another one, or have another key. */
  forget(): void {
    this.isChecked = false;
    this.misses = 0;
  }

  /**
   * Asks who may command now. A role that a person has opened for some minutes opens it to this bridge as well, and is
   * none to rely on.
   *
   * @returns whether the charger would take an owner's order now, or would be shown the key
   * @throws NotDone where the charger does not answer
   */
  async check(): Promise<boolean> {
    const role = await this.ask('role', /^ok role/);
    this.isChecked = true;
    const isOpen = role.endsWith('commissioning has not ended');
    if (isOpen) this.missing = '';
    else if (!this.keys.has('owner')) this.missing = NO_KEY;
    const isWorthIt = this.keys.has('owner') && this.misses < MOST_MISSES;
    return this.missing === '' || isWorthIt || !role.startsWith('ok role driver');
  }

  /** Takes the owner's role for some minutes. @returns whether the charger has granted it */
  open(): Promise<boolean> {
    this.running ??= this.identify()
      .then((why) => {
        this.missing = why;
        return why === '';
      })
      .finally(() => {
        this.running = null;
      });
    return this.running;
  }

  /** @returns why it was not granted; empty where it was */
  private async identify(): Promise<string> {
    if (!this.keys.has('owner')) return NO_KEY;
    if (this.misses >= MOST_MISSES) return WRONG_KEY;
    const challenge = await this.ask(
      'role owner',
      /^(ok (challenge|role) owner|error the owner has)/,
    );
    if (challenge.startsWith('error')) return NONE_SET;
    if (challenge.startsWith('ok role')) return '';
    const answer = answerLine(this.keys, challenge);
    if (answer === null) return NO_KEY;
    const said = await this.ask(answer, /^(ok role owner|error wrong answer)/).catch(() => '');
    if (said.startsWith('error')) this.misses++;
    // A service person may have answered it.
    const isOpen =
      said.startsWith('ok') || (await this.ask('role', /^ok role/)).startsWith('ok role owner');
    if (isOpen) this.misses = 0;
    return isOpen ? '' : WRONG_KEY;
  }
}
