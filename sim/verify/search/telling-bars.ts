/**
 * Telling bars: those causes among what bars the next closing (R10) that control tells from the others.
 */

import { Bar } from '../../../firmware/control/reclose.ts';

/** Without the bars that end with another one, and tell nothing beside it. */
export function tellingBars(bars: number): number {
  let telling = bars;
  if ((bars & Bar.EmergencyStop) !== 0) telling &= ~Bar.Unknown;
  return (bars & Bar.LatchLost) !== 0 ? telling & ~Bar.LatchLostOpening : telling;
}
