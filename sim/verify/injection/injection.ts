/**
 * Injection: one lie told to a charger, and what it does: whether it goes on, how soon it opens, which fault it
 * tells, and whether the plug comes free.
 */

import { parseScenario } from '../../scenario/parse.ts';
import { writeDuration } from '../../scenario/quantity.ts';
import { runScenario } from '../../scenario/run.ts';
import type { Scenario } from '../../scenario/statement.ts';
import { SimTarget } from '../../scenario/target.ts';
import type { TraceEvent } from '../../trace.ts';
import type { Lie } from './lies.ts';

/** When a lie is told. */
export type When = 'charging' | 'rest';

const stories: Readonly<Record<When, (lines: readonly string[]) => readonly string[]>> = {
  charging: (lines) => [
    'plug in',
    'car in',
    'expect contacts closed within 20 s',
    'after 5 s',
    ...lines,
    'after 40 s press stop',
    'after 40 s',
  ],
  rest: (lines) => [...lines, 'after 1 s plug in', 'car in', 'after 40 s press stop', 'after 40 s'],
};

/** What a charger has done with a lie. */
export interface Outcome {
  /** What no charger may do; empty where it did nothing of that kind. */
  readonly harm: string;
  /** It charged, or went on charging, until Stop. */
  readonly charged: boolean;
  /** The contactor opened before Stop, so long after the lie; null where it did not. */
  readonly opensAfterUs: number | null;
  /** The first fault that was told, and how long after the lie; null for none. */
  readonly fault: { readonly name: string; readonly afterUs: number } | null;
  /** The plug was free so long after Stop; null where it was not. */
  readonly freeAfterUs: number | null;
}

/** The instant of the action that reads so, the last of them; the begin where there is none. */
function instantOf(events: readonly TraceEvent[], line: string): number {
  const done = events.filter(({ name, value }) => name === 'action' && value === line);
  return done.at(-1)?.atUs ?? 0;
}

function valueAt(events: readonly TraceEvent[], name: string, atUs: number): string {
  return events.filter((one) => one.name === name && one.atUs <= atUs).at(-1)?.value ?? '';
}

/** Tells a lie, and watches. */
export async function inject(lie: Lie, when: When): Promise<Outcome> {
  const text = ['scenario Injection', lie.given, ...stories[when](lie.lines)].join('\n');
  const scenario = parseScenario('injection', text)[0] as Scenario;
  const { events, failure, endUs } = await runScenario(scenario, new SimTarget());
  const toldUs = instantOf(events, lie.lines.at(-1) ?? '');
  const stopUs = failure === null ? instantOf(events, 'press stop') : endUs;
  const between = events.filter(({ atUs }) => atUs >= toldUs && atUs < stopUs);
  const opened = between.find(({ name, value }) => name === 'contactor' && value === 'open');
  const fault = events.find(
    ({ atUs, name, value }) => atUs >= toldUs && name === 'fault' && value !== 'none',
  );
  const freed = events.filter(({ name, value }) => name === 'pin' && value === 'withdrawn').at(-1);
  const isFree = valueAt(events, 'pin', endUs) === 'withdrawn';
  return {
    harm: failure === null ? '' : failure.message,
    charged: valueAt(events, 'socket', stopUs - 1) === 'live',
    opensAfterUs: opened === undefined ? null : opened.atUs - toldUs,
    fault: fault === undefined ? null : { name: fault.value, afterUs: fault.atUs - toldUs },
    freeAfterUs: isFree && freed !== undefined ? Math.max(0, freed.atUs - stopUs) : null,
  };
}

/** An outcome in words, for a table. */
export function writeOutcome(outcome: Outcome, when: When): string {
  const { harm, charged, opensAfterUs, fault, freeAfterUs } = outcome;
  if (harm !== '') return `**${harm}**`;
  const opens = opensAfterUs === null ? '' : `opens after ${writeDuration(opensAfterUs)}`;
  const again = charged ? (opens === '' ? 'charges' : 'charges again') : '';
  const nothing = opens === '' && !charged ? 'no energy' : '';
  const told = fault === null ? '' : `\`${fault.name}\` after ${writeDuration(fault.afterUs)}`;
  const free =
    freeAfterUs === null
      ? 'after Stop the plug stays held'
      : when === 'charging' && freeAfterUs > 0
        ? `free ${writeDuration(freeAfterUs)} after Stop`
        : '';
  return [opens, again, nothing, told, free].filter((one) => one !== '').join('; ');
}
