/**
 * `holdfast docs`, its drawings: docs/wiring/*.svg and the bill of materials beside them, from the sheets, and
 * the pin table of docs/wiring.md, from the maps.
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeBillOfMaterials } from '../../../hil/wiring/bill-of-materials.ts';
import { drawSheets } from '../../../hil/wiring/sheets.ts';
import { fillPins } from '../../../hil/wiring/wiring-page.ts';
import type { Print } from '../../context.ts';

/** @param root address of the project's folder */
export function writeSheets(root: string, print: Print): number {
  const folder = fileURLToPath(new URL('docs/wiring/', root));
  mkdirSync(folder, { recursive: true });
  for (const [name, svg] of Object.entries(drawSheets())) writeFileSync(`${folder}${name}`, svg);
  writeFileSync(`${folder}bill-of-materials.csv`, writeBillOfMaterials());
  const page = fileURLToPath(new URL('docs/wiring.md', root));
  writeFileSync(page, fillPins(readFileSync(page, 'utf8')));
  print(
    'docs/wiring/ is drawn, its bill of materials and the pin table of docs/wiring.md are written',
  );
  return 0;
}
