/**
 * Link: over a real pseudo-terminal, whatever happens to the board is noticed and named within two
 * seconds.
 */

import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { measureLink } from '../../../hil/bench/link-figures.ts';
import { type StandIn, startStandIn, whyNoStandIn } from '../../../hil/device/stand-in.ts';
import type { BenchError } from '../../../hil/line/bench-error.ts';
import { Link } from '../../../hil/line/link.ts';
import { buildDevice, startDevice } from '../../support/bench-device.ts';
import { slowness, whyTooBusy } from '../../support/rig-device.ts';

const why = whyNoStandIn();
const started: (StandIn | Link)[] = [];

beforeAll(() => buildDevice());
afterEach(async () => {
  for (const one of started.splice(0)) {
    if (one instanceof Link) await one.close();
    else one.stop();
  }
});

async function start(): Promise<{ device: StandIn; link: Link }> {
  const made = await startDevice();
  started.push(made.link, made.device);
  return made;
}

interface Down {
  readonly error: BenchError;
  readonly ms: number;
  /** Why this says nothing: this computer was too busy for the line. Empty where it had time enough. */
  readonly busy: string;
}

/** Waits for the link to go down, if it has not already; says how, and after how long. */
async function downOf(link: Link, expected: RegExp): Promise<Down> {
  const fromMs = performance.now();
  const down = new Promise<BenchError>((resolve) => link.emitter.once('down', resolve));
  const error = link.down ?? (await down);
  const busy = expected.test(error.what) ? '' : whyTooBusy(error.what);
  return { error, ms: performance.now() - fromMs, busy };
}

describe.skipIf(why !== '')(`a board behind a pseudo-terminal ${why}`, () => {
  test('says who it is', async () => {
    const { link } = await start();
    const answer = new Promise((resolve) => link.emitter.once('message', resolve));
    link.send('hello');
    expect(await answer).toBe('bench node off');
  });

  test('that is unplugged is named, and found again when it is back', async (context) => {
    const first = await start();
    await first.link.close();
    const name = `${first.device.path}-by-id`;
    const { device } = first;
    symlinkSync(device.path, name);
    const link = new Link(name);
    started.push(link);
    await link.open();
    const down = downOf(link, /^the port is gone/);
    device.stop();
    const { error, ms, busy } = await down;
    if (busy !== '') return context.skip(busy);
    expect(error.what).toMatch(/^the port is gone/);
    expect(ms).toBeLessThan(2000 * slowness());
    expect(() => link.send('hello')).toThrow(/the port is gone/);
    await expect(link.open()).rejects.toThrow(/there is no such port/);
    const again = await start();
    await again.link.close();
    mkdirSync(dirname(name), { recursive: true });
    symlinkSync(again.device.path, name);
    await link.reopen(3000);
    expect(link.down).toBe(null);
    rmSync(dirname(name), { recursive: true });
  });

  test('that hangs is named', async (context) => {
    const { device, link } = await start();
    const down = downOf(link, /nothing has arrived/);
    for (const pid of device.pids.slice(1)) process.kill(pid, 'SIGSTOP');
    const { error, ms, busy } = await down;
    if (busy !== '') return context.skip(busy);
    expect(error.what).toMatch(/nothing has arrived/);
    expect(ms).toBeLessThan(2000 * slowness());
  });

  test('that turns to garbage is named', async (context) => {
    const program = join(await buildDevice(), '..', 'garbage.mjs');
    writeFileSync(
      program,
      `import { spawn } from 'node:child_process';
       const child = spawn(process.execPath, [${JSON.stringify(await buildDevice())}]);
       process.stdin.pipe(child.stdin);
       const since = Date.now();
       child.stdout.on('data', (text) => process.stdout.write(Date.now() - since < 1000 ? text : String(text).replace(/[0-9]/g, '@')));`,
    );
    const device = await startStandIn([process.execPath, program]);
    const link = new Link(device.path);
    started.push(link, device);
    await link.open();
    await new Promise((resolve) => setTimeout(resolve, 900));
    const { error, ms, busy } = await downOf(link, /characters arrive, but no frame/);
    if (busy !== '') return context.skip(busy);
    expect(error.what).toMatch(/characters arrive, but no frame/);
    expect(ms).toBeLessThan(2100 * slowness());
  });

  test('that nobody reads any more stops, and the board itself names it', async (context) => {
    const { link } = await start();
    link.pause();
    const { error, ms, busy } = await downOf(link, /nothing has arrived/);
    if (busy !== '') return context.skip(busy);
    // From here a host that stops reading looks like silence; at the board the firmware is stopped.
    expect(error.what).toMatch(/nothing has arrived/);
    expect(ms).toBeLessThan(2000 * slowness());
  });

  test('is given to one program only', async () => {
    const { device } = await start();
    const second = new Link(device.path);
    started.push(second);
    await expect(second.open()).rejects.toThrow(/another program has it open/);
  });

  test('takes its steps in order while it floods and this side stalls', async (context) => {
    const measured = measureLink([process.execPath, await buildDevice()], 2500);
    const figures = await measured.catch((error) => String(error));
    if (typeof figures === 'string') {
      expect(whyTooBusy(figures), figures).not.toBe('');
      return context.skip(whyTooBusy(figures));
    }
    expect(figures.lostOrReordered).toBe(0);
    // A window that waited for a heartbeat would stand at some hundred lines per second.
    expect(figures.toHostPerSecond).toBeGreaterThan(1500 / slowness());
  });

  test('closing twice is no error', async () => {
    const { link } = await start();
    await link.close();
    await link.close();
  });
});

test('a port that is not there is named, with what to do', async () => {
  const link = new Link('/dev/no-such-port');
  await expect(link.open()).rejects.toThrow(
    '/dev/no-such-port: there is no such port; holdfast hil ports lists what is there',
  );
});
