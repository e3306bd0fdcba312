/**
 * FMEA section: a cell for each failure in each context, and what two failures do.
 */

import { escapeHtml } from '../../view/report/html.ts';
import { contexts, nameOfContext, phaseNames } from '../fmea/contexts.ts';
import type { ModeName } from '../fmea/failures.ts';
import { type FmeaUnits, partsOf, writeLatest } from '../fmea/fmea-page.ts';
import { complaintsOf, type FmeaUnit } from '../fmea/fmea-units.ts';
import { effects } from '../fmea/modes.ts';
import { explanationsOf } from '../fmea/pair-harms.ts';
import { type Evidence, isMissing } from './evidence.ts';
import { list } from './tables.ts';

function cells(name: string, unit: FmeaUnit): string {
  const drawn = phaseNames.map((phase) => {
    const own = contexts.filter((context) => context.phase === phase);
    return own
      .map((context) => {
        const where = nameOfContext(context);
        const found = unit.cells[where];
        if (found === undefined) return '<td></td>';
        const told =
          found.fault === '' ? '' : `, ${found.fault} after ${writeLatest(found.afterMs)}`;
        const title = `${name} – ${where}: ${found.effect}${told}`;
        return `<td class="x${effects.indexOf(found.effect) + 1}" title="${escapeHtml(title)}"></td>`;
      })
      .join('');
  });
  return drawn.join('<td class="gap"></td>');
}

function matrix(units: FmeaUnits): string {
  const heads = phaseNames.map((phase) => `<th class="p" colspan="6">${phase}</th>`);
  const rows = Object.entries(units).map(([name, unit]) => {
    const parts = partsOf(name as ModeName).join('; ');
    return `<tr><th scope="row" title="${escapeHtml(parts)}">${escapeHtml(name)}</th>${cells(name, unit)}</tr>`;
  });
  const key = effects
    .filter((effect) => effect !== 'a broken rule')
    .map((effect) => `<span><i class="x${effects.indexOf(effect) + 1}"></i>${effect}</span>`);
  return (
    `<div class="key">${key.join('')}<span><i class="b"></i>not fitted</span></div>` +
    `<div class="wide"><table class="matrix"><tr><th></th>${heads.join('<td class="gap"></td>')}</tr>${rows.join('')}</table></div>` +
    '<p class="dim">In each phase six cells: bistable lock, then solenoid; each with both proofs, with the mirror contact, with the voltage sense. A cell says what it is when it is pointed at; a row, which parts fail so.</p>'
  );
}

export function fmeaSection({ fmea }: Evidence): string {
  if (isMissing(fmea)) return '';
  const complaints = complaintsOf(fmea.units);
  return matrix(fmea.units) + (complaints.length === 0 ? '' : list(complaints));
}

export function pairsSection({ pairs }: Evidence): string {
  if (isMissing(pairs)) return '';
  const { explained, unexplained } = explanationsOf(pairs.units);
  const told = [...explained].map(
    ([because, times]) => `${times.toLocaleString('en')} ×: ${because}`,
  );
  return list([...unexplained.map((one) => `Not explained: ${one}`), ...told]);
}
