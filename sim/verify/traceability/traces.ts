/**
 * Traces: each requirement with the files that keep it and show it, and what is left over at either end.
 */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { requirements } from './all-rows.ts';
import type { Requirement } from './requirement.ts';

/** What exists in the project, to be traced. */
export interface Ends {
  /** Sources that are flashed, as paths. */
  readonly code: readonly string[];
  /** Scenarios below test/scenarios, without their ending. */
  readonly scenarios: readonly string[];
  /** Groups of the search. */
  readonly groups: readonly string[];
  /** Rules of the guard. */
  readonly rules: readonly string[];
}

export interface Trace {
  readonly requirement: Requirement;
  readonly scenarios: readonly string[];
  readonly groups: readonly string[];
}

/** Scenarios below test/scenarios, without their ending. @param root the project's folder */
export function findScenarios(root: string): string[] {
  return readdirSync(join(root, 'test/scenarios'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.scenario'))
    .map((name) => name.replaceAll('\\', '/').replace(/\.scenario$/, ''))
    .sort();
}

function matching(patterns: readonly string[], names: readonly string[]): string[] {
  const tests = patterns.map((one) => new RegExp(`^${one.replaceAll('*', '.*')}$`));
  return names.filter((name) => tests.some((test) => test.test(name)));
}

export function traceAll(ends: Ends): Trace[] {
  return requirements.map((requirement) => ({
    requirement,
    scenarios: matching(requirement.scenarios, ends.scenarios),
    groups: matching(requirement.search ?? [], ends.groups),
  }));
}

/** What no requirement names, and what a requirement names that is not there; in words. */
export function findOrphans(ends: Ends, exists: (file: string) => boolean): string[] {
  const orphans: string[] = [];
  const traces = traceAll(ends);
  const unclaimed = (
    what: string,
    names: readonly string[],
    of: (trace: Trace) => readonly string[],
  ): void => {
    const claimed = new Set(traces.flatMap(of));
    for (const name of names) {
      if (!claimed.has(name)) orphans.push(`${what} ${name}: no requirement names it`);
    }
  };
  unclaimed('scenario', ends.scenarios, ({ scenarios }) => scenarios);
  unclaimed('source', ends.code, ({ requirement }) => requirement.code);
  unclaimed('rule', ends.rules, ({ requirement }) => [requirement.id]);
  for (const { requirement } of traces) {
    const { id, scenarios, search = [], tests = [], code } = requirement;
    for (const pattern of scenarios) {
      if (matching([pattern], ends.scenarios).length === 0) {
        orphans.push(`${id}: no scenario is ${pattern}`);
      }
    }
    for (const group of search) {
      if (matching([group], ends.groups).length === 0) {
        orphans.push(`${id}: no group of the search is ${group}`);
      }
    }
    for (const file of [...tests, ...code]) {
      if (!exists(file)) orphans.push(`${id}: no file is ${file}`);
    }
    if (/^R\d/.test(id) && !ends.rules.includes(id))
      orphans.push(`${id}: the guard has no such rule`);
  }
  return orphans;
}
