/**
 * Board restart: by the reset where it is wired, otherwise by the supply; with words that a jig knows.
 */

import { expect, test } from 'vitest';
import { setJigPart } from '../../../firmware/jig/switches.ts';
import type { RigConnection } from '../../../hil/line/rig-connection.ts';
import { restartBoard } from '../../../hil/rig/board-restart.ts';

async function restart(...parts: string[]): Promise<{ how: string; said: string[] }> {
  const said: string[] = [];
  const connection = { send: (message: string) => said.push(message) } as unknown as RigConnection;
  const how = await restartBoard(connection, new Set(parts), async (ms) => {
    said.push(`${ms} ms`);
  });
  return { how, said };
}

test('reset before supply, and nothing where neither is wired', async () => {
  expect(await restart('supply', 'reset')).toEqual({
    how: 'reset',
    said: ['set reset pressed', '500 ms', 'set reset released'],
  });
  expect(await restart('supply')).toEqual({
    how: 'supply',
    said: ['set supply off', '10000 ms', 'set supply on'],
  });
  expect(await restart('car')).toEqual({ how: '', said: [] });
});

test('a jig knows these words', async () => {
  const { said } = await restart('reset');
  const switches = { has: () => true, write: () => undefined };
  for (const message of [...said, 'set supply off', 'set supply on']) {
    const [kind, part = '', word = ''] = message.split(' ');
    if (kind === 'set') expect(setJigPart(switches, part, word)).toBe('');
  }
});
