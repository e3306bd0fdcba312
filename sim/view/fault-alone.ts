/**
 * A fault alone: what is told of a fault where no charger is there to say what holds the plug.
 */

import {
  Action,
  actionOf,
  codeOf,
  type FaultName,
  faultRows,
} from '../../firmware/control/faults.ts';
import { driverCodeOf } from '../../firmware/driver-code.ts';
import { type DriverDisplay, displayOf } from './driver-display.ts';
import { faultNamed, faultSteps } from './words/fault-steps.ts';
import { type Language, wordsIn } from './words/language.ts';

export interface FaultAlone
  extends Pick<DriverDisplay, 'headline' | 'detail' | 'steps' | 'leaving'> {
  /** Codes for drivers and hotlines, the most public one first. */
  readonly codes: readonly string[];
  /** The number under which it is stored and sent. */
  readonly id: number;
}

/** The reason behind a fault whose action does not say it: a jam is stuck, an outage may hold. */
const behind: Readonly<Partial<Record<FaultName, string>>> = {
  'release-jam': 'stuck',
  'power-loss': 'power-lost',
  'lock-supply-low': 'releasing',
};

/** What the trace says where nothing else does: a car is plugged in, and a charge was permitted. */
export const carPluggedIn: Readonly<Record<string, string>> = {
  processor: 'on',
  proximity: 'seated',
  phase: 'released',
  pilot: 'B',
  session: 'permitted',
};

export function faultAlone(name: FaultName, language: Language): FaultAlone {
  const words = wordsIn(language);
  const fault = faultNamed(name);
  const why = behind[name] ?? (actionOf(fault) === Action.Hold ? 'fault-holds' : 'free');
  const values: Readonly<Record<string, string>> = { ...carPluggedIn, fault: name, why };
  const { steps, leaving } = displayOf((one) => values[one], language);
  const { headline, detail } = words.faults[name];
  const resumes = faultSteps[name].resumes === true ? words.asides.resumes : '';
  const codes = [...new Set([driverCodeOf(fault), codeOf(fault)])].filter((code) => code !== '');
  return {
    headline,
    detail: [detail, resumes].filter((text) => text !== '').join(' '),
    steps,
    leaving,
    codes,
    id: faultRows[fault]?.id ?? 0,
  };
}
