/**
 * Meters sheet: what tells a bad supply, a voltage on the earth, and more current in one line than in another.
 */

import { Drawing } from './drawing.ts';
import { WARNING } from './mains-sheets.ts';
import { metersCircuit } from './meters-circuit.ts';

/** A transducer's output, over its divider to the converter. */
function drawDivided(sheet: Drawing, from: number, [x, y]: readonly [number, number], net: string) {
  sheet
    .part(`R${from}`, [x, y], [x + 100, y])
    .part(`R${from + 1}`, [x + 100, y], [x + 100, y + 75])
    .ground([x + 100, y + 75])
    .wire([x + 100, y], [x + 290, y])
    .part(`C${from}`, [x + 230, y], [x + 230, y + 75])
    .ground([x + 230, y + 75])
    .net(net, [x + 290, y], 'right');
}

/** A transducer with its supply above and its ground below; its output at (x + 160, y + 60). */
function drawTransducer(
  sheet: Drawing,
  ref: string,
  [x, y]: readonly [number, number],
  words: string,
  inputs: Readonly<Record<string, string>>,
): void {
  const pins: Record<string, readonly [number, number]> = {
    '+': [x + 80, y],
    OUT: [x + 160, y + 60],
    '−': [x + 80, y + 120],
  };
  Object.entries(inputs).forEach(([pin, net], i) => {
    pins[pin] = [x, y + 30 + 60 * i];
    sheet
      .net(net, [x - 30, y + 30 + 60 * i], 'left', false)
      .wire([x - 30, y + 30 + 60 * i], [x, y + 30 + 60 * i]);
  });
  sheet
    .rail('24 V', [x + 80, y - 20])
    .wire([x + 80, y - 20], [x + 80, y])
    .block(ref, [x, y, 160, 120], words, pins)
    .ground([x + 80, y + 120]);
}

export function drawMeters(): Drawing {
  const sheet = new Drawing(metersCircuit, 1340, 700).remark([20, 30], WARNING);
  const rows = [
    ['T1', 1, [100, 90], 'voltage\ntransducer', { L: 'L_in', N: 'N_in' }, 'supplyVoltage'],
    ['T2', 3, [100, 290], 'voltage\ntransducer', { L: 'PE', N: 'electrode' }, 'earthVoltage'],
    ['T3', 5, [720, 90], 'current\ntransducer', {}, 'outgoingCurrentL2'],
    ['T4', 7, [720, 290], 'current\ntransducer', {}, 'outgoingCurrentL3'],
  ] as const;
  for (const [ref, from, [x, y], words, inputs, net] of rows) {
    drawTransducer(sheet, ref, [x, y], words, inputs);
    drawDivided(sheet, from, [x + 160, y + 60], net);
  }
  return sheet
    .net('PE', [70, 540], 'left', false)
    .wire([70, 540], [100, 540])
    .net('electrode', [70, 600], 'left', false)
    .wire([70, 600], [100, 600])
    .block('K1', [100, 500, 160, 140], 'voltage\nrelay', {
      U: [100, 540],
      0: [100, 600],
      14: [260, 540],
      11: [260, 600],
    })
    .wire([260, 600], [290, 600])
    .ground([290, 600])
    .wire([260, 540], [360, 540])
    .rail('3.3 V', [330, 470])
    .part('R9', [330, 470], [330, 540])
    .part('R10', [360, 540], [460, 540])
    .wire([460, 540], [560, 540])
    .part('C9', [510, 540], [510, 610])
    .ground([510, 610])
    .net('earthRelay', [560, 540], 'right')
    .remark(
      [720, 500],
      'K1 in the place of T2, not beside it. Its contact is closed while all is well:',
      'high is more than 70 V on the earth, a relay without supply, or a broken wire.',
      'T3 and T4 with three phases only; the first line is on the sheet of the slow nets.',
      'The electrode is driven outside of the area of every other earth, by an electrician.',
      'Without one a voltage on the earth cannot be told; the supply’s window then has to do.',
    );
}
