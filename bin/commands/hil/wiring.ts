/**
 * `holdfast docs`, drawings: docs/wiring/*.svg, from the sheets.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drawSheets } from '../../../hil/wiring/sheets.ts';

/** @param root address of the project's folder */
export function writeSheets(root: string, print: (line: string) => void): number {
  const folder = fileURLToPath(new URL('docs/wiring/', root));
  mkdirSync(folder, { recursive: true });
  for (const [name, svg] of Object.entries(drawSheets())) writeFileSync(`${folder}${name}`, svg);
  print('docs/wiring/ is drawn');
  return 0;
}
