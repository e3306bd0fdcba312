/**
 * Check: a rig proves itself, the way its lock moves included; what is not proven says why.
 */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { senseLatch } from '../../../firmware/bench/real-outputs.ts';
import { pinMap } from '../../../firmware/boards/pico.ts';
import { Drive } from '../../../firmware/control/outputs.ts';
import { findBistablePart, type SenseWindows } from '../../../firmware/drivers/lock-parts.ts';
import { benchLock } from '../../../hil/check/bench-lock.ts';
import { type LockHand, provePolarity, type Sensed } from '../../../hil/check/polarity.ts';
import { type StandInRig, whyNoStandIn } from '../../../hil/device/stand-in.ts';
import type { BenchClient } from '../../../hil/line/client.ts';
import { isLong, LOCK, startRig, whyTooBusy } from '../../support/rig-device.ts';

/** A lock by where each stroke takes it; what it was told is kept. */
function handOf(moves: { extend: Sensed; retract: Sensed }, begins: Sensed = 'unlocked') {
  const told: string[] = [];
  let sensed = begins;
  const hand: LockHand = {
    whyNone: 'no lock is there',
    latch: async () => sensed,
    stroke: async (way) => {
      told.push(way);
      sensed = moves[way];
      return '';
    },
  };
  return { hand, told };
}

test.each([
  ['as it is told', { extend: 'locked', retract: 'unlocked' }, 'ok', 'extend was sensed locked'],
  ['the other way', { extend: 'unlocked', retract: 'locked' }, 'wrong', 'two wires are swapped'],
  ['not at all', { extend: 'unlocked', retract: 'unlocked' }, 'wrong', 'the pin does not move'],
  ['half way', { extend: 'neither', retract: 'unlocked' }, 'wrong', 'the pin does not move'],
] as const)('a lock that moves %s', async (_how, moves, verdict, detail) => {
  const { hand, told } = handOf(moves);
  const finding = await provePolarity(hand);
  expect(finding.verdict).toBe(verdict);
  expect(finding.detail).toContain(detail);
  // However it is wired, a plug can be taken afterwards.
  expect(await hand.latch()).toBe('unlocked');
  expect(told.slice(0, 2)).toEqual(['extend', 'retract']);
});

test('without a real lock nothing is driven, and nothing is proven', async () => {
  const { hand, told } = handOf({ extend: 'none', retract: 'none' }, 'none');
  expect(await provePolarity(hand)).toMatchObject({
    verdict: 'skipped',
    detail: 'no lock is there',
  });
  expect(told).toEqual([]);
});

test('a stroke that is refused is told, and the other one is not tried', async () => {
  const { hand, told } = handOf({ extend: 'locked', retract: 'unlocked' });
  const refusing = { ...hand, stroke: async () => 'a plug is there' };
  expect(await provePolarity(refusing)).toMatchObject({
    verdict: 'wrong',
    detail: 'extend: a plug is there',
  });
  expect(told).toEqual([]);
});

/** A board with the bench firmware and pins of its own: its latch reads what the drive has made of it. */
function clientOf(readings: Record<number, number>) {
  const sent: string[] = [];
  let drive = -1;
  let answer = '';
  const client = {
    send: (message: string) => {
      sent.push(message);
      const words = message.split(' ');
      if (words[0] === 'drive' && Number(words[2]) !== Drive.Off) drive = Number(words[2]);
      answer = words[0] === 'sense' ? `sense latch ${readings[drive] ?? 'none'}` : 'net bridge 1';
    },
    expect: async (_what: string, isIt: (message: string) => boolean) => {
      await Promise.resolve();
      expect(isIt(answer), answer).toBe(true);
      return answer;
    },
  };
  return { client: client as unknown as BenchClient, sent };
}

/** Its strokes are the shortest. */
const PART = 'harting-motor';

test('a bench board: each stroke is no longer than the part is rated for, and it rests in between', async () => {
  const { sense } = findBistablePart(PART) as { sense: SenseWindows };
  const [locked, back] = [sense.lockedFromMillivolts, sense.unlockedToMillivolts];
  const { client, sent } = clientOf({ [-1]: back, [Drive.Extend]: locked, [Drive.Retract]: back });
  const lock = await benchLock(client, PART);
  if (typeof lock === 'string') throw new Error(lock);
  const began = performance.now();
  const finding = await provePolarity(lock);
  expect(finding.verdict).toBe('ok');
  const strokes = sent.filter((message) => message.startsWith('drive bridge '));
  expect(strokes[0]).toBe(`drive bridge ${Drive.Extend} 160`);
  expect(strokes[1]).toBe(`drive bridge ${Drive.Off} 0`);
  expect(strokes[2]).toBe(`drive bridge ${Drive.Retract} 160`);
  expect(performance.now() - began).toBeGreaterThan(2 * 160 * 9 - 50);
});

