/**
 * `holdfast sim export …`: one run as a file for a viewer.
 */

import { basename } from 'node:path';
import { withVariant } from '../../../sim/scenario/chosen-variant.ts';
import { explainFailure } from '../../../sim/scenario/explain.ts';
import {
  EXTENSION,
  findFiles,
  LibraryError,
  readScenarios,
} from '../../../sim/scenario/library.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import { didYouMean } from '../../../sim/scenario/source.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { SimTarget } from '../../../sim/scenario/target.ts';
import { paint } from '../../../sim/view/colours.ts';
import { type Format, findFormat, formats } from '../../../sim/view/export/formats.ts';
import type { Recording } from '../../../sim/view/export/signals.ts';
import type { Print } from '../../context.ts';
import { keepInputs } from '../../inputs.ts';
import { saveFile } from './saved-file.ts';

export interface ExportOptions {
  readonly format?: string;
  readonly out?: string;
  readonly variant?: string;
}

function onlyFile(path: string): string {
  const files = findFiles([path]);
  if (files.length > 1) throw new LibraryError(`${path}: name one scenario file, not a folder`);
  return files[0] as string;
}

/** The selected scenario: of a sweep the first, or the variant that was named. */
function choose(file: string, variant: string | undefined, print: Print): Scenario {
  const scenarios = readScenarios(file);
  const chosen = withVariant(scenarios, variant)[0] as Scenario;
  if (variant === undefined && scenarios.length > 1) {
    print(
      paint.dim(
        `the first of ${scenarios.length} variants, "${chosen.variant}"; --variant chooses`,
      ),
    );
  }
  return chosen;
}

function chooseFormat(options: ExportOptions): Format {
  const format = findFormat(options.format, options.out);
  if (format !== null) return format;
  const names = formats.map(({ name }) => name);
  if (options.format !== undefined) {
    const hint = didYouMean(options.format, names);
    throw new LibraryError(`no format "${options.format}"; there are ${names.join(', ')}${hint}`);
  }
  throw new LibraryError(`say --format: ${names.join(', ')}`);
}

/** The companion of a file; undefined where its format has none. */
function besideOf(format: Format, out: string): string | undefined {
  if (format.beside === undefined) return undefined;
  const stem = out.endsWith(format.extension) ? out.slice(0, -format.extension.length) : out;
  return `${stem}${format.beside.extension}`;
}

/** Writes a file and its companion file. @returns both names */
function write(recording: Recording, format: Format, out: string): string[] {
  saveFile(out, format.write(recording));
  const beside = besideOf(format, out);
  if (format.beside === undefined || beside === undefined) return [out];
  saveFile(beside, format.beside.write(recording, basename(out)));
  return [out, beside];
}

export async function exportFile(
  file: string,
  options: ExportOptions,
  print: Print,
): Promise<number> {
  const format = chooseFormat(options);
  const path = onlyFile(file);
  const out = options.out ?? `${basename(path, EXTENSION)}${format.extension}`;
  keepInputs([path], { '--out': out, 'the file beside it is': besideOf(format, out) });
  const scenario = choose(path, options.variant, print);
  const result = await runScenario(scenario, new SimTarget());
  const written = write(result, format, out);
  print(`${written.join(' and ')}: ${format.meaning}`);
  for (const line of explainFailure(result, paint)) print(line);
  return result.passed ? 0 : 1;
}
