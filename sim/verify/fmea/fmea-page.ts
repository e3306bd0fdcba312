/**
 * FMEA page: docs/fmea.md, from the results of a run.
 */

import { writeAct } from '../case/case.ts';
import { actsOf } from '../case/timed-acts.ts';
import { contexts, locks, phaseNames, proofs } from './contexts.ts';
import { type Failure, type ModeName, modeNames, modeOf } from './failures.ts';
import type { FmeaUnit } from './fmea-units.ts';
import { happeningOf } from './modes.ts';
import { sheets, undrawn } from './sheets-of-parts.ts';

export type FmeaUnits = Readonly<Record<string, FmeaUnit>>;

/** The parts that fail in this way, as `sheet R1 open`. */
export function partsOf(name: ModeName): string[] {
  const all = { ...sheets, '': undrawn };
  return Object.entries(all).flatMap(([sheet, parts]) =>
    Object.entries(parts).flatMap(([ref, ways]) =>
      Object.entries(ways).flatMap(([how, failure]) =>
        failure === name ? [`${sheet} ${ref} ${how}`.trim()] : [],
      ),
    ),
  );
}

/** Two digits, rounded up: what is told is told by then. */
export function writeLatest(ms: number): string {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(ms, 1))) - 1);
  const up = Math.ceil(ms / step) * step;
  return up < 1000 ? `${up} ms` : `${Number((up / 1000).toPrecision(3))} s`;
}

function count(unit: FmeaUnit): string {
  const byEffect = new Map<string, number>();
  for (const { effect } of Object.values(unit.cells)) {
    byEffect.set(effect, (byEffect.get(effect) ?? 0) + 1);
  }
  return [...byEffect]
    .sort(([, a], [, b]) => b - a)
    .map(([effect, times]) => `${times} × ${effect}`)
    .join(', ');
}

/** Which faults are told, with the latest that each first one came. */
function told(unit: FmeaUnit): string {
  const latest = new Map<string, number>();
  for (const { fault, afterMs } of Object.values(unit.cells)) {
    if (fault !== '') latest.set(fault, Math.max(latest.get(fault) ?? 0, afterMs));
  }
  const first = [...latest].map(([fault, ms]) => `\`${fault}\` by ${writeLatest(ms)}`);
  const later = new Set(Object.values(unit.cells).flatMap((cell) => cell.told));
  for (const fault of latest.keys()) later.delete(fault);
  const then = [...later].map((fault) => `then \`${fault}\``);
  return [...first, ...then].join(', ') || 'nothing';
}

/** One row of the table of modes. */
export function rowOf(name: ModeName, unit: FmeaUnit): string {
  const mode = modeOf(name);
  const lines = actsOf(happeningOf(mode))
    .map((act) => `\`${writeAct(act)}\``)
    .join(', ');
  const worst = mode.because === undefined ? mode.worst : `${mode.worst}. ${mode.because}`;
  return `| ${name} | ${lines} | ${partsOf(name).length} | ${count(unit)} | ${told(unit)} | ${worst} |`;
}

function effectOf(failure: Failure): string {
  return typeof failure === 'string' ? failure : `*unseen:* ${failure.latent}`;
}

function sheetTable(title: string, parts: (typeof sheets)[string]): string {
  const rows = Object.entries(parts).map(([ref, ways]) => {
    const told = Object.entries(ways).map(([how, failure]) => `${how}: ${effectOf(failure)}`);
    return `| ${ref} | ${told.join('; ')} |`;
  });
  return `### ${title}\n\n| part | fails |\n|---|---|\n${rows.join('\n')}\n`;
}

/** Failures of parts, and those among them that nobody notices alone. */
export function countFailures(): { readonly all: number; readonly latent: number } {
  const failures = Object.values({ ...sheets, undrawn }).flatMap((parts) =>
    Object.values(parts).flatMap((ways) => Object.values(ways)),
  );
  return {
    all: failures.length,
    latent: failures.filter((failure) => typeof failure !== 'string').length,
  };
}

/** The whole of docs/fmea.md. */
export function writeFmeaPage(units: FmeaUnits): string {
  const { all, latent } = countFailures();
  const runs = Object.values(units).reduce((sum, unit) => sum + Object.keys(unit.cells).length, 0);
  const rows = modeNames.map((name) => rowOf(name, units[name] as FmeaUnit));
  const tables = Object.entries(sheets).map(([sheet, parts]) => sheetTable(sheet, parts));
  return `# Failure modes and their effects

This page is written by \`npx holdfast fmea --write\` from its results; a test compares rows of it with what the simulated
charger does.

${all} failures of the parts in the [schematic](wiring.md), of the controller and of the grid come to ${modeNames.length} modes at the
charger's terminals. Each mode was played in up to ${contexts.length} contexts, ${runs.toLocaleString('en')} in all: in every phase (${phaseNames.join(', ')}), with each kind of lock
(${locks.join(', ')}) and each fitting of proofs (${proofs.join(', ')}). 40 s after the failure a person presses Stop, and 40 s after
that all is looked at. ${latent} failures are noticed by nobody until another one comes: their rows say which protection is
gone.

What people find is one of: *nothing* (energy flows, and the plug comes free after Stop), *no energy* (the plug comes free),
*stuck* (it does not), *live and free* (a live socket does not hold its plug, at any instant). The last column is what is
expected at worst, and why; a run that finds more, or tells a fault that is not expected of its mode, fails. So does an
expectation that no context meets. Times are the latest at which the first fault was told, in any context, rounded up to
two digits. A failure that goes by itself has the line that ends it; in the phase "a fault clears" the pilot was shorted,
and is whole again 700 ms after the failure.

Two failures, one second apart, are a campaign of their own: \`npx holdfast fmea --pairs\`.

| mode | as a line of a scenario | failures of parts | contexts in which people find | told | at worst |
|---|---|---:|---|---|---|
${rows.join('\n')}

## Parts

${tables.join('\n')}
${sheetTable('not drawn', undrawn)}
The simulator's own figures: they hold for the plant as it is modelled, not for a board that was built. Which terminal a
part's failure comes to is by reading the schematic, but for those that [wiring](wiring.md) compares with a circuit
simulator.
`;
}
