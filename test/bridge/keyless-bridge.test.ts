/**
 * A bridge without the owner's key, on a charger that asks for it, says so at once: on the terminal, and in its state.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Bridge } from '../../bridge/bridge.ts';
import { readConfig } from '../../bridge/config/read-config.ts';
import type { Port, PortEvents } from '../../hil/line/port.ts';

const answers: Readonly<Record<string, string>> = {
  'trace on': '~ 10 why free',
  'get lock-policy': 'ok lock-policy cable',
  hello: 'ok holdfast 1.0',
  limit: 'ok limit now off',
  role: 'ok role driver',
};

async function openPort({ data }: PortEvents): Promise<Port> {
  const write = (text: string): boolean => {
    const line = text.trim();
    setImmediate(() => data(`${answers[line] ?? ''}\r\nok ${line}\r\n`));
    return true;
  };
  const nothing = (): void => undefined;
  return { write, pause: nothing, resume: nothing, close: async () => undefined } as Port;
}

test('it says what is missing, and what to do', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'holdfast-keyless-'));
  const config = readConfig(join(parent, 'bridge.json'), '{ "folder": "own" }');
  const said: string[] = [];
  let hear = (): void => undefined;
  const heard = new Promise<void>((resolve) => {
    hear = resolve;
  });
  const say = (line: string): void => {
    said.push(line);
    if (line.startsWith('owner: ')) hear();
  };
  const bridge = await Bridge.open(config, parent, openPort, { say, gone: () => undefined });
  await heard;
  expect(bridge.state.charger.missing).toMatch(/no limit is taken/);
  await bridge.close();
  expect(said.filter((line) => line.startsWith('owner: '))).toEqual([
    expect.stringMatching(/no owner's key.*name its file as "keyFile" in the config$/),
  ]);
  rmSync(parent, { recursive: true });
});
