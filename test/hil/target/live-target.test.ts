/**
 * Live: the firmware runs by its own clock behind a pseudo-terminal, in real time, and its stamps are
 * judged.
 */

import { EventEmitter } from 'node:events';
import type TypedEmitter from 'typed-emitter';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StandIn, whyNoStandIn } from '../../../hil/device/stand-in.ts';
import { BusyHostError } from '../../../hil/line/bench-error.ts';
import type { Link } from '../../../hil/line/link.ts';
import type { RigConnection, RigConnectionEvents } from '../../../hil/line/rig-connection.ts';
import { WatchedTarget } from '../../../hil/rules/watched-target.ts';
import { LiveTarget } from '../../../hil/target/live-target.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import type { Result } from '../../../sim/scenario/result.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { blindGuard, type Edit, plantDevice, startDevice } from '../../support/bench-device.ts';
import { playUnlessBusy, TOO_BUSY, whyTooBusy } from '../../support/rig-device.ts';

const why = whyNoStandIn();
/** Nobody waits in real time for the drawn capacitor to be filled. */
const quick = 'given capacitor charges in 300 ms';
const story = (window: string): Scenario =>
  parseScenario(
    'live.scenario',
    `scenario A cold start in real time
     given start cold
     given capacitor charges in 300 ms
     expect phase idle within 4 s
     plug in
     expect proximity seated within ${window}
     hello
     expect answer ok holdfast within 500 ms`,
  )[0] as Scenario;

/** The same line, on which everything comes later from one message on, as behind a frame that is sent again. */
function lateFrom(link: Link, what: RegExp, lateMs: number): RigConnection {
  const emitter = new EventEmitter() as TypedEmitter<RigConnectionEvents>;
  let isLate = false;
  link.emitter.on('message', (message) => {
    isLate ||= what.test(message);
    if (isLate) setTimeout(() => emitter.emit('message', message), lateMs);
    else emitter.emit('message', message);
  });
  return {
    name: link.name,
    emitter,
    get down() {
      return link.down;
    },
    send: (message) => link.send(message),
    abort: (error, last) => link.abort(error, last),
  };
}

