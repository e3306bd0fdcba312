/**
 * `holdfast sim report …`: runs scenarios and writes them into one page.
 */

import { repeatCommand } from '../../../sim/scenario/explain.ts';
import { findFiles, LibraryError, readScenarios } from '../../../sim/scenario/library.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { SimTarget } from '../../../sim/scenario/target.ts';
import { buildHash } from '../../../sim/verify/campaign/build-hash.ts';
import { paint } from '../../../sim/view/colours.ts';
import { writePage } from '../../../sim/view/report/report-page.ts';
import { drawSection, itemOf, type Section } from '../../../sim/view/report/section.ts';
import type { Print } from '../../context.ts';
import { keepInputs } from '../../inputs.ts';
import { folderIn } from '../../options.ts';
import { createProgress } from '../../progress.ts';
import { saveFile } from './saved-file.ts';

export interface ReportOptions {
  readonly out: string;
  readonly title?: string;
}

/** Folders of the scenarios that come with the project, in the order of the page. */
const folders = ['sim/story', 'test/scenarios'];

/** Files and folders as they are; any other word selects by a part of a scenario's path or title. */
function choose(root: string, wanted: readonly string[]): Scenario[] {
  const own = folders.map((name) => folderIn(root, name));
  if (wanted.length === 0) return findFiles(own).flatMap(readScenarios);
  const library = findFiles(own);
  return wanted.flatMap((word) => {
    try {
      return findFiles([word]).flatMap(readScenarios);
    } catch (error) {
      if (!(error instanceof LibraryError)) throw error;
    }
    const pattern = word.toLowerCase();
    const found = library
      .flatMap(readScenarios)
      .filter(({ file, title }) => `${file}\n${title}`.toLowerCase().includes(pattern));
    if (found.length > 0) return found;
    throw new LibraryError(
      `${word}: no such file or folder, and no scenario below ${own.join(' or ')} is called so`,
    );
  });
}

export async function reportFiles(
  root: string,
  wanted: readonly string[],
  options: ReportOptions,
  print: Print,
): Promise<number> {
  const scenarios = choose(root, wanted);
  keepInputs(
    scenarios.map(({ file }) => file),
    { '--out': options.out },
  );
  const progress = createProgress('scenarios', scenarios.length);
  const sections: Section[] = [];
  for (const scenario of scenarios) {
    const result = await runScenario(scenario, new SimTarget());
    // Drawn immediately: a hundred traces take more memory than a hundred pictures.
    sections.push(drawSection(itemOf(result, repeatCommand(result))));
    progress.step();
  }
  progress.stop();
  const failed = sections.filter(({ verdict }) => verdict.kind === 'fail').length;
  const page = writePage(
    {
      title: options.title ?? 'Holdfast: scenarios in virtual time',
      about: [
        new Date().toISOString().slice(0, 16).replace('T', ' '),
        `firmware and simulator ${buildHash(root)}`,
        `node ${process.version}`,
      ],
    },
    sections,
  );
  saveFile(options.out, page);
  const verdict = failed === 0 ? paint.green('all passed') : paint.red(`${failed} failed`);
  const megabytes = (Buffer.byteLength(page) / 1000000).toFixed(1);
  print(`${options.out}: ${sections.length} scenarios, ${verdict}; ${megabytes} MB`);
  return failed === 0 ? 0 : 1;
}
