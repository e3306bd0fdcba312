/**
 * The version that the firmware says is the package's.
 */

import { expect, test } from 'vitest';
import { VERSION } from '../../firmware/console/commands.ts';
import { version } from '../../package.json';

test('firmware and package say the same version', () => {
  expect(VERSION).toBe(version);
});