describe.skipIf(why !== '')(`the firmware by its own clock ${why}`, () => {
  let device: StandIn;
  let link: Link;
  beforeAll(async () => {
    ({ device, link } = await startDevice());
  });
  afterAll(async () => {
    await link?.close();
    device?.stop();
  });

  /** Null where this computer was too busy to play the world in real time: that is the bench's fault. */
  const play = (scenario: Scenario, on = link): Promise<Result | null> =>
    playUnlessBusy(on, () => runScenario(scenario, new WatchedTarget(new LiveTarget(on))));

  test('windows are judged from the stamps of the board', async (context) => {
    const result = await play(story('500 ms'));
    if (result === null) return context.skip(TOO_BUSY);
    expect(result.failure).toBe(null);
    expect(result.events.filter(({ name }) => name === 'rule')).toEqual([]);
    const seated = result.checks[1];
    expect(seated?.verdict).toBe('pass');
    expect(seated?.uncertaintyUs).toBe(1000);
    // Two agreeing readings, one every other tick of 10 ms: never at once, never after half a second.
    expect(seated?.measuredUs).toBeGreaterThan(10000);
    expect(seated?.measuredUs).toBeLessThan(500000);
  });

  test('a window that is missed is a failure of the product, with value and uncertainty', async (context) => {
    const result = await play(story('5 ms'));
    if (result === null) return context.skip(TOO_BUSY);
    expect(result.passed).toBe(false);
    expect(result.failure?.message).toMatch(
      /not within 5 ms|after \d+.* ± 1 ms, expected within 5 ms/,
    );
    expect(result.failure?.inconclusive).toBeUndefined();
  });

  test('what was still on its way when a window was missed is no failure of the product', async (context) => {
    if (link.down !== null) await link.reopen(5000);
    const connection = lateFrom(link, /say ~ \d+ proximity seated/, 300);
    let said = '';
    try {
      await runScenario(story('100 ms'), new WatchedTarget(new LiveTarget(connection)));
    } catch (error) {
      const busy = error instanceof BusyHostError ? error.message : whyTooBusy(String(error));
      if (busy !== '' && !/verdict/.test(String(error))) return context.skip(busy);
      said = String(error);
    }
    expect(said).toMatch(
      /BenchError: .*"(net|say|starving|fed) .*" has come \d+ ms too late for a verdict/,
    );
  });

  test('a lock that is driven again before it has rested is found out by the stamps', async (context) => {
    const edit = {
      file: 'firmware/drivers/lock-parts.ts',
      from: 'leastTravelMs: Math.floor(strokeMs / 10),\n    restRatio: 8',
      to: 'leastTravelMs: Math.floor(strokeMs / 10),\n    restRatio: 1',
    };
    const restless = await startDevice(await plantDevice('restless', [blindGuard, edit]));
    try {
      const lines = [
        'given start cold',
        quick,
        'expect phase idle within 4 s',
        'plug in',
        'car in',
      ];
      const text = ['scenario Restless', ...lines, 'expect latch locked within 8 s'].join('\n');
      const scenario = parseScenario('restless.scenario', text)[0] as Scenario;
      const result = await play(scenario, restless.link);
      if (result === null) return context.skip(TOO_BUSY);
      expect(result.failure?.message).toMatch(
        /^rule R7 is broken .*: drive extend (just now|for \d+(\.\d)? ms)$/,
      );
    } finally {
      await restless.link.close();
      restless.device.stop();
    }
  });

  /** The firmware itself cannot be told to freeze: the session around it no longer passes its feeds on. */
  const frozen: Edit = {
    file: 'firmware/bench/firmware-session.ts',
    from: 'function feed(run: FirmwareSession): void {',
    to: 'function feed(run: FirmwareSession): void { if (run.loop && run.loop.charger.board.resetCause === 0 && run.loop.charger.uptimeMs > 1500) return;',
  };

  test('a board that stops feeding its watchdog is named and reset, and its restart is judged', async (context) => {
    const { device: board, link: line } = await startDevice(await plantDevice('frozen', [frozen]));
    try {
      const own = ['start cold', 'lock harting-motor', 'watchdog 500 ms'];
      const givens = [...own.map((one) => `given ${one}`), quick];
      const lines = ['expect phase idle within 4 s', 'plug in', 'expect processor off within 2 s'];
      lines.push('expect phase restart within 3 s', 'expect phase released within 8 s');
      const text = ['scenario Frozen', ...givens, ...lines].join('\n');
      const result = await play(parseScenario('frozen.scenario', text)[0] as Scenario, line);
      if (result === null) return context.skip(TOO_BUSY);
      expect(result.failure).toBe(null);
      const told = result.events.filter(({ name }) => name === 'watchdog');
      expect(told.map(({ value }) => value)).toEqual([
        expect.stringMatching(/^not fed since 1\d{3}(\.\d)? ms$/),
        'bites: the board is reset',
      ]);
      // The world's watchdog bites when a real one would have, whenever the host was told.
      const lastUs = Number(/since ([\d.]+) ms/.exec(told[0]?.value ?? '')?.[1]) * 1000;
      expect((told[1]?.atUs ?? 0) - lastUs).toBeGreaterThan(495000);
      expect((told[1]?.atUs ?? 0) - lastUs).toBeLessThan(515000);
      const off = result.events.find(({ name, value }) => name === 'processor' && value === 'off');
      expect(off?.atUs).toBe(told[1]?.atUs);
    } finally {
      await line.close();
      board.stop();
    }
  });

  test('a stall that the watchdog outlasts is named, and nothing is reset', async (context) => {
    const givens = ['given start cold', quick, 'expect phase idle within 4 s', 'stall 400 ms'];
    const text = ['scenario Stalled', ...givens, 'expect processor on for 800 ms'].join('\n');
    const result = await play(parseScenario('stalled.scenario', text)[0] as Scenario);
    if (result === null) return context.skip(TOO_BUSY);
    expect(result.failure).toBe(null);
    const told = result.events.filter(({ name }) => name === 'watchdog').map(({ value }) => value);
    expect(told).toEqual([expect.stringMatching(/^not fed since/), 'fed again']);
  });
});
