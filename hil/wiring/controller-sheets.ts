/**
 * Sheets around the controller: slow nets and their multiplexer, a narrow converter, people's side.
 */

import { Drawing } from './drawing.ts';
import { peopleCircuit } from './people-circuit.ts';
import { narrowCircuit, replacedByNarrow, slowCircuit } from './slow-circuit.ts';

export function drawSlowNets(): Drawing {
  const sheet = new Drawing(slowCircuit, 1060, 470)
    .rail('3.3 V', [120, 60])
    .part('R1', [120, 60], [120, 140])
    .part('RT1', [120, 140], [120, 220])
    .ground([120, 220])
    .wire([120, 140], [300, 140])
    .part('C1', [220, 140], [220, 210])
    .ground([220, 210])
    .net('thermometer', [300, 140], 'right')
    .rail('24 V', [60, 300])
    .wire([60, 300], [60, 320], [80, 320])
    .block('T1', [80, 300, 140, 90], 'current\ntransducer', {
      '+': [80, 320],
      OUT: [220, 340],
      '−': [150, 390],
    })
    .ground([150, 390])
    .part('R2', [220, 340], [330, 340])
    .part('R3', [330, 340], [330, 420])
    .ground([330, 420])
    .wire([330, 340], [490, 340])
    .part('C2', [460, 340], [460, 420])
    .ground([460, 420])
    .net('outgoingCurrent', [490, 340], 'right');
  const inputs = [
    'latch',
    'proximity',
    'lockSupply',
    'thermometer',
    'outgoingCurrent',
    'supplyVoltage',
    'earthVoltage',
    'jumper',
  ];
  inputs.forEach((net, i) => {
    sheet.wire([680, 78 + 34 * i], [720, 78 + 34 * i]).net(net, [680, 78 + 34 * i]);
  });
  ['select 0', 'select 1', 'select 2'].forEach((net, i) => {
    sheet.wire([870, 190 + 34 * i], [900, 190 + 34 * i]).net(net, [900, 190 + 34 * i], 'right');
  });
  return sheet
    .block('U1', [720, 50, 150, 296], '74HC4051', {
      X0: [720, 78],
      X1: [720, 112],
      X2: [720, 146],
      X3: [720, 180],
      X4: [720, 214],
      X5: [720, 248],
      X6: [720, 282],
      X7: [720, 316],
      Z: [870, 110],
      A: [870, 190],
      B: [870, 224],
      C: [870, 258],
    })
    .wire([870, 110], [900, 110])
    .net('multiplexer', [900, 110], 'right')
    .remark(
      [620, 375],
      'The currents of L2 and L3 do not fit:',
      'behind this multiplexer they are unseen. With two address lines',
      'so are X4 to X7: no current, no supply, no earth voltage, no jumper.',
    )
    .remark([20, 22], 'RT1 touches the contacts’ metal: insulated, by an electrician.');
}

export function drawNarrow(): Drawing {
  const sheet = new Drawing(narrowCircuit, 1020, 445);
  const lifted = (from: number, x: number, back: string, net: string): void => {
    sheet
      .net(back, [x, 120], 'left', false)
      .wire([x, 120], [x + 20, 120])
      .part(`R${from}`, [x + 20, 120], [x + 110, 120])
      .wire([x + 110, 120], [x + 150, 120])
      .rail('3.3 V', [x + 150, 50])
      .part(`R${from + 1}`, [x + 150, 50], [x + 150, 120])
      .part(`R${from + 2}`, [x + 150, 120], [x + 150, 190])
      .ground([x + 150, 190])
      .wire([x + 150, 120], [x + 250, 120])
      .net(net, [x + 250, 120], 'right');
  };
  const divided = (from: number, x: number, back: string, net: string): void => {
    sheet
      .net(back, [x, 300], 'left', false)
      .wire([x, 300], [x + 10, 300])
      .part(`R${from}`, [x + 10, 300], [x + 100, 300])
      .part(`R${from + 1}`, [x + 100, 300], [x + 100, 370])
      .ground([x + 100, 370])
      .wire([x + 100, 300], [x + 130, 300])
      .net(net, [x + 130, 300], 'right');
  };
  lifted(1, 100, 'outHigh', 'pilotHigh');
  lifted(4, 560, 'outLow', 'pilotLow');
  divided(7, 60, 'pp', 'proximity');
  divided(9, 400, 'lockRail', 'lockSupply');
  return sheet
    .rail('3.3 V', [760, 240])
    .part('R11', [760, 240], [760, 300])
    .part('R12', [760, 300], [760, 370])
    .ground([760, 370])
    .wire([760, 300], [860, 300])
    .net('thermometer', [860, 300], 'right')
    .remark(
      [20, 412],
      `In the place of ${Object.entries(replacedByNarrow)
        .map(([name, refs]) => `${refs.join(', ')} of ${name}`)
        .join('; ')}.`,
      'R11 and R12 of this sheet are the thermometer’s pull-up and divider at once: RT1 hangs at their middle.',
    );
}

export function drawPeople(): Drawing {
  const sheet = new Drawing(peopleCircuit, 1060, 480);
  const contact = (from: number, x: number, net: string, label: string): void => {
    sheet
      .rail('3.3 V', [x, 60])
      .part(`R${from}`, [x, 60], [x, 130])
      .part(`S${from}`, [x, 130], [x, 210], label)
      .wire([x, 130], [x + 60, 130])
      .part(`R${from + 1}`, [x + 60, 130], [x + 150, 130])
      .part(`C${from}`, [x + 180, 130], [x + 180, 200])
      .ground([x + 180, 200])
      .wire([x + 150, 130], [x + 230, 130])
      .net(net, [x + 230, 130], 'right');
  };
  contact(1, 60, 'stopButton', 'stop');
  contact(3, 400, 'startButton', 'start');
  contact(8, 740, 'jumper', 'jumper');
  sheet.ground([60, 210]).ground([400, 210]);
  // Closed it is told from a line that is shorted to ground.
  sheet.part('R10', [740, 210], [740, 280]).ground([740, 280]);
  ['red', 'green', 'blue'].forEach((name, i) => {
    const y = 290 + 60 * i;
    sheet
      .net(`light ${name}`, [110, y])
      .wire([110, y], [130, y])
      .part(`R${5 + i}`, [130, y], [220, y])
      .part(`H${5 + i}`, [220, y], [310, y], '')
      .ground([310, y]);
  });
  return sheet
    .net('consoleTx', [500, 320])
    .wire([500, 320], [540, 320])
    .net('consoleRx', [500, 370])
    .wire([500, 370], [540, 370])
    .block('U1', [540, 290, 140, 110], 'digital isolator', {
      A: [540, 320],
      B: [540, 370],
      TXD: [680, 320],
      RXD: [680, 370],
    })
    .wire([680, 320], [780, 320])
    .wire([680, 370], [780, 370])
    .block('J1', [780, 290, 150, 110], 'USB serial', { RXD: [780, 320], TXD: [780, 370] })
    .remark([500, 440], 'Isolated: the charger’s GND is PE, a laptop’s need not be.');
}
