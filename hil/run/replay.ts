/**
 * Replay: runs a pack's scenario in the simulator, and compares the traces.
 */

import { parseScenario } from '../../sim/scenario/parse.ts';
import { writeDuration } from '../../sim/scenario/quantity.ts';
import type { Result } from '../../sim/scenario/result.ts';
import { runScenario } from '../../sim/scenario/run.ts';
import { SimTarget } from '../../sim/scenario/target.ts';
import type { TraceEvent } from '../../sim/trace.ts';
import { fitLock } from '../rig/rig.ts';
import { type Pack, PackError } from './pack.ts';

/** In live time, the same event may occur a few ticks earlier or later. */
const LIVE_TOLERANCE_US = 50000;

export interface Replay {
  /** `same`, or `differs at t=…: …`. */
  readonly verdict: string;
  readonly isSame: boolean;
  readonly simulated: Result;
}

function sayEvent(event: TraceEvent | undefined): string {
  return event === undefined ? 'nothing more happens' : `${event.name} ${event.value}`;
}

/** The first difference between two traces, from the start of the story; null where there is none. */
function firstDifference(
  pack: Pack,
  simulated: Result,
): { atUs: number; rig: TraceEvent | undefined; sim: TraceEvent | undefined } | null {
  const toleranceUs = pack.rig.time === 'live' ? LIVE_TOLERANCE_US : 0;
  const endUs = pack.endUs - pack.startUs;
  const told = (events: readonly TraceEvent[], startUs: number): TraceEvent[] =>
    events
      // A broken rule is a finding of the host, not an event of the board.
      .filter((event) => event.atUs >= startUs && event.name !== 'rule')
      .map((event) => ({ ...event, atUs: event.atUs - startUs }));
  const onRig = told(pack.events, pack.startUs);
  const inSim = told(simulated.events, simulated.startUs).filter((event) => event.atUs <= endUs);
  for (let i = 0; i < Math.max(onRig.length, inSim.length); i++) {
    const rig = onRig[i];
    const sim = inSim[i];
    const isSame = rig?.name === sim?.name && rig?.value === sim?.value;
    const apartUs = Math.abs((rig?.atUs ?? 0) - (sim?.atUs ?? 0));
    if (isSame && apartUs <= toleranceUs) continue;
    return { atUs: Math.min(rig?.atUs ?? endUs, sim?.atUs ?? endUs), rig, sim };
  }
  return null;
}

/** @throws PackError where the pack's own scenario has no such variant */
export async function replay(pack: Pack): Promise<Replay> {
  const { file, variant, text } = pack.scenario;
  const scenario = parseScenario(file, text).find((one) => one.variant === variant);
  if (scenario === undefined) throw new PackError(`${file}: no variant "${variant}" in the pack`);
  const simulated = await runScenario(scenario, new SimTarget(fitLock(pack.rig)));
  const difference = firstDifference(pack, simulated);
  if (difference === null) return { verdict: 'same', isSame: true, simulated };
  const { atUs, rig, sim } = difference;
  const verdict = `differs at t=${writeDuration(atUs)}: on the rig ${sayEvent(rig)}, in the simulator ${sayEvent(sim)}`;
  return { verdict, isSame: false, simulated };
}
