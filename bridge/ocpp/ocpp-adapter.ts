/**
 * OCPP adapter: the version that the config names, and its link in words.
 */

import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Adapter } from '../adapter.ts';
import type { Charger } from '../core/charger.ts';
import type { Event } from '../core/journal.ts';
import type { OcppOptions } from './ocpp-link.ts';
import { OcppSession } from './ocpp-session.ts';
import { Ocpp16 } from './v16/ocpp16.ts';
import { Ocpp201 } from './v201/ocpp201.ts';

const LONGEST_LINE = 300;

/** What a back-end says is shown to people: it must not command their terminal, nor fill it. */
function inPlain(text: string): string {
  return text.replace(/\p{C}+/gu, ' ').slice(0, LONGEST_LINE);
}

/** @returns where it is, in words */
function putAside(path: string, line: string): string {
  try {
    appendFileSync(path, `${line}\n`, { mode: 0o600 });
    return `kept in ${path}`;
  } catch (error) {
    return `not kept, because ${path} cannot be written (${(error as NodeJS.ErrnoException).code})`;
  }
}

export class OcppAdapter implements Adapter {
  readonly name: string;
  state = 'not connected yet';
  private readonly session: OcppSession;

  /** @param folder where refused events are put aside */
  constructor(charger: Charger, options: OcppOptions, folder: string, say: (line: string) => void) {
    this.name = `OCPP ${options.version}`;
    const Version = options.version === '1.6' ? Ocpp16 : Ocpp201;
    this.session = new OcppSession(charger, (reach) => new Version(charger, reach), options, {
      said: (line) => {
        const plain = inPlain(line);
        this.state = plain.replace(/^back-end: /, '');
        say(plain);
      },
      refused: (event: Event, why: string) => {
        const line = JSON.stringify({ why, ...event });
        const place = putAside(join(folder, 'refused'), line);
        say(`back-end: refuses ${event.kind} for good (${inPlain(why)}); ${place}`);
      },
    });
  }

  begin(): Promise<void> {
    return this.session.begin();
  }

  close(): Promise<void> {
    return this.session.close();
  }
}
