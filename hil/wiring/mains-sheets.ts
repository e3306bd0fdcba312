/**
 * Sheets near mains: the path to the socket-outlet, the supplies, the senses, contactor and residual current.
 */

import { contactorCircuit } from './contactor-circuit.ts';
import { Drawing } from './drawing.ts';
import { singlePhaseCircuit, suppliesCircuit } from './mains-circuit.ts';
import { residualCircuit } from './residual-circuit.ts';
import { senseCircuit } from './sense-circuit.ts';

const WARNING = 'Mains: for somebody who is allowed to do it. Never built by us.';

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
    .part('C1', [390, 110], [390, 190])
    .ground([390, 190])
    .block('PS2', [530, 80, 110, 80], '24 to 12 V', {
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
      [20, 260],
      'C1 holds the controller up while the contactor opens, is',
      'proven open and the lock is released: 22 mF from 24 V down',
      'to 14 V are 4 J, 2 s at 2 W. The coil hangs before D1 and',
      'drops out at once. GND and PE are joined here, once.',
      'A board whose flash needs longer takes more (docs/boards.md).',
    );
}

export function drawSenses(): Drawing {
  const sheet = new Drawing(senseCircuit, 960, 600).remark([20, 30], WARNING);
  const sense = (from: number, y: number, line: string, back: string, net: string): void => {
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
      .wire([630, y + 20], [850, y + 20])
      .wire([630, y + 80], [650, y + 80])
      .ground([650, y + 80])
      .rail('3.3 V', [710, y - 50])
      .part(`R${from + 2}`, [710, y - 50], [710, y + 20])
      .part(`C${from}`, [770, y + 20], [770, y + 90])
      .ground([770, y + 90])
      .net(net, [850, y + 20], 'right');
  };
  sense(1, 120, 'L_in', 'N_in', 'supply');
  sense(11, 350, 'L_out', 'N_in', 'outgoing');
  return sheet
    .part('R20', [110, 545], [210, 545])
    .net('L_out', [90, 545], 'left', false)
    .wire([90, 545], [110, 545])
    .wire([210, 545], [230, 545])
    .net('N_out', [230, 545], 'right', false)
    .remark(
      [330, 540],
      'R20 discharges the outgoing side. Creepage at U1 and U11 at least 8 mm;',
      'each 100 kΩ is two of 51 kΩ in series, 350 V each. Low: voltage is there.',
    );
}

export function drawContactor(): Drawing {
  return new Drawing(contactorCircuit, 1120, 630)
    .rail('24 V', [220, 50])
    .part(
      'S1',
      [220, 50],
      [220, 130],
      'S1, latch contact:\nclosed only while\nthe pin is fully out',
    )
    .part('S2', [220, 130], [220, 210], 'S2, e-stop,\nfirst contact')
    .part('S3', [220, 210], [220, 290], 'S3, trip contact of\nthe residual sensor')
    .wire([220, 290], [220, 310])
    .part('K1', [220, 310], [220, 410], 'K1')
    .wire([220, 310], [360, 310])
    .part('D2', [360, 360], [360, 310], 'D2, 33 V')
    .part('D1', [360, 410], [360, 360])
    .wire([220, 410], [360, 410])
    .wire([220, 410], [220, 440])
    .block('Q1', [160, 440, 120, 60], '', { D: [220, 440], G: [160, 470], S: [220, 500] })
    .wire([220, 500], [220, 520])
    .ground([220, 520])
    .net('contactor', [90, 470])
    .wire([90, 470], [160, 470])
    .part('R1', [120, 470], [120, 550])
    .ground([120, 550])
    .rail('12 V', [560, 60])
    .part('R2', [560, 60], [560, 140])
    .wire([560, 140], [560, 160], [620, 160])
    .block('U1', [620, 140, 130, 100], 'optocoupler', {
      A: [620, 160],
      K: [620, 220],
      C: [750, 160],
      E: [750, 220],
    })
    .wire([620, 220], [560, 220], [560, 240])
    .part(
      'S4',
      [560, 240],
      [560, 320],
      'S4, mirror contact of K1:\ncannot be closed while\na main contact is',
    )
    .ground([560, 320])
    .wire([750, 160], [950, 160])
    .wire([750, 220], [770, 220])
    .ground([770, 220])
    .rail('3.3 V', [820, 80])
    .part('R3', [820, 80], [820, 160])
    .part('C1', [890, 160], [890, 230])
    .ground([890, 230])
    .net('mirror', [950, 160], 'right')
    .words([830, 280], 'low: every main contact open')
    .words([830, 297], 'high: one closed, or the wire broken')
    .rail('3.3 V', [620, 400])
    .part('R4', [620, 400], [620, 470])
    .part('S5', [620, 470], [620, 550], 'S5, e-stop,\nsecond contact')
    .ground([620, 550])
    .wire([620, 470], [740, 470])
    .part('R5', [740, 470], [840, 470])
    .wire([840, 470], [950, 470])
    .part('C2', [880, 470], [880, 540])
    .ground([880, 540])
    .net('eStop', [950, 470], 'right')
    .words([975, 500], 'high: pressed,')
    .words([975, 517], 'or the wire broken')
    .remark(
      [20, 600],
      'What software cannot give: with the pin back, the e-stop pressed or the sensor tripped, the coil has no current.',
    );
}

