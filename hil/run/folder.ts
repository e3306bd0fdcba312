/**
 * Folder: the output of a run: a page to look at, JUnit XML, JSON, both directions of the serial line,
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
import { EXTENSION } from '../../sim/scenario/library.ts';
import { writeVcd } from '../../sim/view/export/vcd.ts';
import { writePage } from '../../sim/view/report/report-page.ts';
import { SECTIONS_FILE } from './joined.ts';
import { writeJunit } from './junit.ts';
import type { Entry } from './outcome.ts';
import { packOf, writePack } from './pack.ts';
import { sectionOf } from './page.ts';
import { aboutOf, type Results, type RunFacts, resultsOf, suiteOf } from './results.ts';

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
  readonly record = (direction: 'in' | 'out', text: string): void => {
    // The reports are written before the rig is made safe, and the board may still send lines then.
    if (this.log.writableEnded) return;
    const lines = (this.lines[direction] + text).split('\n');
    this.lines[direction] = (lines.pop() ?? '').slice(-200);
    const seconds = ((performance.now() - this.fromMs) / 1000).toFixed(4).padStart(10);
    const arrow = direction === 'out' ? '>' : '<';
    for (const line of lines) this.log.write(`${seconds} ${arrow} ${line}\n`);
  };

  /** A scenario has ended: writes its curves, and a pack where it failed. */
  add(entry: Entry, facts: Omit<RunFacts, 'broken' | 'line'>): void {
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

  /** Of the last reports; null before them. */
  results: Results | null = null;

  /**
   * The reports.
   *
   * @param isPart the drawn sections are kept for the process that joins several rigs
   */
  writeReports(entries: readonly Entry[], facts: RunFacts, isPart: boolean): Results {
    const results = resultsOf(entries, facts);
    const { rig } = facts;
    const sections = entries.map((entry) => sectionOf(entry, rig));
    const head = { title: `Holdfast: scenarios on ${rig.name}`, about: aboutOf(results) };
    writeFileSync(join(this.path, 'report.html'), writePage(head, sections));
    if (isPart) writeFileSync(join(this.path, SECTIONS_FILE), JSON.stringify(sections));
    writeFileSync(join(this.path, 'junit.xml'), writeJunit([suiteOf(results)]));
    // Written last: where this file exists, the others exist too.
    writeFileSync(join(this.path, 'results.json'), `${JSON.stringify(results, null, 1)}\n`);
    this.results = results;
    return results;
  }

  /** The reports, and the end of the log; called once. */
  async finish(entries: readonly Entry[], facts: RunFacts, isPart: boolean): Promise<Results> {
    const results = this.writeReports(entries, facts, isPart);
    await new Promise((resolve) => this.log.end(resolve));
    return results;
  }
}
