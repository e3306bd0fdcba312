/**
 * Joined: the runs of several rigs as one: one JUnit file with a suite per rig, one JSON, one page. A rig
 * that could not be used, or has written no results, appears with an error for every scenario of its share.
 */

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../../sim/scenario/statement.ts';
import { writePage } from '../../sim/view/report/report-page.ts';
import type { Section } from '../../sim/view/report/section.ts';
import type { Rig } from '../rig/rig.ts';
import { writeCoverage } from '../rules/coverage.ts';
import { writeJunit } from './junit.ts';
import { sectionOf } from './page.ts';
import { type Results, resultsOf, suiteOf } from './results.ts';
import { notRun } from './run.ts';
import { writeSummary } from './summary.ts';

/** The drawn sections of a rig's run; they are deleted once they have been read. */
export const SECTIONS_FILE = 'sections.json';

export interface RigPart {
  readonly rig: Rig;
  /** Its run folder. */
  readonly folder: string;
  /** The scenarios of its share. */
  readonly scenarios: readonly Scenario[];
  /** The last error that it printed; empty where there was none. */
  readonly complaint: string;
}

interface Part {
  readonly results: Results;
  readonly sections: readonly Section[];
}

/** A rig without results: every scenario of its share is a bench error. */
function lostPart({ rig, scenarios, complaint }: RigPart, build: string): Part {
  const why = complaint === '' ? 'the run on this rig has left no results' : complaint;
  const entries = scenarios.map((scenario) => notRun(scenario, 'error', `not run: ${why}`));
  const startedAt = new Date().toISOString();
  const facts = { rig, build, startedAt, shuffle: null, broken: why, line: null, memory: [] };
  return {
    results: resultsOf(entries, facts),
    sections: entries.map((entry) => sectionOf(entry, rig)),
  };
}

function readPart(part: RigPart, build: string): Part {
  const file = join(part.folder, 'results.json');
  if (!existsSync(file)) return lostPart(part, build);
  const drawn = join(part.folder, SECTIONS_FILE);
  const sections = JSON.parse(readFileSync(drawn, 'utf8')) as Section[];
  rmSync(drawn);
  return { results: JSON.parse(readFileSync(file, 'utf8')) as Results, sections };
}

/** In the page, the rigs' runs of one scenario are shown side by side, like the variants of a sweep. */
function named({ results, sections }: Part): Section[] {
  const rig = results.rig.name;
  return sections.map((section) => {
    const { variant } = section;
    return { ...section, variant: variant === '' ? rig : `${variant}, ${rig}` };
  });
}

/**
 * Writes the joined reports.
 *
 * @returns the outcome of every rig, in the order of the rigs
 */
export function joinRuns(folder: string, parts: readonly RigPart[], build: string): Results[] {
  const read = parts.map((part) => readPart(part, build));
  const rigs = read.map(({ results }) => results);
  writeFileSync(join(folder, 'junit.xml'), writeJunit(rigs.map(suiteOf)));
  const joined = { format: 'holdfast-hil-rigs-1', build, rigs };
  writeFileSync(join(folder, 'results.json'), `${JSON.stringify(joined, null, 1)}\n`);
  const outcomes = rigs.flatMap(({ entries }) => entries);
  const about = rigs.flatMap(({ rig, broken, rules, memory }) => {
    const fate = broken === '' ? '' : `, declared broken: ${broken}`;
    const remembered = memory.map((line) => `${rig.name}: ${line}`);
    return [`${rig.name} (${rig.time}${fate}): ${writeCoverage(rules)}`, ...remembered];
  });
  const names = rigs.map(({ rig }) => rig.name).join(', ');
  const head = { title: `Holdfast: scenarios on ${names}`, about: [`build ${build}`, ...about] };
  writeFileSync(join(folder, 'report.html'), writePage(head, read.flatMap(named)));
  writeFileSync(join(folder, 'summary.md'), writeSummary(`Scenarios on ${names}`, outcomes, about));
  return rigs;
}
