/**
 * The line to people: on the pins that its serial port takes on that platform, and nowhere else.
 */

import { expect, test } from 'vitest';
import { type Change, createSpoiledBoard } from '../../support/spoiled-board.ts';

const complaintsOf = createSpoiledBoard();

const on = (tx: string, rx: string): readonly Change[] => [
  ['consoleTx', `'${tx}'`],
  ['consoleRx', `'${rx}'`],
];
const second: readonly Change[] = [['consolePort', "'Serial2'"]];
const noTrip: readonly Change[] = [['trip', 'null']];
const noLamps: readonly Change[] = [
  ['residualTest', 'null'],
  ['trip', 'null'],
];

test.each<[what: string, board: string, changes: readonly Change[], expected: string[]]>([
  [
    'swapped',
    'pico',
    on('GP1', 'GP0'),
    [
      'consoleTx on GP1: Serial1 has it on GP0, GP12, GP16: are consoleTx and consoleRx swapped?',
      'consoleRx on GP0: Serial1 has it on GP1, GP13, GP17: are consoleTx and consoleRx swapped?',
    ],
  ],
  [
    'on pins of no port',
    'pico',
    [['eStop', 'null'], ...on('GP6', 'GP0')],
    [
      'consoleTx on GP6: Serial1 has it on GP0, GP12, GP16',
      'consoleRx on GP0: Serial1 has it on GP1, GP13, GP17',
    ],
  ],
  ['elsewhere, where its port is as well', 'pico', [...noLamps, ...on('GP12', 'GP13')], []],
  [
    'on a pin that the chip would take, and Kaluma does not',
    'pico-spi',
    on('GP22', 'GP1'),
    [
      expect.stringContaining('pin GP22 must not be used'),
      'consoleTx on GP22: Serial1 has it on GP0, GP12, GP16',
    ],
  ],
  [
    'of the second port, on pins of the first',
    'pico-espruino',
    [...second, ...on('GP0', 'GP1')],
    [
      'consoleTx on GP0: Serial2 has it on GP4, GP8, GP20',
      'consoleRx on GP1: Serial2 has it on GP5, GP9, GP21',
    ],
  ],
  [
    'on a pin without a serial port',
    'nucleo-espruino',
    [
      ['residual', 'null'],
      ['consoleTx', "'C8'"],
    ],
    ['consoleTx on C8: Serial1 has it on A9, B6'],
  ],
  ['on the other pins of its port', 'nucleo-espruino', [...on('A9', 'B7')], []],
  [
    "at an ESP32's USB adapter",
    'esp32-espruino',
    [
      ['prompt', "'Serial2'"],
      ['consolePort', "'Serial1'"],
    ],
    [
      "consolePort Serial1: on an ESP32 it is the USB adapter's, whatever pins are named; take Serial2",
    ],
  ],
  ['on any pins of an ESP32', 'esp32-espruino', [...noTrip, ...on('D4', 'D16')], []],
])('a line to people, %s (%s)', async (_what, board, changes, expected) => {
  const platform = board.endsWith('espruino') ? 'espruino' : 'kaluma';
  expect(await complaintsOf(board, platform, changes)).toEqual(expected);
});
