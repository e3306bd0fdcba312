/**
 * Shrink: a story is made shorter only as long as a world can still play it.
 */

import { expect, test } from 'vitest';
import { type Case, runCase } from '../../../../sim/verify/case/case.ts';
import { shrink } from '../../../../sim/verify/case/shrink.ts';

test('a precondition stays that a line needs which is left', async () => {
  const act = { afterUs: 0, line: 'supply L2 lost' };
  const one: Case = {
    title: 'Poles',
    why: '',
    preconditions: ['seed 3', 'phases 3'],
    acts: [{ afterUs: 1000000, line: 'plug in' }, act],
    ending: null,
  };
  const least = await shrink(one, async (shorter) => {
    const { events } = await runCase(shorter);
    return events.some(({ name, value }) => name === 'action' && value === act.line);
  });
  expect(least).toEqual({ ...one, preconditions: ['phases 3'], acts: [act] });
});
