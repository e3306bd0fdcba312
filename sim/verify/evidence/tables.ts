/**
 * Tables: rows of cells as HTML.
 */

import { escapeHtml } from '../../view/report/html.ts';

/** A cell: text is escaped; a number stands at the right. */
export type Cell = string | number | { readonly html: string };

function cell(content: Cell): string {
  if (typeof content === 'number') return `<td class="n">${content.toLocaleString('en')}</td>`;
  return `<td>${typeof content === 'string' ? escapeHtml(content) : content.html}</td>`;
}

/** @param head a column that begins with # has numbers */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const heads = head.map((text) =>
    text.startsWith('#')
      ? `<th class="n">${escapeHtml(text.slice(1))}</th>`
      : `<th>${escapeHtml(text)}</th>`,
  );
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`);
  return `<div class="wide"><table><thead><tr>${heads.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

export function code(text: string): { readonly html: string } {
  return { html: `<code>${escapeHtml(text)}</code>` };
}

export function details(summary: string, inside: string): string {
  return `<details><summary>${escapeHtml(summary)}</summary>${inside}</details>`;
}

export function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
}
