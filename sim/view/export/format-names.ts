/**
 * Names of the export formats, apart from what writes them: the help of the command line lists them.
 */

export const formatNames = ['vcd', 'sigrok-vcd', 'sr', 'perfetto', 'csv', 'jsonl'] as const;
