/**
 * Tidy-up: Espruino asks for a new start only where the last one has made room.
 */

import { expect, test } from 'vitest';
import { stillEspruino } from '../../support/still-espruino.ts';

/** Whether a board asks for a restart after a write, by the room before and after it. */
function asks(freeAtStart: number, freeLater: number): boolean {
  let free = freeAtStart;
  const platform = stillEspruino({ getFree: () => free });
  free = freeLater;
  platform.board.storage.write(0, 'x');
  return platform.wantsRestart();
}

test('a storage that was roomy and is nearly full is tidied by a new start', () => {
  expect(asks(65536, 30000)).toBe(false);
  expect(asks(65536, 4000)).toBe(true);
});

test('where tidying has left no room, no start is asked for again and again', () => {
  expect(asks(4000, 3900)).toBe(false);
});
