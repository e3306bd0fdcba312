/**
 * Sample evidence: results of every campaign, small and made up, with their shapes.
 */

import { findEnds } from '../../bin/commands/sim/requirements.ts';
import type { Campaign, ShardResult } from '../../sim/verify/campaign/results.ts';
import type { Evidence } from '../../sim/verify/evidence/evidence.ts';
import { contexts, nameOfContext } from '../../sim/verify/fmea/contexts.ts';
import { modeNames, modeOf } from '../../sim/verify/fmea/failures.ts';
import type { FmeaUnit } from '../../sim/verify/fmea/fmea-units.ts';
import { requirements } from '../../sim/verify/traceability/all-rows.ts';
import { traceAll } from '../../sim/verify/traceability/traces.ts';

export const SAMPLE_BUILD = '0123456789ab';

export function resultOf<Unit>(
  campaign: Campaign,
  units: Readonly<Record<string, Unit>>,
): ShardResult<Unit> {
  return {
    format: 'holdfast-campaign-1',
    campaign,
    build: SAMPLE_BUILD,
    task: 'a sample',
    shard: { index: 0, count: 1 },
    complete: true,
    seconds: 12,
    units,
  };
}

/** Every failure as it is expected at worst. */
function fmeaUnits(): Record<string, FmeaUnit> {
  const units = modeNames.map((name): [string, FmeaUnit] => {
    const { worst, told, where } = modeOf(name);
    const cells = contexts
      .filter((context) => where === undefined || where(context))
      .map((context) => {
        const fault = told[0] ?? '';
        const found = { effect: worst, harm: '', fault, afterMs: 120, told: [...told] };
        return [nameOfContext(context), found] as const;
      });
    return [name, { cells: Object.fromEntries(cells), complaints: [] }];
  });
  return Object.fromEntries(units);
}

const survivor = {
  file: 'firmware/control/age.ts',
  in: 'reached',
  original: 'a < b',
  mutated: 'a <= b',
};

export function sampleEvidence(root: string): Evidence {
  const code = [...new Set(requirements.flatMap((one) => one.code))];
  const files = Object.fromEntries(
    code.map((file) => [file, { decisions: 7, conditions: 12, covered: 12, gaps: [] }]),
  );
  const scores = Object.fromEntries(
    code.map((file, i) => [
      file,
      {
        mutants: 100,
        killed: i === 0 ? 99 : 100,
        timedOut: 0,
        survived: i === 0 ? [survivor] : [],
        listedButKilled: [],
      },
    ]),
  );
  const harm = { with: 'mains lost', context: 'charging, bistable, both', harm: 'hazard' } as const;
  return {
    build: SAMPLE_BUILD,
    version: '0.0.0',
    machine: 'two cores & <a day>',
    explore: { missing: 'not run for this build' },
    fuzz: resultOf('fuzz', {
      'seeds 1 to 20': {
        seeds: 20,
        virtualUs: 86400000000,
        findings: [],
        faults: ['welded'],
        phases: [],
      },
    }),
    sweep: { missing: 'partial: nothing is claimed (shards are missing: 1/2)' },
    mutants: resultOf('mutants', scores),
    coverage: resultOf('coverage', files),
    fmea: resultOf('fmea', fmeaUnits()),
    pairs: resultOf('pairs', {
      'pin withdrawn by the bridge': { runs: 48, stuck: 3, harms: [harm] },
    }),
    outputs: [
      { command: 'bench engines', missing: 'not run for this build' },
      {
        format: 'holdfast-output-1',
        build: SAMPLE_BUILD,
        command: 'bench reaction',
        code: 0,
        seconds: 3,
        lines: ['Tick 10 ms, a < b', `  ${'wide '.repeat(60)}`],
      },
    ],
    traces: traceAll(findEnds(root)),
    survivors: [{ ...survivor, kind: 'equivalent', reason: 'It is the same.' }],
  };
}
