/**
 * Figures file: what a bench has measured, as JSON, where somebody has asked for it.
 */

import { writeFileSync } from 'node:fs';

export interface FiguresOptions {
  readonly json?: string;
}

export function writeFigures({ json }: FiguresOptions, figures: unknown): void {
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
}
