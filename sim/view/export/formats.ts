/**
 * Formats: every export format, one row each.
 */

import { writeCsv } from './csv.ts';
import type { formatNames } from './format-names.ts';
import { writeGtkwaveSave } from './gtkwave-save.ts';
import { writeJsonl } from './jsonl.ts';
import { writePerfetto } from './perfetto.ts';
import { writePulseview } from './pulseview.ts';
import type { Recording } from './signals.ts';
import { writeSigrokVcd } from './sigrok-vcd.ts';
import { writePlainVcd, writeVcd } from './vcd.ts';

export interface Format {
  readonly name: (typeof formatNames)[number];
  readonly extension: string;
  readonly meaning: string;
  readonly write: (recording: Recording) => string | Uint8Array;
  /** A second file beside it, where the viewer has one. */
  readonly beside?: {
    readonly extension: string;
    readonly write: (recording: Recording, file: string) => string;
  };
}

export const formats: readonly Format[] = [
  {
    name: 'vcd',
    extension: '.vcd',
    meaning: 'everything, for GTKWave or Surfer; with a GTKWave save file',
    write: writeVcd,
    beside: { extension: '.gtkw', write: writeGtkwaveSave },
  },
  {
    name: 'plain-vcd',
    extension: '.plain.vcd',
    meaning: 'the same in bits and vectors alone, for parsers that refuse texts or reals',
    write: writePlainVcd,
  },
  {
    name: 'sigrok-vcd',
    extension: '.sigrok.vcd',
    meaning: 'one-bit lines at 1 ms, for sigrok and PulseView',
    write: writeSigrokVcd,
  },
  {
    name: 'sr',
    extension: '.sr',
    meaning: 'logic and voltages as samples, for PulseView',
    write: writePulseview,
  },
  {
    name: 'perfetto',
    extension: '.json',
    meaning: 'slices, counters and windows, for ui.perfetto.dev or chrome://tracing',
    write: writePerfetto,
  },
  {
    name: 'csv',
    extension: '.csv',
    meaning: 'one column per signal, for spreadsheets and data frames',
    write: writeCsv,
  },
  {
    name: 'jsonl',
    extension: '.jsonl',
    meaning: 'every event and check as it was traced, for scripts',
    write: writeJsonl,
  },
];

/** The format of that name, or the one that a file's extension implies. */
export function findFormat(name: string | undefined, file: string | undefined): Format | null {
  if (name !== undefined) return formats.find((format) => format.name === name) ?? null;
  if (file === undefined) return null;
  const fitting = formats.filter((format) => file.endsWith(format.extension));
  return fitting.sort((a, b) => b.extension.length - a.extension.length)[0] ?? null;
}