export function drawResidual(): Drawing {
  return new Drawing(residualCircuit, 1060, 480)
    .rail('5 V', [160, 70])
    .wire([160, 70], [160, 90])
    .block('T1', [90, 90, 150, 120], 'residual-current\nsensor', {
      VCC: [160, 90],
      OUT: [240, 120],
      TEST: [240, 180],
      GND: [160, 210],
    })
    .ground([160, 210])
    .wire([240, 120], [360, 120])
    .rail('3.3 V', [300, 50])
    .part('R1', [300, 50], [300, 120])
    .part('R2', [360, 120], [450, 120])
    .wire([450, 120], [560, 120])
    .part('C1', [480, 120], [480, 190])
    .ground([480, 190])
    .net('residual', [560, 120], 'right')
    .words([566, 145], 'low: healthy; high: tripped,')
    .words([566, 162], 'without supply, or wire broken')
    .wire([240, 180], [300, 180], [300, 260])
    .block('Q1', [240, 260, 120, 60], '', { D: [300, 260], G: [240, 290], S: [300, 320] })
    .wire([300, 320], [300, 340])
    .ground([300, 340])
    .net('residualTest', [120, 290])
    .wire([120, 290], [240, 290])
    .part('R3', [160, 290], [160, 370])
    .ground([160, 370])
    .rail('24 V', [620, 220])
    .part('K1', [620, 220], [620, 320])
    .wire([620, 220], [720, 220])
    .part('D1', [720, 320], [720, 220])
    .wire([620, 320], [720, 320])
    .wire([620, 320], [620, 340])
    .block('Q2', [560, 340, 120, 60], '', { D: [620, 340], G: [560, 370], S: [620, 400] })
    .wire([620, 400], [620, 415])
    .ground([620, 415])
    .net('trip', [440, 370])
    .wire([440, 370], [560, 370])
    .part('R4', [480, 370], [480, 440])
    .ground([480, 440])
    .net('L_in', [800, 240], 'left', false)
    .part('S1', [800, 240], [900, 240], 'S1, of K1')
    .wire([900, 240], [940, 240], [940, 290])
    .block('F1', [880, 290, 120, 70], 'shunt release', { 1: [940, 290], 2: [940, 360] })
    .wire([940, 360], [940, 390], [860, 390])
    .net('N_in', [860, 390], 'left', false)
    .remark([560, 30], WARNING)
    .remark([20, 440], 'The sensor’s own trip contact is in', 'the contactor’s line (S3 there).');
}