test('a bench board whose rig file names no lock: what a stroke may last is not guessed', async () => {
  const { client, sent } = clientOf({ [-1]: 3000 });
  expect(await benchLock(client, null)).toContain('does not say which lock is fitted');
  expect(sent).toEqual(['sense']);
  expect(await benchLock(clientOf({}).client, null)).toContain('this board has no pins');
});

test('a bench board without pins, without a lock, with a solenoid: each says why nothing is proven', async () => {
  expect(await benchLock(clientOf({}).client, pinMap.lock)).toContain('this board has no pins');
  expect(await benchLock(clientOf({}).client, 'no-such-part')).toBe('no part no-such-part');
  const lock = await benchLock(clientOf({ [-1]: 4900 }).client, pinMap.lock);
  if (typeof lock === 'string') throw new Error(lock);
  expect(await lock.latch()).toBe('none');
  expect(lock.whyNone).toContain('its sense line reads 4900 mV');
  expect(senseLatch(null)).toBe(null);
});

const why = whyNoStandIn();
const folder = mkdtempSync(join(tmpdir(), 'holdfast-check-'));

function check(
  name: string,
  rig: StandInRig,
  more: object,
): Promise<{ code: number; said: string }> {
  const file = join(folder, `${name}.json`);
  const lines = { board: { port: rig.board.path }, jig: { port: rig.jig.path } };
  writeFileSync(
    file,
    JSON.stringify({ name, kind: 'jig', lock: LOCK, relayMs: 0, ...lines, ...more }),
  );
  const child = spawn(process.execPath, ['bin/holdfast.mjs', 'hil', 'check', '--rig', file], {
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      said += String(text);
    });
  }
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code: code ?? -1, said }));
  });
}

describe.skipIf(why !== '' || !isLong)(`a rig with a jig ${why}`, () => {
  const rigs: StandInRig[] = [];
  beforeAll(async () => {
    rigs.push(await startRig());
    if (isLong) rigs.push(await startRig('lock', 'swapped'), await startRig('lock'));
  });
  afterAll(() => {
    for (const rig of rigs) rig.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test.concurrent('whose latch is a relay proves every line, and says what it cannot', async (context) => {
    const { code, said } = await check('jig-relays', rigs[0] as StandInRig, {});
    if (whyTooBusy(said) !== '') return context.skip(whyTooBusy(said));
    expect(said).not.toContain('WRONG');
    expect(said).toMatch(/ok +jig: jig plant\n/);
    expect(said).toMatch(/ok +uncertainty: .* ± 2 ms/);
    expect(said).toMatch(/ok +car C: "pilot C" after \d+ ms, pilot at (5\.9\d*|6(\.0\d*)?) V/);
    expect(said).toMatch(/ok +proximity 680: "cable 20000 mA"/);
    expect(said).toMatch(/ok +stop button: sensed/);
    expect(said).toMatch(/skipped actuator polarity: the latch is played by a relay/);
    for (const net of ['duty', 'contactor', 'live', 'extend', 'retract']) {
      expect(said).toMatch(new RegExp(`ok +output ${net} moves`));
    }
    expect(said).toContain('jig-relays may be used');
    expect(code).toBe(0);
  });

  const real = { fitted: ['car', 'proximity', 'supply', 'outgoing-voltage'] };

  test.runIf(isLong).concurrent(
    'whose motor is wired the wrong way round is not to be used',
    async (context) => {
      const { code, said } = await check('jig-swapped', rigs[1] as StandInRig, real);
      if (whyTooBusy(said) !== '') return context.skip(whyTooBusy(said));
      expect(said).toMatch(/WRONG +actuator polarity: .*two wires are swapped/);
      expect(said).toMatch(/skipped a short charge: not tried/);
      expect(said).toMatch(/skipped buttons: jig-swapped has no "buttons"/);
      expect(code).toBe(3);
    },
    120000,
  );

  test.runIf(isLong).concurrent(
    'whose real lock moves as it is told has proven that',
    async (context) => {
      const { code, said } = await check('jig-real', rigs[2] as StandInRig, real);
      if (whyTooBusy(said) !== '') return context.skip(whyTooBusy(said));
      expect(said).toMatch(
        /ok +actuator polarity: extend was sensed locked, retract was sensed unlo/,
      );
      expect(said).not.toContain('WRONG');
      expect(code).toBe(0);
    },
    120000,
  );
});
