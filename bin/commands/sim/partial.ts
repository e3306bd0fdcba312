/**
 * Partial: how a campaign ends that was interrupted before all of its work was done.
 */

import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { INTERRUPTED } from '../../exit-codes.ts';

/** @param code of what was done @returns the exit code: what has failed has failed, but nothing has passed */
export function tellPartial(code: number, print: Print): number {
  print(paint.yellow('partial: nothing is claimed; --resume continues'));
  return code === 0 ? INTERRUPTED : code;
}
