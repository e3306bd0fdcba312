/**
 * Sheets of the senses of mains and of the outgoing side, with one phase and with three.
 */

import { Drawing } from './drawing.ts';
import { WARNING } from './mains-sheets.ts';
import { senseCircuit, threePhaseSenseCircuit } from './sense-circuit.ts';

/** A line against its return, up to the optocoupler's collector at (630, y + 20). */
function drawLit(sheet: Drawing, from: number, y: number, line: string, back: string): void {
  sheet
    .net(line, [80, y], 'left', false)
    .wire([80, y], [110, y])
    .part(`R${from}`, [110, y], [210, y])
    .wire([210, y], [280, y])
    .net(back, [80, y + 100], 'left', false)
    .wire([80, y + 100], [110, y + 100])
    .part(`R${from + 1}`, [110, y + 100], [210, y + 100])
    .wire([210, y + 100], [280, y + 100])
    .block(`B${from}`, [280, y - 20, 100, 140], 'bridge', {
      '~1': [280, y],
      '~2': [280, y + 100],
      '+': [380, y],
      '−': [380, y + 100],
    })
    .wire([380, y], [470, y], [470, y + 20], [500, y + 20])
    .wire([380, y + 100], [470, y + 100], [470, y + 80], [500, y + 80])
    .block(`U${from}`, [500, y, 130, 100], 'optocoupler', {
      A: [500, y + 20],
      K: [500, y + 80],
      C: [630, y + 20],
      E: [630, y + 80],
    })
    .wire([630, y + 80], [650, y + 80])
    .ground([650, y + 80]);
}

/** Pull-up and capacitor of an input, from the collector on. */
function drawBridged(sheet: Drawing, from: number, y: number, net: string): void {
  sheet
    .wire([630, y + 20], [850, y + 20])
    .rail('3.3 V', [710, y - 50])
    .part(`R${from + 2}`, [710, y - 50], [710, y + 20])
    .part(`C${from}`, [770, y + 20], [770, y + 90])
    .ground([770, y + 90])
    .net(net, [850, y + 20], 'right');
}

/** The resistor that discharges a line of the outgoing side. */
function drawDischarge(sheet: Drawing, ref: string, x: number, y: number, line: string): void {
  sheet
    .part(ref, [x, y], [x + 100, y])
    .net(line, [x - 20, y], 'left', false)
    .wire([x - 20, y], [x, y])
    .wire([x + 100, y], [x + 120, y])
    .net('N_out', [x + 120, y], 'right', false);
}

export function drawSenses(): Drawing {
  const sheet = new Drawing(senseCircuit, 960, 600).remark([20, 30], WARNING);
  drawLit(sheet, 1, 120, 'L_in', 'N_in');
  drawBridged(sheet, 1, 120, 'supply');
  drawLit(sheet, 11, 350, 'L_out', 'N_in');
  drawBridged(sheet, 11, 350, 'outgoing');
  drawDischarge(sheet, 'R20', 110, 545, 'L_out');
  return sheet.remark(
    [330, 540],
    'R20 discharges the outgoing side. Creepage at U1 and U11 at least 8 mm;',
    'each 100 kΩ is two of 51 kΩ in series, 350 V each. Low: voltage is there.',
  );
}

export function drawThreePhaseSense(): Drawing {
  const sheet = new Drawing(threePhaseSenseCircuit, 960, 830).remark([20, 30], WARNING);
  drawLit(sheet, 1, 120, 'L1_out', 'N_in');
  drawBridged(sheet, 1, 120, 'outgoing');
  drawLit(sheet, 11, 330, 'L2_out', 'N_in');
  drawLit(sheet, 21, 540, 'L3_out', 'N_in');
  sheet.wire([630, 350], [690, 350]).wire([630, 560], [690, 560], [690, 140]);
  drawDischarge(sheet, 'R31', 110, 740, 'L1_out');
  drawDischarge(sheet, 'R32', 410, 740, 'L2_out');
  drawDischarge(sheet, 'R33', 710, 740, 'L3_out');
  return sheet.remark(
    [20, 800],
    'In the place of the outgoing sense of the single-phase sheet; mains is sensed at L1. One line alone pulls the input low.',
  );
}
