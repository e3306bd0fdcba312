/**
 * A second bridge in the same folder is refused, and leaves the journal of the first as it is. One that cannot be opened
 * says why in a line, and ends.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
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

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** The command, with somebody who may still type. */
async function bridgeWith(config: object, folder: string): Promise<Ended> {
  const file = join(folder, 'bridge.json');
  writeFileSync(file, JSON.stringify(config));
  const words = ['bin/holdfast.mjs', 'bridge', '--sim', '--config', file];
  const child = spawn(process.execPath, words, { stdio: ['pipe', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += String(text);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  child.stdin.destroy();
  return { code, said };
}

test.skipIf(process.platform === 'win32')(
  'one that cannot be opened ends, and says why',
  async () => {
    const parent = mkdtempSync(join(tmpdir(), 'holdfast-second-'));
    const long = await bridgeWith({ folder: 'x'.repeat(150) }, parent);
    expect(long.code).toBe(2);
    expect(long.said).toMatch(
      /^\S+console: this path is too long for a socket, .* shorter "folder"\n$/,
    );
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const second = await bridgeWith({ page: { port } }, parent);
    taken.close();
    expect(second).toEqual({
      code: 3,
      said: `page: port ${port} of this computer is taken; name another in "page", or end what has it\n`,
    });
    mkdirSync(join(parent, 'holdfast-bridge', 'console'));
    const blocked = await bridgeWith({}, parent);
    expect([blocked.code, blocked.said]).toEqual([
      3,
      expect.stringMatching(/^\S+console: the service socket cannot be opened \(\w+\); .*\n$/),
    ]);
    rmSync(parent, { recursive: true });
  },
);
