/**
 * Board messages: every message that our own firmware sends is one, and no number outside of its range is.
 */

import { expect, test } from 'vitest';
import { whyNoMessage } from '../../../hil/line/board-messages.ts';

test.each([
  'done 0 1 0',
  'done 9 0 412',
  '@1234.5 net contactor 1',
  '@0 net bridge 1 850',
  'net bridge 0 0',
  'net bridge 1',
  'net duty 533',
  'net light 7',
  '@12.25 net live 1',
  '@5 say ~ 1283 lock-drive retract',
  'say ',
  'slot 3 ',
  'slot 0 1 2 3 abcd',
  '@77.1 starving 41.000000001',
  '@77.1 fed',
  '@77.1 away 51',
  'pong 7 1e-7',
  'pong step-12 12.5',
  'sense latch none',
  'sense latch 1650',
  'flood 4999',
  '@3 set pilot',
  '@3 set reset pressed',
  '@3 off',
  'bench node off',
  'jig gpio, sysfs',
  'error no lock part x',
])('%s', (message) => {
  expect(whyNoMessage(message)).toBe('');
});

test.each([
  ['done 2 1 Infinity', 'word 4 is "Infinity", expected a whole number from 0 to 60000'],
  ['done 2 1 1e15', 'word 4 is "1e15", expected a whole number from 0 to 60000'],
  ['done 2 1 1000000000000000', 'expected a whole number from 0 to 60000'],
  ['done -1 1 0', 'word 2 is "-1"'],
  ['done 1 2 0', 'word 3 is "2", expected a whole number from 0 to 1'],
  ['done 1', 'word 3 is missing, expected a whole number from 0 to 1'],
  ['done', 'word 2 is missing'],
  ['@-99999 net contactor 1', 'its stamp is "@-99999", expected "@" and a time from 0'],
  ['@NaN net contactor 1', 'its stamp is "@NaN"'],
  ['@1e300 set pilot', 'its stamp is "@1e300"'],
  ['@ set pilot', 'its stamp is "@"'],
  ['@5', 'no message of a board begins with ""'],
  ['net bridge 99 -5', 'word 3 is "99", expected a whole number from 0 to 3'],
  ['net bridge 1 -5', 'word 4 is "-5", expected a whole number from 0 to 60000'],
  ['net duty 1001', 'word 3 is "1001"'],
  ['net contactor', 'word 3 is missing'],
  ['net hasOwnProperty 1', 'no net is called "hasOwnProperty"'],
  ['slot 11 x', 'word 2 is "11"'],
  ['slot 1e9 x', 'word 2 is "1e9"'],
  ['starving NaN', 'word 2 is "NaN"'],
  ['away Infinity', 'word 2 is "Infinity"'],
  ['pong 3 -1', 'word 3 is "-1"'],
  ['pong x 1', 'word 2 is "x", expected the number of a ping'],
  ['set', 'word 2 is missing'],
  ['constructor 1', 'no message of a board begins with "constructor"'],
  ['', 'no message of a board begins with ""'],
  ['say \x1b[2J', 'it has characters that are not printable ASCII'],
])('%s is refused: %s', (message, why) => {
  expect(whyNoMessage(message)).toContain(why);
});
