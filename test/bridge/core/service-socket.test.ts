/**
 * The service socket: what a person types beside the bridge reaches the charger, and takes nothing from the bridge.
 */

import { createConnection, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openServiceSocket } from '../../../bridge/core/service-socket.ts';
import { BridgeBench } from '../../support/bridge-bench.ts';

let bench: BridgeBench;
let server: Server;
let heard: string;
let type: (text: string) => Promise<void>;

beforeEach(async () => {
  bench = await new BridgeBench().begin();
  bench.turns = 5;
  const path = join(bench.folder, 'console');
  server = await openServiceSocket(bench.charger, path);
  const person = createConnection(path);
  heard = '';
  person.setEncoding('latin1');
  person.on('data', (text) => {
    heard += String(text);
  });
  type = async (text) => {
    person.write(text, 'latin1');
    await bench.pass(1000);
  };
  await type('');
});

afterEach(() => {
  server.close();
  bench.close();
});

const sent = (word: string): string[] => bench.typed.filter((line) => line.startsWith(word));

for (const line of ['trace off', 'trace  off', ' trace off ', 'trace off now', 'tra\x01ce off']) {
  test(`the trace that the bridge lives on is not ended by ${JSON.stringify(line)}`, async () => {
    await type(`${line}\r\n`);
    expect(heard).toContain('ok trace off');
    expect(sent('trace off')).toEqual([]);
    bench.do('plug in', 'car in');
    expect(await bench.until(() => bench.charger.status === 'charging', 10000)).toBe(true);
    expect(heard).not.toContain('~ ');
  });
}

test('the trace is shown where it is asked for, whatever the blanks', async () => {
  await type('trace  on\n');
  expect(heard).toContain('ok trace on');
  bench.do('plug in');
  await bench.pass(1000);
  expect(heard).toMatch(/^~ \d+ proximity seated$/m);
  await type('trace\n');
  expect(heard).toContain('error trace expects on | off');
});

test('a line arrives as words, and of one that is too long no part is carried out', async () => {
  await type('  limit   16  A \n');
  expect(sent('limit 16')).toEqual(['limit 16 A']);
  await type('x'.repeat(100));
  await type(`${' '.repeat(76)}unlock\n`);
  await type(`stop ${'x'.repeat(90)}\nhello\n`);
  expect([...sent('unlock'), ...sent('stop')]).toEqual([]);
  expect(heard.match(/^error line longer than 80 characters/gm)?.length).toBe(2);
  expect(heard).toContain('ok holdfast');
});
