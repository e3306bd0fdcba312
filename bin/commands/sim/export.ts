/**
 * `holdfast sim export …`: one run as a file for a viewer.
 */

import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
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

type Print = (line: string) => void;

export interface ExportOptions {
  readonly format?: string;
  readonly out?: string;
  readonly variant?: string;
}

/** The selected scenario: of a sweep the first, or the variant that was named. */
function choose(file: string, variant: string | undefined, print: Print): Scenario {
  const files = findFiles([file]);
  if (files.length > 1) throw new LibraryError(`${file}: name one scenario file, not a folder`);
  const scenarios = readScenarios(files[0] as string);
  const known = scenarios.map((scenario) => scenario.variant);
  const chosen =
    variant === undefined ? scenarios[0] : scenarios.find((s) => s.variant === variant);
  if (chosen === undefined) {
    const hint = didYouMean(variant ?? '', known);
    throw new LibraryError(`${file}: no variant "${variant}" among ${known.join(', ')}${hint}`);
  }
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

function save(out: string, content: string | Uint8Array): void {
  try {
    writeFileSync(out, content);
  } catch (error) {
    throw new LibraryError(`${out}: cannot be written: ${(error as Error).message}`);
  }
}

/** Writes a file and its companion file, and prints both names. */
function write(recording: Recording, format: Format, out: string): string[] {
  save(out, format.write(recording));
  if (format.beside === undefined) return [out];
  const { extension } = format.beside;
  const stem = out.endsWith(format.extension) ? out.slice(0, -format.extension.length) : out;
  save(`${stem}${extension}`, format.beside.write(recording, basename(out)));
  return [out, `${stem}${extension}`];
}

export async function exportFile(
  file: string,
  options: ExportOptions,
  print: Print,
): Promise<number> {
  const format = chooseFormat(options);
  const scenario = choose(file, options.variant, print);
  const result = await runScenario(scenario, new SimTarget());
  const out = options.out ?? `${basename(scenario.file, EXTENSION)}${format.extension}`;
  const written = write(result, format, out);
  print(`${written.join(' and ')}: ${format.meaning}`);
  for (const line of explainFailure(result, paint)) print(line);
  return result.passed ? 0 : 1;
}
