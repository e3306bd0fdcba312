/**
 * Limit rows: what was measured on an emulated chip beside its limits, a row each, and how many limits are missed.
 */

import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';

export class LimitRows {
  missed = 0;

  constructor(private readonly print: Print) {}

  /** @param limitMs infinite: it must never happen */
  tell(what: string, foundMs: number, limitMs: number): void {
    const isNever = limitMs === Number.POSITIVE_INFINITY;
    const isKept = isNever ? foundMs === limitMs : foundMs <= limitMs;
    if (!isKept) this.missed++;
    const word = isKept ? paint.green('kept') : paint.red('MISSED');
    const found = foundMs === Number.POSITIVE_INFINITY ? 'stays' : `${foundMs.toFixed(1)} ms`;
    const limit = isNever ? 'stays closed' : `limit ${limitMs}`;
    this.print(`${what.padEnd(66)} ${found.padStart(8)}, ${limit} ${word}`);
  }
}
