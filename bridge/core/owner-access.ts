/**
 * Owner access: how the bridge proves to the charger that it acts for the owner. A charger whose commissioning has ended
 * asks for the owner's key before it takes a limit, or lets a permanent cable go; a driver's plug needs none. The key
 * answers a challenge, and is never sent.
 */

import { answerLine, type KeyRole } from '../../sim/challenge.ts';

/** Asks the charger one line. @throws NotDone */
type Ask = (line: string, answer: RegExp) => Promise<string>;

export class OwnerAccess {
  private running: Promise<boolean> | null = null;

  /** @param keys of a key file; without the owner's the bridge is a driver */
  constructor(
    private readonly keys: ReadonlyMap<KeyRole, string>,
    private readonly ask: Ask,
  ) {}

  /** Whether what the charger has said means that a role is missing. */
  static isAskedFor(message: string): boolean {
    return message.startsWith('error only the owner may');
  }

  /** Takes the owner's role for some minutes. @returns whether the charger has granted it */
  open(): Promise<boolean> {
    this.running ??= this.identify().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async identify(): Promise<boolean> {
    const challenge = await this.ask('role owner', /^ok (challenge|role) owner/);
    if (challenge.startsWith('ok role')) return true;
    const answer = answerLine(this.keys, challenge);
    if (answer === null) return false;
    const isRight = await this.ask(answer, /^ok role owner/).then(
      () => true,
      () => false,
    );
    // A service person may have answered it.
    return isRight || (await this.ask('role', /^ok role/)).startsWith('ok role owner');
  }
}
