/**
 * What a pin of each chip can do, and what a map that asks more of it is refused for, with its line.
 */

import { expect, test } from 'vitest';
import { type Change, createSpoiledBoard } from '../../support/spoiled-board.ts';

const complaintsOf = createSpoiledBoard();

const high = (pin: string): string => `{ pin: '${pin}', activeLow: false }`;
const listens = 'it only listens; take a pin that can drive';
const moves = 'it moves by itself while the chip starts; take another pin';
const pulledUp = 'the debug port pulls it up while the chip is in reset; take another pin';

const noSensor = ['residual', 'null'] as const;
const solenoid = [
  ['lock', "'harting-magnetic'"],
  ['coilHold', 'true'],
  ['bridge', 'null'],
] as const;

test.each<[what: string, board: string, changes: readonly Change[], expected: string[]]>([
  ['contactor', 'esp32', [noSensor, ['contactor', high('D36')]], [`contactor on D36: ${listens}`]],
  ['pilot', 'esp32', [noSensor, ['pilotOut', high('D36')]], [`pilotOut on D36: ${listens}`]],
  ['trip', 'esp32', [noSensor, ['trip', high('D36')]], [`trip on D36: ${listens}`]],
  ['coil', 'esp32', [noSensor, ...solenoid, ['coil', high('D36')]], [`coil on D36: ${listens}`]],
  [
    'bridge',
    'esp32',
    [noSensor, ['bridge', "{ extend: 'D36', retract: 'D13', endsInHardware: true }"]],
    [`bridge.extend on D36: ${listens}`],
  ],
  [
    'address line',
    'esp32',
    [noSensor, ['multiplexer', "{ pin: 'D32', select: ['D18', 'D36'] }"]],
    [`multiplexer.select.1 on D36: ${listens}`],
  ],
  ['line to people', 'esp32', [noSensor, ['consoleTx', "'D36'"]], [`consoleTx on D36: ${listens}`]],
  [
    'contactor where the chip pulses at its start',
    'esp32',
    [
      ['stopButton', 'null'],
      ['contactor', high('D5')],
    ],
    [`contactor on D5: ${moves}`],
  ],
  [
    'contactor where the debug port pulls up',
    'nucleo',
    [['contactor', high('A15')]],
    [`contactor on A15: ${pulledUp}`],
  ],
  [
    'stroke where the debug port pulls up',
    'wifi',
    [
      ['outgoing', 'null'],
      ['bridge', "{ extend: 'B14', retract: 'B4', endsInHardware: true }"],
    ],
    [`bridge.retract on B4: ${pulledUp}`],
  ],
  [
    'pilot where no timer is',
    'nucleo',
    [
      ['residualTest', 'null'],
      ['pilotOut', high('C12')],
    ],
    [expect.stringMatching(/^pilotOut on C12: it has no PWM \(A0 A1 A5 .* C9 have\)$/)],
  ],
  [
    'pilot where a converter to the outside is',
    'esp32',
    [
      ['contactor', high('D27')],
      ['pilotOut', high('D26')],
    ],
    [expect.stringMatching(/^pilotOut on D26: it has no PWM \(D2 .* D23 D27 D32 D33 have\)$/)],
  ],
  [
    'coil on the channel of the pilot',
    'nucleo',
    [['pilotOut', high('A8')], ...solenoid, ['contactor', high('B14')], ['coil', high('B13')]],
    ['coil on B13: its PWM is that of A8 as well'],
  ],
])('%s of %s-espruino is refused, at its line', async (_what, board, changes, expected) => {
  expect(await complaintsOf(`${board}-espruino`, 'espruino', changes)).toEqual(expected);
});

test('an output that can do no harm may be where the chip moves at its start', async () => {
  const lamps = [
    ['pilotBreak', high('D5')],
    ['stopButton', 'null'],
  ] as const;
  expect(await complaintsOf('esp32-espruino', 'espruino', lamps)).toEqual([]);
});

test('a tick that is shorter than what it takes is refused on Espruino, at its line', async () => {
  const expected = 'tickMs 10, expected 20: on Espruino a tick at rest takes 11 ms';
  expect(await complaintsOf('nucleo-espruino', 'espruino', [['tickMs', '10']])).toEqual([expected]);
  expect(await complaintsOf('nucleo-espruino', 'espruino', [['tickMs', '30']])).toEqual([
    'tickMs 30, expected 20',
  ]);
});

test('a part with a shorter stroke than its rating takes what lies between, and no more', async () => {
  const motor = [
    ['lock', "'harting-motor'"],
    ['bridge', "{ extend: 'GP10', retract: 'GP11', endsInHardware: true }"],
  ] as const;
  for (const [strokeMs, expected] of [
    [
      '159',
      [
        'strokeMs 159 is less than a rested, warm harting-motor takes, 160 ms: its pin would stop half-way',
      ],
    ],
    ['160', []],
    ['200', []],
    ['201', ['strokeMs 201 is above the rating of harting-motor, 200 ms']],
  ] as const) {
    const found = await complaintsOf('pico', 'kaluma', [...motor, ['strokeMs', strokeMs]]);
    expect(found, strokeMs).toEqual(expected);
  }
});
