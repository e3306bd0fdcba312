/**
 * Hardware interface: a board has as many slots as texts are kept.
 */

import { expect, test } from 'vitest';
import { pinMap } from '../../firmware/boards/pico.ts';
import { findBistablePart } from '../../firmware/drivers/lock-parts.ts';
import { SLOTS } from '../../firmware/hal.ts';
import { main } from '../../firmware/main.ts';
import { stillBoard } from '../support/still-board.ts';

test('a charger that has started has read every slot that a board has, and no other', () => {
  const read = new Set<number>();
  const { board } = stillBoard({
    storage: {
      read: (slot) => {
        read.add(slot);
        return '';
      },
      write: () => undefined,
      sum: () => 0,
    },
  });
  let tick = (): void => undefined;
  const platform = {
    board,
    every: (_periodMs: number, act: () => void) => {
      tick = act;
    },
    endTick: () => undefined,
    wantsRestart: () => false,
    makeSafe: () => undefined,
  };
  main(platform, pinMap, findBistablePart(pinMap.lock), null, null);
  for (let i = 0; i < 100; i++) tick();
  expect([...read].sort((a, b) => a - b)).toEqual(Array.from({ length: SLOTS }, (_, slot) => slot));
});
