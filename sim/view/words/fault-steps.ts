/**
 * Fault steps: what a driver can do about each fault, by the names of the steps. How to leave is not said here:
 * it depends on what holds the plug (`leaving.ts`).
 */

import { type Fault, type FaultName, faultRows } from '../../../firmware/control/faults.ts';
import type { StepName } from './language.ts';

export interface FaultSteps {
  /** What to do about it, in this order. */
  readonly todo: readonly StepName[];
  /** The plug must stay where it is: nothing tells how to leave. */
  readonly isDanger?: true;
  /** It is over by itself, and a charge that was permitted goes on. */
  readonly resumes?: true;
  /** It stops nothing: the display goes on telling what happens, and adds this. */
  readonly isAside?: true;
}

export const faultSteps: Readonly<Record<FaultName, FaultSteps>> = {
  welded: { todo: ['do-not-pull', 'never-open', 'isolator-off', 'installer'], isDanger: true },
  'residual-current': { todo: ['wet', 'other-cable', 'press-start', 'installer'] },
  'emergency-stop': { todo: ['turn-back', 'then-press'] },
  'power-loss': { todo: ['wait-power'], resumes: true },
  'contacts-unsteady': {
    todo: ['do-not-pull', 'never-open', 'isolator-off', 'installer'],
    isDanger: true,
  },
  'earth-fault': {
    todo: ['hands-off', 'emergency-line', 'beside-car', 'installer'],
    isDanger: true,
  },
  undervoltage: { todo: [], resumes: true },
  overvoltage: { todo: [], resumes: true },
  'supply-under-load': { todo: ['other-socket', 'installer'] },
  'over-temperature': { todo: ['handle', 'wait-cool'], resumes: true },
  'thermometer-lost': { todo: ['other-socket', 'installer'], resumes: true },
  'over-current': { todo: ['plug-again-or-start', 'car-check'] },
  'latch-lost': { todo: ['plug-again', 'damage', 'installer'] },
  'latch-lost-opening': { todo: ['plug-again', 'damage', 'installer'] },
  'plug-lost': { todo: ['plug-again', 'damage', 'installer'] },
  'proof-stuck': { todo: ['other-socket', 'installer'] },
  'contactor-open': { todo: ['other-socket', 'installer'] },
  'contactor-dropped': { todo: ['plug-again-or-start', 'installer'] },
  'pilot-short': { todo: ['wet', 'other-cable'], resumes: true },
  'pilot-diode': { todo: ['wet', 'other-cable'] },
  'pilot-invalid': { todo: ['plug-again', 'installer'], resumes: true },
  'lock-jam': { todo: ['plug-again', 'damage', 'cold', 'other-socket', 'installer'] },
  'authorization-timeout': { todo: ['authorise'] },
  'journal-unreadable': { todo: ['start-or-stop', 'installer'] },
  'latch-unproven': { todo: ['plug-again-or-start', 'other-socket', 'installer'] },
  'reflex-stopped': { todo: ['other-socket', 'installer'] },
  'self-test-failed': { todo: ['other-socket', 'installer'] },
  'proximity-short': { todo: ['damage', 'other-cable'] },
  'partial-insertion': { todo: ['push-in', 'damage'] },
  'no-plug': { todo: ['push-in', 'damage', 'other-cable', 'installer'] },
  'ventilation-required': { todo: ['other-socket'] },
  'lock-supply-low': { todo: ['wait'] },
  'release-jam': { todo: [] },
  'settings-lost': { todo: ['installer'], isAside: true },
};

/** The number under which the firmware has a fault, by its name. */
export function faultNamed(name: FaultName): Fault {
  return faultRows.findIndex((row) => row.name === name) as Fault;
}
