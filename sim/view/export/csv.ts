/**
 * CSV: one row for every instant of a change, one column per signal, for spreadsheets and data frames. Values
 * hold until the next change; numbers are without their unit, which is in the heading.
 */

import { marksOf, type Recording, signalsOf } from './signals.ts';

/** Quotes as RFC 4180 requires. */
function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function writeCsv(recording: Recording): string {
  const signals = signalsOf(recording);
  const marks = marksOf(recording);
  const heads = signals.map(({ name, unit }) => (unit === '' ? name : `${name} (${unit})`));
  const instants = new Set<number>([0, recording.endUs - recording.startUs]);
  for (const { changes } of signals) for (const { atUs } of changes) instants.add(atUs);
  for (const { atUs } of marks) instants.add(atUs);
  const places = signals.map(() => -1);
  const rows = [...instants]
    .sort((a, b) => a - b)
    .map((atUs) => {
      const values = signals.map(({ changes, shape }, i) => {
        let place = places[i] as number;
        while ((changes[place + 1]?.atUs ?? Number.POSITIVE_INFINITY) <= atUs) place++;
        places[i] = place;
        const change = changes[place];
        if (change === undefined) return '';
        return shape === 'number' ? String(change.value) : change.word;
      });
      const happened = marks
        .filter((mark) => mark.atUs === atUs)
        .map(({ kind, text }) => `${kind}: ${text}`);
      return [String(atUs / 1000), ...values, happened.join('; ')];
    });
  const table = [['time (ms)', ...heads, 'happened'], ...rows];
  return table.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
