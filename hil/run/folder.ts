/**
 * Folder: the output of a run: a page to look at, JUnit XML, JSON, both directions of the serial line,
 * curves, and a pack for every failure.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
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
import { SerialLog } from './serial-log.ts';
import { writeSummary } from './summary.ts';

export class RunFolder {
  private readonly log: SerialLog;
  private written = 0;

  constructor(readonly path: string) {
    mkdirSync(join(path, 'vcd'), { recursive: true });
    this.log = new SerialLog(path);
  }

  get record(): SerialLog['record'] {
    return this.log.record;
  }

  /**
   * A scenario has ended: writes its curves, and a pack where it failed.
   *
   * @returns the paths of what was written
   */
  add(entry: Entry, facts: Omit<RunFacts, 'broken' | 'line' | 'memory'>): string[] {
    this.written++;
    const number = String(this.written).padStart(4, '0');
    const name = `${number}-${basename(entry.file, EXTENSION)}`;
    const paths: string[] = [];
    for (const { result } of entry.attempts) {
      if (result === null) continue;
      const curves = join(this.path, 'vcd', `${name}.vcd`);
      writeFileSync(curves, writeVcd(result));
      paths.push(curves);
      if (result.passed) continue;
      const pack = join(this.path, 'packs', name);
      writePack(pack, packOf(result, facts));
      paths.push(join(pack, 'pack.json'));
    }
    return [...new Set(paths)];
  }

  /**
   * The reports.
   *
   * @param isPart the drawn sections are kept for the process that joins several rigs
   */
  private writeReports(entries: readonly Entry[], facts: RunFacts, isPart: boolean): Results {
    const results = resultsOf(entries, facts);
    const { rig } = facts;
    const sections = entries.map((entry) => sectionOf(entry, rig));
    const head = { title: `Holdfast: scenarios on ${rig.name}`, about: aboutOf(results) };
    writeFileSync(join(this.path, 'report.html'), writePage(head, sections));
    if (isPart) writeFileSync(join(this.path, SECTIONS_FILE), JSON.stringify(sections));
    const summary = writeSummary(`Scenarios on ${rig.name}`, entries, aboutOf(results));
    writeFileSync(join(this.path, 'summary.md'), summary);
    writeFileSync(join(this.path, 'junit.xml'), writeJunit([suiteOf(results)]));
    // Written last: where this file exists, the others exist too.
    writeFileSync(join(this.path, 'results.json'), `${JSON.stringify(results, null, 1)}\n`);
    return results;
  }

  /** The reports, at once, and the end of the log; called once. */
  async finish(entries: readonly Entry[], facts: RunFacts, isPart: boolean): Promise<Results> {
    const results = this.writeReports(entries, facts, isPart);
    await this.log.end();
    return results;
  }
}
