/**
 * A second bridge in the same folder is refused, and leaves the journal of the first as it is.
 */

import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Bridge } from '../../bridge/bridge.ts';
import { readConfig } from '../../bridge/config/read-config.ts';
import type { Port } from '../../hil/line/port.ts';

/** A charger that never answers. */
const silent = async (): Promise<Port> =>
  ({
    write: () => true,
    pause: () => undefined,
    resume: () => undefined,
    close: async () => undefined,
  }) as Port;

test('it is refused before it touches anything', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'holdfast-second-'));
  const config = readConfig(join(parent, 'bridge.json'), '{ "folder": "own" }');
  const events = { say: () => undefined, gone: () => undefined };
  const first = await Bridge.open(config, parent, silent, events);
  await expect(Bridge.open(config, parent, silent, events)).rejects.toThrow(
    /own.console: another bridge runs here; end it first/,
  );
  first.charger.ledger.setOperative(false);
  expect(readFileSync(join(config.folder, 'journal'), 'utf8')).toContain('"operative":false');
  if (process.platform !== 'win32') {
    expect(statSync(config.folder).mode & 0o077).toBe(0);
    expect(statSync(join(config.folder, 'console')).mode & 0o077).toBe(0);
  }
  await first.close();
  rmSync(parent, { recursive: true });
});
