/**
 * Sheets near mains: the path to the socket-outlet, and the supplies.
 */

import { Drawing } from './drawing.ts';
import { singlePhaseCircuit, suppliesCircuit, threePhaseCircuit } from './mains-circuit.ts';

/** On every sheet that has mains on it. */
export const WARNING = 'Mains: for somebody who is allowed to do it. Never built by us.';

export function drawSinglePhase(): Drawing {
  return new Drawing(singlePhaseCircuit, 1060, 360)
    .remark([20, 30], WARNING)
    .net('L', [60, 110], 'left', false)
    .wire([60, 110], [100, 110])
    .net('N', [60, 190], 'left', false)
    .wire([60, 190], [100, 190])
    .block('Q1', [100, 80, 160, 140], 'isolator, breaker\nwith shunt release', {
      L: [100, 110],
      N: [100, 190],
      'L ': [260, 110],
      'N ': [260, 190],
    })
    .wire([260, 110], [540, 110])
    .net('L_in', [330, 110], 'up', false)
    .wire([260, 190], [540, 190])
    .net('N_in', [330, 190], 'up', false)
    .frame([400, 80, 90, 140], 'T1')
    .words([400, 240], 'ring of the residual-current sensor:')
    .words([400, 257], 'L and N together; L alone through')
    .words([400, 274], 'the current transducer')
    .part('K1a', [540, 110], [660, 110])
    .part('K1b', [540, 190], [660, 190])
    .wire([660, 110], [840, 110])
    .net('L_out', [740, 110], 'up', false)
    .wire([660, 190], [840, 190])
    .net('N_out', [740, 190], 'up', false)
    .block('X1', [840, 80, 150, 220], 'socket-outlet\nType 2', {
      L1: [840, 110],
      N: [840, 190],
      PE: [840, 220],
      CP: [840, 250],
      PP: [840, 280],
    })
    .wire([840, 220], [790, 220])
    .net('PE', [790, 220], 'left', false)
    .wire([840, 250], [790, 250])
    .net('cp', [790, 250], 'left', false)
    .wire([840, 280], [790, 280])
    .net('pp', [790, 280], 'left', false)
    .remark(
      [20, 310],
      'Both poles by one contactor. PE is never switched, so opening L and N is no protection',
      'against a broken PEN conductor. 2.5 mm² and more, by the rules of the place.',
    );
}

export function drawSupplies(): Drawing {
  return new Drawing(suppliesCircuit, 1120, 430)
    .remark([20, 30], WARNING)
    .net('L_in', [60, 110], 'left', false)
    .wire([60, 110], [90, 110])
    .net('N_in', [60, 160], 'left', false)
    .wire([60, 160], [90, 160])
    .block('PS1', [90, 80, 130, 110], 'mains\nto 24 V', {
      L: [90, 110],
      N: [90, 160],
      '+': [220, 110],
      '−': [220, 160],
    })
    .wire([220, 160], [240, 160])
    .ground([240, 160])
    .wire([220, 110], [270, 110])
    .rail('24 V', [270, 110])
    .part('D1', [270, 110], [350, 110])
    .wire([350, 110], [530, 110])
    .part('D2', [365, 190], [365, 110])
    .part('R1', [415, 110], [415, 190])
    .wire([365, 190], [415, 190])
    .part('C1', [415, 190], [415, 250])
    .ground([415, 250])
    .block('PS2', [530, 80, 110, 80], '10 … 36\nto 12 V', {
      in: [530, 110],
      out: [640, 110],
      gnd: [585, 160],
    })
    .ground([585, 160])
    .wire([640, 110], [660, 110], [660, 330])
    .rail('12 V', [660, 110])
    .wire([660, 110], [740, 110])
    .block('PS3', [740, 70, 160, 110], '±12 V for\nthe pilot', {
      in: [740, 110],
      gnd: [740, 150],
      '+': [900, 90],
      '0': [900, 125],
      '−': [900, 160],
    })
    .wire([740, 150], [715, 150])
    .ground([715, 150])
    .wire([900, 90], [950, 90])
    .net('+12 V', [950, 90], 'right', false)
    .wire([900, 125], [950, 125])
    .net('PE', [950, 125], 'right', false)
    .wire([900, 160], [950, 160])
    .net('−12 V', [950, 160], 'right', false)
    .wire([660, 330], [740, 330])
    .block('PS4', [740, 300, 130, 80], '12 to 5 V ± 2 %', {
      in: [740, 330],
      out: [870, 330],
      gnd: [805, 380],
    })
    .ground([805, 380])
    .wire([870, 330], [920, 330])
    .rail('5 V', [895, 330])
    .block('PS5', [920, 300, 130, 80], '5 to 3.3 V ± 2 %', {
      in: [920, 330],
      out: [1050, 330],
      gnd: [985, 380],
    })
    .ground([985, 380])
    .wire([1050, 330], [1075, 330])
    .rail('3.3 V', [1075, 330])
    .remark(
      [600, 418],
      'PS5 is left out where the board makes its own 3.3 V: one rail, one reference.',
    )
    .remark(
      [20, 310],
      'C1 holds the controller up while the contactor opens, is',
      'proven open and the lock is released: 100 mF, old and small,',
      'from 22.8 V down to the 10 V of PS2 are four seconds at 2 W.',
      'Charged without R1 it would keep PS1 in its current limit; D2',
      'gives it back. The coil hangs before D1 and drops out at once.',
      'GND and PE are joined here, once.',
    );
}

export function drawThreePhase(): Drawing {
  const sheet = new Drawing(threePhaseCircuit, 1060, 480).remark([20, 30], WARNING);
  const at = (pins: readonly string[], x: number, suffix = ''): Record<string, [number, number]> =>
    Object.fromEntries(pins.map((name, i) => [`${name}${suffix}`, [x, 100 + 60 * i]]));
  const names = ['L1', 'L2', 'L3', 'N'];
  sheet
    .block('Q1', [100, 70, 160, 240], 'isolator, breaker\nwith shunt release', {
      ...at(names, 100),
      ...at(names, 260, ' '),
    })
    .block('X1', [840, 70, 150, 340], 'socket-outlet\nType 2', {
      ...at(names, 840),
      PE: [840, 340],
      CP: [840, 365],
      PP: [840, 390],
    });
  names.forEach((name, i) => {
    const y = 100 + 60 * i;
    sheet
      .net(name, [60, y], 'left', false)
      .wire([60, y], [100, y])
      .wire([260, y], [540, y])
      .net(`${name}_in`, [330, y], 'up', false)
      .part(`K1${'abcd'[i]}`, [540, y], [660, y])
      .wire([660, y], [840, y])
      .net(`${name}_out`, [740, y], 'up', false);
  });
  (['PE', 'cp', 'pp'] as const).forEach((name, i) => {
    const y = [340, 365, 390][i] as number;
    sheet.wire([840, y], [790, y]).net(name, [790, y], 'left', false);
  });
  return sheet
    .frame([400, 70, 90, 240], 'T1')
    .words([300, 340], 'ring of the residual-current sensor:')
    .words([300, 357], 'all four together; L1 alone through')
    .words([300, 374], 'the current transducer')
    .remark(
      [20, 430],
      'One four-pole contactor with one mirror contact over all poles; the neutral closes first and opens last.',
      'Two contactors need two mirror contacts in series. Not a switch between one and three phases.',
    );
}
