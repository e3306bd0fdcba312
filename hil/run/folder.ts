/**
 * Folder: what a run leaves: a page to look at, JUnit XML, JSON, both directions of the serial line,
 * curves, and a pack for every failure.
 */

import {
  createWriteStream,
  mkdirSync,
  readFileSync,
  type WriteStream,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { writeVcd } from '../../sim/export/vcd.ts';
import { EXTENSION } from '../../sim/library.ts';
import type { Rig } from '../rig/rig.ts';
import { type Judged, joinJudged, sayJudged } from '../rules/judged.ts';
import { writeJunit } from './junit.ts';
import { type Entry, exitCodeOf } from './outcome.ts';
import { packOf, repeatOnRig, writePack } from './pack.ts';
import { writeRunPage } from './page.ts';

export interface RunFacts {
  readonly rig: Rig;
  /** Hash of firmware and simulator. */
  readonly build: string;
  readonly startedAt: string;
  readonly shuffle: number | null;
  /** Why the rig was declared broken; empty where it was not. */
  readonly broken: string;
}

export class RunFolder {
  private readonly log: WriteStream;
  private readonly fromMs = performance.now();
  private lines = { in: '', out: '' };
  private written = 0;

  constructor(readonly path: string) {
    mkdirSync(join(path, 'vcd'), { recursive: true });
    this.log = createWriteStream(join(path, 'serial.log'));
  }

  /** One line of the log per line on the wire: seconds since the start, `>` to the board, `<` from it. */
  readonly hear = (direction: 'in' | 'out', text: string): void => {
    // The rig is made safe after the reports are written, and a board goes on talking then.
    if (this.log.writableEnded) return;
    const lines = (this.lines[direction] + text).split('\n');
    this.lines[direction] = (lines.pop() ?? '').slice(-200);
    const seconds = ((performance.now() - this.fromMs) / 1000).toFixed(4).padStart(10);
    const arrow = direction === 'out' ? '>' : '<';
    for (const line of lines) this.log.write(`${seconds} ${arrow} ${line}\n`);
  };

  /** A scenario is over: its curves, and a pack where it failed. */
  add(entry: Entry, facts: Omit<RunFacts, 'broken'>): void {
    this.written++;
    const number = String(this.written).padStart(4, '0');
    const name = `${number}-${basename(entry.file, EXTENSION)}`;
    for (const { result } of entry.attempts) {
      if (result !== null) writeFileSync(join(this.path, 'vcd', `${name}.vcd`), writeVcd(result));
      if (result === null || result.passed) continue;
      const text = readFileSync(entry.file, 'utf8');
      writePack(join(this.path, 'packs', name), packOf(result, text, facts));
    }
  }

  /**
   * The reports; called once, at the end.
   *
   * @returns the rules that could be judged, and those that could not
   */
  async finish(entries: readonly Entry[], facts: RunFacts): Promise<Judged> {
    const { rig, build, startedAt, shuffle, broken } = facts;
    const properties: Record<string, string> = { rig: rig.name, build, time: rig.time };
    if (shuffle !== null) properties['shuffle'] = String(shuffle);
    if (broken !== '') properties['rig-broken'] = broken;
    const rules = joinJudged(
      entries.flatMap(({ attempts }) => attempts.flatMap((attempt) => attempt.rules ?? [])),
    );
    properties['rules-judged'] = rules.judged.join(' ');
    if (rules.notJudged.length > 0) properties['rules-not-judged'] = rules.notJudged.join('; ');
    const suite = { name: `hil ${rig.name}`, startedAt, properties, entries };
    writeFileSync(join(this.path, 'junit.xml'), writeJunit(suite));
    const exitCode = exitCodeOf(entries.map((entry) => entry.outcome));
    const told = entries.map((entry) => ({
      ...entry,
      attempts: entry.attempts.map(({ result, ...attempt }) => ({
        ...attempt,
        checks: result?.checks ?? [],
      })),
    }));
    const results = { format: 'holdfast-hil-1', ...facts, exitCode, rules, entries: told };
    writeFileSync(join(this.path, 'results.json'), `${JSON.stringify(results, null, 1)}\n`);
    const about = [
      startedAt.slice(0, 16).replace('T', ' '),
      `rig time: ${rig.time}`,
      `build ${build}`,
    ];
    about.push(sayJudged(rules));
    const head = { title: `Holdfast: scenarios on ${rig.name}`, about };
    if (broken !== '') about.push(`the rig was declared broken: ${broken}`);
    const page = writeRunPage(head, entries, (entry) => repeatOnRig(entry, rig));
    writeFileSync(join(this.path, 'report.html'), page);
    await new Promise((resolve) => this.log.end(resolve));
    return rules;
  }
}
