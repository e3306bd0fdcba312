/**
 * `holdfast bench reaction`: reaction times over the phases of tick and pilot, and immunity to spikes.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { published } from '../../../sim/bench/published.ts';
import {
  measureRow,
  measureSpikes,
  type RowResult,
  rows,
  type SpikePoint,
} from '../../../sim/bench/reaction.ts';
import { drawReactions } from '../../../sim/bench/reaction-picture.ts';
import { drawSpikes, immunityOf } from '../../../sim/bench/spike-picture.ts';
import { paint } from '../../../sim/view/colours.ts';
import type { Print } from '../../context.ts';
import { createProgress } from '../../progress.ts';
import { type FiguresOptions, writeFigures } from './figures-file.ts';

export interface ReactionOptions extends FiguresOptions {
  readonly phases?: string;
  /** A folder for the pictures. */
  readonly draw?: string;
}

const TICKS_MS = [10, 20];
const SPIKES_MS = Array.from({ length: 60 }, (_, i) => i + 1);
/** The requirement for the spike row. */
export const IMMUNE_MS = 24;

/** The figures as pictures, for the pages. */
function draw(
  folder: string,
  results: readonly RowResult[],
  curves: ReadonlyMap<number, readonly SpikePoint[]>,
  phases: number,
  print: Print,
): void {
  const pictures: [string, string][] = [
    [join(folder, 'reaction.svg'), drawReactions(results, phases)],
    [join(folder, 'spikes.svg'), drawSpikes(curves, phases)],
  ];
  mkdirSync(folder, { recursive: true });
  for (const [path, picture] of pictures) writeFileSync(path, picture);
  print('');
  print(`drawn: ${pictures.map(([path]) => path).join(' and ')}`);
}

const figure = (value: number): string =>
  Number.isFinite(value) ? value.toFixed(value >= 1000 ? 0 : 1) : 'never';

function rowLine(result: RowResult): string {
  const { min, median, max } = result.spread;
  const spread = `${figure(min)} / ${figure(median)} / ${figure(max)}`;
  const word = result.passed ? paint.green('kept') : paint.red('MISSED');
  return `  ${result.question.padEnd(54)} ${spread.padEnd(26)} ≤ ${String(result.limitMs).padEnd(5)} ${word}`;
}

function printCurve(curve: readonly SpikePoint[], print: Print): void {
  const blocks = ' ▁▂▃▄▅▆▇█';
  const bars = curve.map((p) => blocks[Math.ceil(p.share * 8)] as string).join('');
  print(`  spike 1…60 ms  |${bars}|  share of phases with any reaction`);
}

function printPublished(results: readonly RowResult[], immunities: string, print: Print): void {
  print('');
  print(
    paint.bold('Beside other open controllers') + paint.dim(' (their source, one stub plant; ms)'),
  );
  const names = published.map((p) => p.controller);
  const line = (cells: readonly string[]): string =>
    cells.map((cell, i) => cell.padEnd(i === 0 ? 16 : i === 1 ? 22 : 17)).join('');
  print(paint.dim(line(['', 'Holdfast, 10 ms', ...names])));
  for (const result of results.filter((r) => r.tickMs === 10)) {
    const { min, median, max } = result.spread;
    const own = `${figure(min)}/${figure(median)}/${figure(max)}`;
    print(
      line([result.id, own, ...published.map((p) => (p.answers[result.id] ?? '').slice(0, 16))]),
    );
  }
  print(line(['spike', immunities, ...published.map((p) => p.answers.spike ?? '')]));
}

export function benchReaction(options: ReactionOptions, print: Print): number {
  const phases = options.phases === undefined ? 58 : Number(options.phases);
  const progress = createProgress('reactions', TICKS_MS.length * (rows.length + 1));
  const results: RowResult[] = [];
  const curves = new Map<number, readonly SpikePoint[]>();
  for (const tickMs of TICKS_MS) {
    for (const row of rows) {
      results.push(measureRow(row, tickMs, phases));
      progress.step();
    }
    curves.set(tickMs, measureSpikes(tickMs, phases, SPIKES_MS));
    progress.step();
  }
  progress.stop();
  let missed = 0;
  for (const tickMs of TICKS_MS) {
    print(
      paint.bold(`Tick ${tickMs} ms`) + paint.dim(`, ms, min / median / max over ${phases} phases`),
    );
    for (const result of results.filter((r) => r.tickMs === tickMs)) {
      print(rowLine(result));
      if (!result.passed) missed++;
    }
    const curve = curves.get(tickMs) ?? [];
    const immuneMs = immunityOf(curve);
    if (immuneMs < IMMUNE_MS) missed++;
    print(`  longest 12 V spike in C that never causes anything: ${immuneMs} ms (≥ ${IMMUNE_MS})`);
    printCurve(curve, print);
  }
  printPublished(results, String(immunityOf(curves.get(10) ?? [])), print);
  writeFigures(options, { phases, results, curves: Object.fromEntries(curves), published });
  if (options.draw !== undefined) draw(options.draw, results, curves, phases, print);
  return missed === 0 ? 0 : 1;
}
