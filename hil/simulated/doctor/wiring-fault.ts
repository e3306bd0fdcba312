/**
 * Wiring fault: one that can be put into the simulated charger, and what the doctor must find for it.
 */

import type { Setup } from '../../../sim/world/setup.ts';
import type { World } from '../../../sim/world/world.ts';
import type { Cause } from '../../doctor/causes.ts';
import type { Task } from '../../doctor/examination.ts';

export interface WiringFault {
  readonly name: string;
  /** The field failure that it stands for; empty where it is ours. */
  readonly field: string;
  readonly finds: Cause;
  readonly setUp: (setup: Setup) => void;
  /** Before mains comes on. */
  readonly inject: (world: World) => void;
  /** What a person does without effect. */
  readonly deafTo: readonly Task[];
}

const nothing = (): void => undefined;

export function wired(
  name: string,
  finds: Cause,
  inject: WiringFault['inject'],
  field = '',
): WiringFault {
  return { name, field, finds, inject, setUp: nothing, deafTo: [] };
}

export function built(
  name: string,
  finds: Cause,
  setUp: WiringFault['setUp'],
  field = '',
): WiringFault {
  return { name, field, finds, setUp, inject: nothing, deafTo: [] };
}

export function deaf(name: string, finds: Cause, deafTo: readonly Task[]): WiringFault {
  return { name, field: '', finds, setUp: nothing, inject: nothing, deafTo };
}

/** The wire of a comparator is cut, where state machines watch it. */
export function compared(which: 'pilot' | 'latch'): WiringFault {
  const cut = wired(`${which}-comparator-cut`, `opened-by-${which}`, ({ plant }) => {
    plant.comparatorCut = which;
  });
  return {
    ...cut,
    setUp: (setup) => {
      setup.reflex = 'pio';
    },
  };
}
