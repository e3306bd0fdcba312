/**
 * Hold-up: a release after a supply loss is promised only where the controller lives as long as it takes.
 */

import { expect, test } from 'vitest';
import { pinMap } from '../../../firmware/boards/pico.ts';
import { createLimits } from '../../../firmware/control/limits.ts';
import { canReleaseOnLoss, releaseNeedsMs } from '../../../firmware/drivers/hold-up.ts';
import { findBistablePart } from '../../../firmware/drivers/lock-parts.ts';
import { createSetup } from '../../../sim/world/setup.ts';

const part = findBistablePart('kuester-02s');
const { deadProofMs } = createLimits();

test('the loss, the opening, the dead proof and a stroke together must fit', () => {
  if (part === null) throw new Error('no such part');
  const needsMs = releaseNeedsMs(part, deadProofMs);
  expect(needsMs).toBe(40 + 25 + 100 + deadProofMs + 600);
  expect(canReleaseOnLoss(true, needsMs, part, deadProofMs)).toBe(true);
  expect(canReleaseOnLoss(true, needsMs - 1, part, deadProofMs)).toBe(false);
  expect(canReleaseOnLoss(true, needsMs, part, deadProofMs + 1)).toBe(false);
  expect(canReleaseOnLoss(false, needsMs, part, deadProofMs)).toBe(false);
});

test('a solenoid lets go by itself: nothing has to live for it', () => {
  expect(canReleaseOnLoss(true, 0, null, deadProofMs)).toBe(true);
});

test('the simulated charger lives as long as the reference says, which is long enough', () => {
  expect(createSetup().holdUpMs).toBe(pinMap.holdUpMs);
  expect(canReleaseOnLoss(true, pinMap.holdUpMs, part, deadProofMs)).toBe(true);
});
