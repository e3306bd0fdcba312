/**
 * FMEA: one failure in one context, played, and what people find.
 */

import { parseScenario } from '../../scenario/parse.ts';
import { type Result, runScenario } from '../../scenario/run.ts';
import type { Scenario } from '../../scenario/statement.ts';
import { SimTarget } from '../../scenario/target.ts';
import type { TraceEvent } from '../../trace.ts';
import type { Setup } from '../../world/setup.ts';
import { writeAct } from '../case/case.ts';
import { actsOf } from '../case/timed-acts.ts';
import { type Context, fittedIn, ownFaultOf, type PhaseName, phases } from './contexts.ts';
import { type Effect, effects, happeningOf, type Mode } from './modes.ts';

/** What was found in one context. */
export interface Found {
  readonly effect: Effect;
  /** The hazard, the broken rule or the false reason, in words; empty for none. */
  readonly harm: string;
  /** The first fault that was told, empty for none, and how long after the failure, in ms. */
  readonly fault: string;
  readonly afterMs: number;
  /** Every fault that was told, in order. */
  readonly told: readonly string[];
}

/** A mark in the trace that nothing hears. */
const MARK = 'capacitor source 12 V';

/** The second failure comes while the first is believed. */
const APART_US = 1000000;
/** From the first failure to Stop. */
const STOP_US = 40000000;

/** The story of some failures in a context, as a scenario: 40 s after Stop all is looked at. */
export function storyOf(modes: readonly Mode[], context: Context): string {
  const { before, after } = phases[context.phase];
  const given = modes.flatMap((mode) => mode.given ?? []).map((line) => `given ${line}`);
  const failures = modes.flatMap((mode, i) =>
    happeningOf(mode).map(({ atUs, line }) => ({ atUs: atUs + i * APART_US, line })),
  );
  const stop = { atUs: STOP_US, line: 'press stop' };
  return [
    'scenario FMEA',
    ...fittedIn(context),
    ...new Set(given),
    ...before,
    MARK,
    ...actsOf([...failures, ...after, stop]).map(writeAct),
    'after 40 s',
  ].join('\n');
}

function valueAt(events: readonly TraceEvent[], name: string, atUs: number): string {
  return events.filter((one) => one.name === name && one.atUs <= atUs).at(-1)?.value ?? '';
}

function isAction({ name, value }: TraceEvent, line: string): boolean {
  return name === 'action' && value === line;
}

export async function playFailure(
  modes: readonly Mode[],
  context: Context,
  adjust: (setup: Setup) => void = () => undefined,
): Promise<Found> {
  const scenario = parseScenario('fmea', storyOf(modes, context))[0] as Scenario;
  return judgeFailure(await runScenario(scenario, new SimTarget(adjust)), context);
}

/** The charge is over before the part fails: nobody waits for energy. */
const isOver: readonly PhaseName[] = ['opening', 'releasing'];

function isAtLife(harm: string): boolean {
  return /^hazard: (live-unlatched|plug-out-live)\b/.test(harm);
}

/** What a run has shown. */
function judgeFailure({ events, failure, endUs }: Result, { phase }: Context): Found {
  const failedUs = events.find((one) => isAction(one, MARK))?.atUs ?? 0;
  const stopUs = events.filter((one) => isAction(one, 'press stop')).at(-1)?.atUs ?? endUs;
  const own = ['none', ownFaultOf(phase)];
  const faults = events.filter(
    ({ atUs, name, value }) => name === 'fault' && !own.includes(value) && atUs >= failedUs,
  );
  if (failure !== null && failure.line > 0) {
    throw new Error(`the story of the context fails: ${failure.message}`);
  }
  const harm = failure?.message ?? '';
  const isStuck =
    valueAt(events, 'plug', endUs) === 'in' && valueAt(events, 'pin', endUs) === 'extended';
  const isLive = valueAt(events, 'socket', stopUs - 1) === 'live';
  let effect: Effect = isLive || isOver.includes(phase) ? 'nothing' : 'no energy';
  if (isStuck) effect = 'stuck';
  if (harm !== '') effect = isAtLife(harm) ? 'live and free' : 'a broken rule';
  return {
    effect,
    harm,
    fault: faults[0]?.value ?? '',
    afterMs: faults[0] === undefined ? 0 : Math.round((faults[0].atUs - failedUs) / 1000),
    told: [...new Set(faults.map(({ value }) => value))],
  };
}

/** What contradicts the expectation; empty where nothing does. */
export function complaintsAbout(mode: Mode, found: Found): string[] {
  const complaints: string[] = [];
  if (effects.indexOf(found.effect) > effects.indexOf(mode.worst)) {
    const more = found.harm === '' ? '' : ` (${found.harm})`;
    complaints.push(`expected at most "${mode.worst}", found "${found.effect}"${more}`);
  }
  for (const fault of found.told) {
    if (!(mode.told as readonly string[]).includes(fault)) {
      complaints.push(`the fault ${fault} was told, which is not expected`);
    }
  }
  return complaints;
}
