/**
 * Bill of materials: every part of every sheet as CSV, without prices.
 */

import { circuits } from './circuits.ts';
import { type Circuit, type Part, writeValue } from './part.ts';

const header = [
  'sheet',
  'reference',
  'part',
  'value',
  'tolerance',
  'rating',
  'example',
  'fitted by',
];

const quoted = (text: string): string =>
  /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

function valueText({ kind, value }: Part): string {
  if (value === null) return '';
  return writeValue(value, kind === 'capacitor' ? 'F' : 'Ω');
}

function row(circuit: Circuit, part: Part): string {
  const { ref, what, tolerance, rating, example, isMains } = part;
  const share = tolerance === 0 ? '' : `±${Number((tolerance * 100).toPrecision(3))} %`;
  const fitter = isMains ? 'electrician' : '';
  const cells = [circuit.name, ref, what, valueText(part), share, rating, example, fitter];
  return cells.map(quoted).join(',');
}

export function writeBillOfMaterials(): string {
  const rows = circuits.flatMap((circuit) => circuit.parts.map((part) => row(circuit, part)));
  return `${[header.join(','), ...rows].join('\n')}\n`;
}
