/**
 * Jig library: scenarios played through a jig on the firmware that ships, board, jig and host in one virtual
 * time. Nothing here waits for the clock on the wall: what fails, fails every time.
 */

import { EventEmitter } from 'node:events';
import type TypedEmitter from 'typed-emitter';
import { afterEach, expect, test, vi } from 'vitest';
import { jigSwitches } from '../../../firmware/jig/switches.ts';
import { beginLine, createLine, sendLine, serveLine } from '../../../firmware/link/frames.ts';
import { receive } from '../../../firmware/link/receive.ts';
import { LackingError } from '../../../hil/line/bench-error.ts';
import { ProductConsole } from '../../../hil/line/product-console.ts';
import type { RigConnection, RigConnectionEvents } from '../../../hil/line/rig-connection.ts';
import { whyNotOn } from '../../../hil/rig/needs.ts';
import { parseRig } from '../../../hil/rig/read.ts';
import { partsOf } from '../../../hil/rig/rig.ts';
import { WatchedTarget } from '../../../hil/rules/watched-target.ts';
import { SimRig } from '../../../hil/simulated/rig/simulated-rig.ts';
import type { JigFacts } from '../../../hil/target/jig-facts.ts';
import { JigTarget } from '../../../hil/target/jig-target.ts';
import type { Plant } from '../../../sim/plant/plant.ts';
import { readScenarios } from '../../../sim/scenario/library.ts';
import { parseScenario } from '../../../sim/scenario/parse.ts';
import type { Result } from '../../../sim/scenario/result.ts';
import { runScenario } from '../../../sim/scenario/run.ts';
import type { Scenario } from '../../../sim/scenario/statement.ts';
import { createSetup } from '../../../sim/world/setup.ts';

const rigFile = parseRig(
  'jig.json',
  `{ "name": "jig", "kind": "jig", "lock": "kuester-02s", "relayMs": 0,
     "board": { "port": "board" }, "jig": { "port": "jig" } }`,
);
const facts: JigFacts = {
  lock: 'kuester-02s',
  parts: partsOf(rigFile),
  seesDuty: true,
  seesLive: true,
  uncertaintyMs: 2,
};

/** No scenario that is played here is longer. */
const LONGEST_MS = 240000;
/** A UART at 115200 baud takes so long for a line of the console. */
const MS_PER_CHARACTER = 0.087;

/** Board and jig over one plant, and the host's ends of both lines, in the time of fake timers. */
class JigBench {
  readonly connection: RigConnection;
  readonly product: ProductConsole;
  private readonly rig: SimRig;
  private readonly host;
  private toJig = '';
  private toHost = '';
  private said: { readonly atMs: number; readonly text: string }[] = [];
  private freeAtMs = 0;

  /** @param lacking switches that this jig has not */
  constructor(furnish: (plant: Plant) => void, lacking: readonly string[]) {
    const setup = createSetup();
    setup.furnish.push(furnish);
    const emitter = new EventEmitter() as TypedEmitter<RigConnectionEvents>;
    this.rig = new SimRig(setup, false, {
      fromBoard: (text) => this.say(text),
      fromJig: (text) => {
        this.toHost += text;
      },
      jigWaiting: () => 0,
    });
    this.rig.relays.has = (name) => jigSwitches().includes(name) && !lacking.includes(name);
    const port = {
      nowMs: () => performance.now(),
      write: (text: string) => {
        this.toJig += text;
        return true;
      },
    };
    this.host = createLine(port, true, (message) => emitter.emit('message', message));
    beginLine(this.host, '1');
    this.connection = {
      name: 'jig',
      emitter,
      down: null,
      send: (message) => void this.send(message),
      abort: async (error) => {
        throw error;
      },
    };
    this.product = new ProductConsole('board');
    // A console without a port: what is typed goes straight to the board.
    this.product.type = (line) => this.rig.typeToBoard(`${line}\n`);
  }

  private send(message: string): void {
    expect(sendLine(this.host, message)).toBe(true);
  }

  /** A line leaves when those before it have left. */
  private say(text: string): void {
    const nowMs = performance.now();
    this.freeAtMs = Math.max(this.freeAtMs, nowMs) + text.length * MS_PER_CHARACTER;
    this.said.push({ atMs: this.freeAtMs, text });
  }

  /** One millisecond of everybody's time. */
  pass(): void {
    this.rig.jig.receive(this.toJig);
    this.toJig = '';
    this.rig.pass(1);
    const heard = this.toHost;
    this.toHost = '';
    receive(this.host, heard);
    serveLine(this.host);
    while (this.said[0] !== undefined && this.said[0].atMs <= performance.now()) {
      const line = this.said.shift()?.text.trim() ?? '';
      this.product.emitter.emit('message', line);
    }
  }
}

