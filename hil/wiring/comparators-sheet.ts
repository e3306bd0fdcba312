/**
 * Comparators sheet: both comparators, and the converter beside the chip.
 */

import { comparatorsCircuit, converterCircuit } from './comparators-circuit.ts';
import { Drawing } from './drawing.ts';

interface Refs {
  readonly amp: string;
  readonly up: string;
  readonly down: string;
  readonly pull: string;
  readonly series: string;
  readonly capacitor: string;
}

function comparator(sheet: Drawing, y: number, from: string, to: string, refs: Refs): void {
  sheet
    .net(from, [100, y - 14], 'left', from === 'latch')
    .wire([100, y - 14], [260, y - 14])
    .opAmp(refs.amp, 300, y)
    .wire([260, y + 14], [180, y + 14])
    .rail('3.3 V', [40, y + 14])
    .part(refs.up, [40, y + 14], [180, y + 14])
    .part(refs.down, [180, y + 14], [180, y + 94])
    .ground([180, y + 94])
    .wire([300, y], [400, y])
    .rail('3.3 V', [400, y - 90])
    .part(refs.pull, [400, y - 90], [400, y])
    .part(refs.series, [400, y], [520, y])
    .part(refs.capacitor, [520, y], [520, y + 80])
    .ground([520, y + 80])
    .wire([520, y], [560, y])
    .net(to, [560, y], 'right');
}

export function drawComparators(): Drawing {
  const sheet = new Drawing(comparatorsCircuit, 760, 460);
  comparator(sheet, 130, 'outHigh', 'pilotComparator', {
    amp: 'U1A',
    up: 'R1',
    down: 'R2',
    pull: 'R3',
    series: 'R4',
    capacitor: 'C1',
  });
  comparator(sheet, 330, 'latch', 'latchComparator', {
    amp: 'U1B',
    up: 'R5',
    down: 'R6',
    pull: 'R7',
    series: 'R8',
    capacitor: 'C2',
  });
  return sheet
    .remark(
      [20, 22],
      'U1 between 5 V and GND. Low: C or D; locked. High: the danger, or a broken wire.',
    )
    .remark(
      [20, 450],
      'outHigh: behind U2B of the control pilot. Compared with 7.45 V at CP, and with 2.3 V.',
    );
}

export function drawConverter(): Drawing {
  const sheet = new Drawing(converterCircuit, 700, 360);
  const inputs = [
    'pilotHigh',
    'pilotLow',
    'latch',
    'proximity',
    'lockSupply',
    'outgoingCurrent',
    'supplyVoltage',
    'earthVoltage',
  ];
  const at = (i: number): number => 60 + 34 * i;
  inputs.forEach((net, i) => {
    sheet.wire([180, at(i)], [220, at(i)]).net(net, [180, at(i)]);
  });
  const lines = ['converter.clock', 'converter.select', 'converter.command', 'converter.data'];
  lines.forEach((net, i) => {
    sheet.wire([370, 164 + 34 * i], [520, 164 + 34 * i]).net(net, [520, 164 + 34 * i], 'right');
  });
  const pins: Record<string, readonly [number, number]> = {
    VDD: [370, 60],
    VREF: [370, 94],
    CLK: [370, 164],
    CS: [370, 198],
    DIN: [370, 232],
    DOUT: [370, 266],
  };
  inputs.forEach((_net, i) => {
    pins[`CH${i}`] = [220, at(i)];
  });
  return sheet
    .block('U1', [220, 30, 150, 300], 'MCP3208', pins)
    .wire([370, 94], [410, 94], [410, 60])
    .wire([370, 60], [410, 60], [560, 60])
    .rail('3.3 V', [410, 60])
    .part('C1', [560, 60], [560, 120])
    .ground([560, 120])
    .wire([480, 60], [480, 80])
    .part('R1', [480, 80], [480, 198])
    .remark(
      [20, 348],
      'AGND and DGND to GND. It takes the place of the multiplexer’s U1; the thermometer keeps the chip’s own.',
    );
}
