/** Short worlds of the fuzzer: those whose story ends within minutes. Days on end are left to the command. */

import { type FuzzFinding, fuzzRange } from '../../sim/verify/fuzz/fuzz.ts';
import { drawCase } from '../../sim/verify/fuzz/fuzzed-case.ts';

const LONGEST_US = 300000000;

export function isShort(seed: number): boolean {
  return drawCase(seed).acts.reduce((sum, act) => sum + act.afterUs, 0) < LONGEST_US;
}

export interface Fuzzed {
  readonly findings: readonly FuzzFinding[];
  /** Every fault that the charger has met. */
  readonly faults: ReadonlySet<string>;
}

/** Fuzzes the first short worlds, so many of them. */
export async function fuzzShortWorlds(count: number): Promise<Fuzzed> {
  const findings: FuzzFinding[] = [];
  const faults = new Set<string>();
  let worlds = 0;
  for (let seed = 1; worlds < count; seed++) {
    if (!isShort(seed)) continue;
    const unit = await fuzzRange({ from: seed, to: seed });
    findings.push(...unit.findings);
    for (const fault of unit.faults) faults.add(fault);
    worlds += unit.seeds;
  }
  return { findings, faults };
}
