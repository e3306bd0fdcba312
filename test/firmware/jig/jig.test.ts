/**
 * Jig: its firmware over the plant. The relays it closes are the plant's car, cable and isolator, the
 * levels it sees are the plant's; the firmware under test is the one that ships. A whole charge, played
 * over the jig's line alone.
 */

import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { checkDialect } from '../../../build/dialect/dialect.mjs';
import { createJig, type Jig } from '../../../firmware/jig/jig.ts';
import {
  beginLine,
  createLine,
  type Line,
  sendLine,
  serveLine,
} from '../../../firmware/link/frames.ts';
import { receive } from '../../../firmware/link/receive.ts';
import { Relays } from '../../../hil/simulated/rig/simulated-relays.ts';
import { ms } from '../../../sim/clock.ts';
import { createSetup } from '../../../sim/world/setup.ts';
import { World } from '../../../sim/world/world.ts';

/** World, jig and host in one virtual time. */
class Bench {
  readonly world = new World(createSetup());
  readonly relays = new Relays(this.world, true);
  readonly heard: string[] = [];
  readonly jig: Jig;
  readonly host: Line;
  hostLives = true;
  private toJig = '';
  private toHost = '';

  constructor() {
    const nowMs = (): number => this.world.clock.nowUs / 1000;
    const port = (take: (text: string) => void) => ({
      nowMs,
      write: (text: string) => {
        take(text);
        return true;
      },
    });
    const toHost = port((text) => {
      this.toHost += text;
    });
    const toJig = port((text) => {
      this.toJig += text;
    });
    this.jig = createJig(toHost, this.relays, 'plant');
    this.host = createLine(toJig, true, (message) => this.heard.push(message));
    beginLine(this.host, '1');
    this.world.start();
    this.pass(100);
  }

  pass(forMs: number): void {
    for (let i = 0; i < forMs; i++) {
      this.world.advance(ms(1));
      const [toJig, toHost] = [this.toJig, this.toHost];
      this.toJig = '';
      this.toHost = '';
      this.jig.receive(toJig);
      this.jig.serve();
      if (!this.hostLives) continue;
      receive(this.host, toHost);
      serveLine(this.host);
    }
  }

  say(message: string): void {
    sendLine(this.host, message);
    this.pass(5);
  }

  /** When something was stamped last, in ms; fails where it never was. */
  stampOf(what: string): number {
    const line = this.heard.filter((message) => message.endsWith(` ${what}`)).at(-1);
    expect(line, `${what} was stamped`).toBeDefined();
    return Number(/^@(\S+) /.exec(line as string)?.[1]);
  }
}

test("a whole charge over the jig alone, and the reaction to a car that opens, from the jig's stamps", () => {
  const bench = new Bench();
  bench.say('set supply on');
  bench.pass(16000);
  bench.say('set proximity 220');
  bench.say('set car B');
  bench.pass(3000);
  expect(bench.stampOf('net extend 1')).toBeGreaterThan(bench.stampOf('set car B'));
  expect(bench.stampOf('net duty 533')).toBeGreaterThan(bench.stampOf('net extend 1'));
  bench.say('set car C');
  bench.pass(3000);
  expect(bench.stampOf('net live 1')).toBeGreaterThan(bench.stampOf('set car C'));
  bench.say('set car B');
  bench.pass(500);
  const openMs = bench.stampOf('net contactor 0') - bench.stampOf('set car B');
  expect(openMs).toBeGreaterThan(0);
  expect(openMs).toBeLessThanOrEqual(40);
});

test('a wrong word is answered with what was expected, and moves nothing', () => {
  const bench = new Bench();
  bench.say('set car E');
  bench.say('set wheel on');
  bench.pass(50);
  expect(bench.heard.some((line) => line.endsWith('error car is one of A B C D'))).toBe(true);
  expect(bench.heard.some((line) => line.endsWith('error no part wheel of the jig'))).toBe(true);
  expect([...bench.relays.closed]).toEqual([]);
});

test('from one resistor to the next no two are closed that do not belong together', () => {
  const bench = new Bench();
  bench.say('set proximity 100');
  bench.say('set proximity 1500');
  bench.pass(50);
  expect([...bench.relays.closed]).toEqual(['cable-1500']);
});

test('a jig that is left alone lets everything go within two seconds', () => {
  const bench = new Bench();
  bench.say('set supply on');
  bench.say('set car C');
  bench.pass(50);
  expect(bench.relays.closed.size).toBe(3);
  bench.hostLives = false;
  bench.pass(2000);
  expect([...bench.relays.closed]).toEqual([]);
});

for (const [name, file] of [
  ['createJig', 'jig/jig.ts'],
  ['createBenchMessages', 'bench/messages.ts'],
]) {
  test(`${file} and all that it needs keep to what both engines have`, async () => {
    const contents = `import { ${name} } from './firmware/${file}'; start(${name});`;
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: process.cwd() },
      bundle: true,
      write: false,
      format: 'iife',
      target: 'es2020',
      charset: 'ascii',
    });
    const code = outputFiles[0]?.text ?? '';
    expect(code).toContain(`start(${name})`);
    const lines = code.split('\n');
    const findings = checkDialect(code, ['start']);
    expect(findings.map(({ line, message }) => `${message}: ${lines[line - 1]}`)).toEqual([]);
  });
}
