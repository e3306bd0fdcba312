/**
 * Session: however the line is, leaving it ends, and the stand-in with it.
 */

import { expect, test } from 'vitest';
import { sendLine } from '../../../firmware/link/frames.ts';
import { whyNoStandIn } from '../../../hil/device/stand-in.ts';
import { standInRig } from '../../../hil/rig/rig.ts';
import { RigSession } from '../../../hil/rig/session.ts';
import { buildDevice } from '../../support/bench-device.ts';

const why = whyNoStandIn();

test.skipIf(why !== '')(`a line that takes nothing more is left all the same ${why}`, async () => {
  const device = await buildDevice();
  const rig = { ...standInRig, board: { process: [process.execPath, device] } };
  const session = new RigSession(rig, 'file:///');
  await session.open();
  const { line } = session.link;
  while (sendLine(line, 'set current 1')) {
    // Until there is no room for a word more.
  }
  expect(() => session.link.send('off')).toThrow(/more than 256 lines wait/);
  await session.close();
  await session.close();
});