afterEach(() => {
  vi.useRealTimers();
});

async function play(
  scenario: Scenario,
  furnish: (plant: Plant) => void = () => undefined,
  lacking: readonly string[] = [],
): Promise<Result> {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'],
  });
  const bench = new JigBench(furnish, lacking);
  let result: Result | null = null;
  let error: unknown = null;
  const target = new WatchedTarget(new JigTarget(bench.connection, bench.product, facts));
  runScenario(scenario, target).then(
    (found) => {
      result = found;
    },
    (thrown) => {
      error = thrown;
    },
  );
  for (let ms = 0; result === null && error === null; ms++) {
    if (ms > LONGEST_MS) throw new Error(`${scenario.title}: longer than ${LONGEST_MS} ms`);
    await vi.advanceTimersByTimeAsync(1);
    bench.pass();
  }
  if (error !== null) throw error;
  return result as unknown as Result;
}

/** A selection from every corner; what a jig cannot play is no part of it. */
const files = [
  'sim/story/1-a-whole-session.scenario',
  'sim/story/2-complete-but-connected.scenario',
  'test/scenarios/console/unlock-during-charge.scenario',
  'test/scenarios/driver/stop-ignored-frees-within-10-s.scenario',
  'test/scenarios/fault/emergency-stop.scenario',
  'test/scenarios/fault/pilot-short-clears.scenario',
  'test/scenarios/field/f19-short-or-diode-in-c.scenario',
  'test/scenarios/field/f22-minimum-open-time.scenario',
  'test/scenarios/policy/authorization.scenario',
  'test/scenarios/policy/permanent-unlock.scenario',
  'test/scenarios/proximity/rating-680-ohm.scenario',
  'test/scenarios/service/strokes.scenario',
  'test/scenarios/timing/c-to-b-contacts-in-100-ms.scenario',
];

test.each(files)('%s is kept by the firmware that ships, through a jig', async (file) => {
  const scenario = readScenarios(file).at(-1) as Scenario;
  expect(whyNotOn(rigFile, scenario)).toBe('');
  const result = await play(scenario);
  expect(result.failure?.message ?? '').toBe('');
  expect(result.checks.length).toBeGreaterThan(0);
});

test('a latch switch that is stuck is played by the relay, and found by the firmware', async () => {
  const [scenario] = parseScenario(
    'stuck.scenario',
    'scenario stuck\nplug in\ncar in\nexpect socket live within 5 s\nlatch switch stuck-unlocked\n' +
      'expect contactor open within 150 ms\nexpect fault latch-lost within 1 s\n',
  );
  const result = await play(scenario as Scenario);
  expect(result.failure?.message ?? '').toBe('');
});

test('what this very jig has no switch for is told by its name, at the start and later', async () => {
  const lacking = ['cable-680', 'vehicle-270'];
  for (const [text, name] of [
    ['given cable 680 Ohm\nplug in\nexpect phase ready within 5 s', 'cable-680'],
    ['plug in\ncable 680 Ohm\nafter 5 s', 'cable-680'],
    [
      'plug in\ncar in\nexpect socket live within 5 s\ncar D\nexpect phase ready within 5 s',
      'vehicle-270',
    ],
  ] as const) {
    const [scenario] = parseScenario('lacks.scenario', `scenario lacks\n${text}\n`);
    const played = play(scenario as Scenario, () => undefined, lacking);
    await expect(played).rejects.toThrow(LackingError);
    await expect(played).rejects.toThrow(`it has not the switch "${name}"`);
  }
});

test('the reset of the board by the jig is played, and what follows is heard again', async () => {
  const [scenario] = parseScenario(
    'reset.scenario',
    'scenario reset\nplug in\ncar in\nexpect socket live within 5 s\nreset pin\n' +
      'expect contactor open within 100 ms\nexpect phase restart within 3 s\n' +
      'expect socket live within 30 s\n',
  );
  const result = await play(scenario as Scenario);
  expect(result.failure?.message ?? '').toBe('');
});

test('a contactor that drops out too late is found by what the jig sees', async () => {
  const [scenario] = readScenarios(files.at(-1) as string);
  const result = await play(scenario as Scenario, (plant) => {
    plant.contactor.dropOutMs = 90;
  });
  expect(result.failure?.message).toMatch(/^socket dead: (not within 100 ms|after 1\d\d\S* ms)/);
});

test('a pin that comes free in a live socket is a hazard, whatever the scenario asks', async () => {
  const [scenario] = parseScenario(
    'rule.scenario',
    'scenario rule\nplug in\ncar in\nexpect socket live within 5 s\npin withdrawn\nexpect plug in for 2 s\n',
  );
  const result = await play(scenario as Scenario);
  expect(result.failure?.message).toMatch(/^hazard: live-unlatched/);
});
