/**
 * The control pilot's schematic: source, divider, and a track-and-hold for each half.
 */

import { Drawing } from './drawing.ts';
import { pilotCircuit } from './pilot-circuit.ts';

function source(sheet: Drawing): void {
  sheet
    .net('pilotOut', [100, 190])
    .wire([100, 190], [260, 190])
    .rail('3.3 V', [150, 110])
    .part('R1', [150, 110], [150, 190])
    .opAmp('U1A', 300, 204)
    .wire([260, 218], [230, 218], [230, 290])
    .rail('3.3 V', [130, 290])
    .part('R2', [130, 290], [230, 290])
    .part('R3', [230, 290], [230, 370])
    .ground([230, 370])
    .wire([300, 204], [320, 204])
    .part('R4', [320, 204], [430, 204])
    .wire([430, 204], [580, 204])
    .words([588, 209], 'CP of the socket-outlet')
    .part('D1', [430, 204], [430, 284])
    .ground([430, 284], 'PE')
    .part('C1', [510, 204], [510, 284])
    .ground([510, 284], 'PE');
}

function frontEnd(sheet: Drawing): void {
  sheet
    .wire([430, 204], [430, 104], [480, 104])
    .part('R5', [480, 104], [620, 104])
    .wire([620, 104], [770, 104])
    .rail('3.3 V', [640, 34])
    .part('R6', [640, 34], [640, 104])
    .part('R7', [640, 104], [640, 174])
    .ground([640, 174])
    .opAmp('U2A', 810, 118)
    .wire([770, 132], [758, 132], [758, 166], [822, 166], [822, 118])
    .wire([810, 118], [860, 118])
    .wire([840, 118], [840, 178], [860, 178])
    .block('U3', [860, 90, 120, 200], '74HC4053', {
      X: [860, 118],
      Y: [860, 178],
      A: [860, 238],
      B: [860, 268],
      X1: [980, 118],
      Y0: [980, 178],
    });
}

function gates(sheet: Drawing): void {
  sheet
    .net('pilotOut', [500, 400])
    .wire([500, 400], [560, 400])
    .part('R8', [560, 400], [660, 400])
    .wire([660, 400], [660, 335])
    .part('D2', [660, 335], [560, 335])
    .wire([560, 335], [560, 400])
    .wire([660, 400], [800, 400], [800, 238], [860, 238])
    .part('C2', [720, 400], [720, 460])
    .ground([720, 460])
    .net('pilotOut', [500, 560])
    .wire([500, 560], [560, 560])
    .part('R9', [560, 560], [660, 560])
    .wire([560, 560], [560, 495])
    .part('D3', [560, 495], [660, 495])
    .wire([660, 495], [660, 560])
    .wire([660, 560], [830, 560], [830, 268], [860, 268])
    .part('C3', [720, 560], [720, 620])
    .ground([720, 620]);
}

function hold(sheet: Drawing): void {
  sheet
    .wire([980, 118], [1150, 118])
    .part('C4', [1020, 118], [1020, 180])
    .ground([1020, 180])
    .opAmp('U2B', 1190, 132)
    .wire([1150, 146], [1138, 146], [1138, 180], [1202, 180], [1202, 132])
    .wire([1190, 132], [1220, 132])
    .part('R10', [1220, 132], [1320, 132])
    .part('C6', [1320, 132], [1320, 192])
    .ground([1320, 192])
    .wire([1320, 132], [1350, 132])
    .net('pilotHigh', [1350, 132], 'right')
    .wire([980, 178], [1000, 178], [1000, 298], [1150, 298])
    .part('C5', [1020, 298], [1020, 360])
    .ground([1020, 360])
    .opAmp('U2C', 1190, 312)
    .wire([1150, 326], [1138, 326], [1138, 360], [1202, 360], [1202, 312])
    .wire([1190, 312], [1220, 312])
    .part('R11', [1220, 312], [1320, 312])
    .part('C7', [1320, 312], [1320, 372])
    .ground([1320, 372])
    .wire([1320, 312], [1350, 312])
    .net('pilotLow', [1350, 312], 'right');
}

export function drawPilot(): Drawing {
  const sheet = new Drawing(pilotCircuit, 1440, 670)
    .remark([20, 30], 'U1 between +12 V and −12 V, U2 and U3 between 3.3 V and GND.')
    .remark([900, 440], 'U3: X1 follows while A is high, Y0 while B is low.')
    .remark([900, 457], 'R8, R9: closing waits 33 µs and 15 µs for CP to settle.')
    .remark([900, 474], 'D2, D3: opening is at once, before CP has moved.')
    .remark([900, 491], 'C4, C5: C0G or film, and nothing that discharges them.')
    .remark([900, 508], 'D1 must clip both ways: a one-way part takes the negative half.');
  source(sheet);
  frontEnd(sheet);
  gates(sheet);
  hold(sheet);
  return sheet;
}
