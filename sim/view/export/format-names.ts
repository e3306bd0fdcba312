/**
 * Names of the export formats, separate from their writers, because the command line's help lists them.
 */

export const formatNames = [
  'vcd',
  'plain-vcd',
  'sigrok-vcd',
  'sr',
  'perfetto',
  'csv',
  'jsonl',
] as const;
