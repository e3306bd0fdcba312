/**
 * A pseudo-terminal with a stand-in at its other end, in real time.
 */

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SerialWire } from '../../../hil/flash/wire.ts';
import type { Repl } from './stand-in.ts';

export const hasSocat = spawnSync('socat', ['-V']).status === 0;

export const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** Two ends of a pseudo-terminal; a stand-in is at one of them, and the open wire is the other. */
export async function overTerminal(
  repl: Repl,
  use: (wire: SerialWire) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'flash-'));
  const [ours, theirs] = [join(folder, 'ours'), join(folder, 'theirs')];
  const end = (link: string): string => `pty,raw,echo=0,link=${link}`;
  const socat = spawn('socat', [end(ours), end(theirs)], { stdio: 'ignore' });
  for (let i = 0; i < 100 && !(existsSync(ours) && existsSync(theirs)); i++) await wait(20);
  const device = new SerialWire(theirs);
  const wire = new SerialWire(ours);
  await device.open();
  await wire.open();
  let isOver = false;
  const serve = async (): Promise<void> => {
    while (!isOver) {
      for (const byte of await device.receive(20)) repl.feed(byte);
      repl.tick(performance.now());
      await device.send(repl.take());
    }
  };
  const serving = serve();
  try {
    await use(wire);
  } finally {
    isOver = true;
    await serving;
    await wire.close();
    await device.close();
    socat.kill();
    rmSync(folder, { recursive: true });
  }
}
