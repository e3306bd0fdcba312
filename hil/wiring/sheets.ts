/**
 * Sheets: the schematics of docs/wiring.md, in its order.
 */

import { drawComparators, drawConverter } from './comparators-sheet.ts';
import { drawContactor, drawResidual } from './contactor-sheets.ts';
import { drawNarrow, drawPeople, drawSlowNets } from './controller-sheets.ts';
import type { Drawing } from './drawing.ts';
import { drawBistable, drawContacts, drawSolenoid } from './lock-sheets.ts';
import { drawSinglePhase, drawSupplies, drawThreePhase } from './mains-sheets.ts';
import { drawMeters } from './meters-sheet.ts';
import { drawPilot } from './pilot-sheet.ts';
import { drawSenses, drawThreePhaseSense } from './sense-sheets.ts';

export function allDrawings(): Drawing[] {
  return [
    drawSinglePhase(),
    drawThreePhase(),
    drawSupplies(),
    drawPilot(),
    drawContacts(),
    drawComparators(),
    drawBistable(),
    drawSolenoid(),
    drawContactor(),
    drawSenses(),
    drawThreePhaseSense(),
    drawResidual(),
    drawMeters(),
    drawSlowNets(),
    drawConverter(),
    drawNarrow(),
    drawPeople(),
  ];
}

/** Every sheet, by the name of its file in docs/wiring/. */
export function drawSheets(): Record<string, string> {
  const files: Record<string, string> = {};
  for (const drawing of allDrawings()) files[`${drawing.circuit.name}.svg`] = drawing.toSvg();
  return files;
}
