/**
 * Duty: what a person measures of the pilot at CP, against what the firmware puts out. The board itself sees
 * levels only, and a vehicle reads its current from the duty at the socket.
 */

import { dutyOf } from '../../firmware/control/offer.ts';
import { type Finding, failed, passed, skipped } from './finding.ts';
import { DUTY_BY_MEAN_PERMILLE, DUTY_PERMILLE } from './windows.ts';

export interface PilotPeaks {
  readonly high: number;
  readonly low: number;
}

/** What was typed, in permille, and how far it may be off. */
interface Duty {
  readonly permille: number;
  readonly within: number;
}

/** @returns null for what is neither a duty nor a voltage */
export function readDuty(text: string, { high, low }: PilotPeaks): Duty | null {
  const match = /^(-?\d+(?:[.,]\d+)?) ?(%|v|mv)$/i.exec(text.trim());
  if (match === null) return null;
  const value = Number((match[1] as string).replace(',', '.'));
  const unit = (match[2] as string).toLowerCase();
  if (unit === '%') return { permille: value * 10, within: DUTY_PERMILLE };
  const mean = unit === 'mv' ? value : value * 1000;
  return { permille: ((mean - low) / (high - low)) * 1000, within: DUTY_BY_MEAN_PERMILLE };
}

const CHECK = 'pilot duty at CP';

const inPercent = (permille: number): string => `${(permille / 10).toFixed(1)} %`;

/**
 * @param text as it was typed; null where it was left out
 * @param peaks both halves as the board reads them, in mV
 */
export function judgeDuty(text: string | null, peaks: PilotPeaks, offerMilliamps: number): Finding {
  if (text === null) return skipped(CHECK, 'left out');
  const duty = readDuty(text, peaks);
  if (duty === null)
    return skipped(CHECK, `"${text}" is neither a duty (53.3 %) nor a voltage (-1.2 V)`);
  const put = dutyOf(offerMilliamps);
  const expected = `${inPercent(put)} for ${offerMilliamps / 1000} A, ±${inPercent(duty.within)}`;
  const found = inPercent(duty.permille);
  return Math.abs(duty.permille - put) <= duty.within
    ? passed(CHECK, found, expected)
    : failed(CHECK, 'pilot-duty-wrong', found, expected);
}
